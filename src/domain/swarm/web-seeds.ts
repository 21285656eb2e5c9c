import { webAddress } from '../mirror/mirror.ts';
import { totalBytes, withoutRanges, type Range } from '../segment/range.ts';
import type { Torrent } from './torrent.ts';

/** Bytes `from` to `to` of one file at a web seed, which lie at `at` in the torrent's row. `url` null: zeros that only fill up. */
export interface WebPart {
  readonly url: string | null;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Bytes of the whole file. */
  readonly size: number;
}

type Files = Pick<Torrent, 'writtenName' | 'several' | 'files'>;

/** A path with such a part would lead to another file of that server. */
const leadsAstray = (part: string): boolean => ['', '.', '..'].includes(part);

/** The web seeds (BEP 19) of a torrent that can be asked, each once; none where its files have no sound addresses there. */
export function usableSeeds(seeds: readonly string[], torrent: Files): string[] {
  const { writtenName, several, files } = torrent;
  if (leadsAstray(writtenName) || files.some(({ path, padding }) => !padding && path.some(leadsAstray))) return [];
  const sound = seeds.flatMap((seed) => webAddress(seed) ?? []);
  // One of several files is a folder; one that is a folder has a name that ends so.
  return [...new Set(sound)].filter((seed) => !several || new URL(seed).search === '');
}

/** What to ask a web seed for, to have a range of the torrent's row: in order, without gaps. */
export function webParts(seed: string, torrent: Files, { from, to }: Range): WebPart[] {
  return torrent.files.flatMap((file) => {
    const [begin, end] = [Math.max(from, file.offset), Math.min(to, file.offset + file.size)];
    if (begin >= end) return [];
    const url = file.padding ? null : addressAt(seed, torrent, file.path);
    return [{ url, from: begin - file.offset, to: end - file.offset, at: begin, size: file.size }];
  });
}

function addressAt(seed: string, { writtenName, several }: Files, path: readonly string[]): string {
  if (!several) return seed.endsWith('/') ? seed + encodeURIComponent(writtenName) : seed;
  return [seed.replace(/\/$/, ''), ...[writtenName, ...path].map(encodeURIComponent)].join('/');
}

/** Larger ones are not lent at once, bytes: what fails is fetched again, and peers would wait for the rest. */
const largestLease = 16 * 1024 * 1024;

/** How large a lease is to be. */
export interface LeaseSize {
  /** Bytes. */
  readonly pieceLength: number;
  /** Connections and peers that share what is missing. */
  readonly sharers: number;
  /** Most bytes, by the speed limit. */
  readonly most: number;
  /** The first run is taken, and not the longest. */
  readonly inOrder: boolean;
}

/**
 * Whole pieces for one connection: from the longest run (or the first) that is missing and lent to nobody; null: there is none. Towards the end they get
 * smaller, so that all are done at the same time.
 * @param missing whole pieces, in order, disjoint, as is what is lent
 */
export function nextLease(missing: readonly Range[], lent: readonly Range[], size: LeaseSize): Range | null {
  const { pieceLength, sharers, most, inOrder } = size;
  const free = withoutRanges(missing, lent);
  const run = free.reduce<Range | null>(
    (best, one) => (best && (inOrder || lengthOf(best) >= lengthOf(one)) ? best : one),
    null,
  );
  if (run === null) return null;
  const share = Math.min(largestLease, most, totalBytes(free) / (2 * Math.max(1, sharers)));
  const length = Math.max(1, Math.floor(share / pieceLength)) * pieceLength;
  return { from: run.from, to: Math.min(run.to, run.from + length) };
}

const lengthOf = ({ from, to }: Range): number => to - from;
