import { writeBencode } from './bencode-write.ts';
import { isReachable } from './swarm.ts';
import { mostTrackers } from './torrent-limits.ts';

/** A file that is to be shared. */
export interface FileToShare {
  /** Below the torrent's folder, parts in order. */
  readonly path: readonly string[];
  /** Bytes. */
  readonly size: number;
}

const KiB = 1024;
/** A torrent of so many pieces is small enough to be handed on, and its pieces soon checked. */
const pieces = 1500;
const pieceBounds = { least: 16 * KiB, most: 16 * KiB * KiB } as const;

/** Bytes of a piece for a torrent of this size: a power of two. */
export function pieceLengthFor(size: number): number {
  let length: number = pieceBounds.least;
  while (length < pieceBounds.most && size / length > pieces) length *= 2;
  return length;
}

/**
 * A .torrent file of nothing but its info dictionary (BEP 3). One file without a folder is a torrent of one file.
 * @param name of the file, or of the folder of several
 * @param hashes SHA-1 of each piece, 20 bytes each, one after the other
 */
export function writeInfo(
  name: string,
  files: readonly FileToShare[],
  pieceLength: number,
  hashes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const [first] = files;
  const alone = files.length === 1 && first?.path.length === 1 && first.path[0] === name;
  const what = alone
    ? { length: first.size }
    : { files: files.map(({ path, size }) => ({ length: size, path: [...path] })) };
  return writeBencode({ info: { name, 'piece length': pieceLength, pieces: hashes, ...what } });
}

/** What the user names as trackers: one a line. `bad`: the first that a browser cannot speak with; null: none. */
export function readTrackerLines(text: string): { readonly trackers: string[]; readonly bad: string | null } {
  const lines = text
    .split(/\s+/)
    .filter((line) => line !== '')
    .slice(0, mostTrackers);
  const bad = lines.find((line) => !URL.canParse(line) || !isReachable(line)) ?? null;
  return { trackers: [...new Set(lines)], bad };
}
