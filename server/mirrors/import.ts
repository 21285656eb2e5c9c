import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readChecksumLine } from '#domain/check/checksum-text';
import { PerseidError } from '#domain/error';
import { readMetalink } from '#domain/mirror/metalink';
import { isMetalink } from '#domain/mirror/metalink-type';
import { sealAddress, type FileIdentity, type Row } from '#domain/mirror/sealing';
import { isSharable } from '#domain/mirror/sharable';
import { dayOf } from '../calendar.ts';
import { ServiceError } from '../service-error.ts';
import type { Store } from '../store/store.ts';
import { isBlocked } from './blocked.ts';
import { publishRelease } from './release.ts';

/** Of so many files it is asked at once where they are: lists have thousands, and their mirrors are others' servers. */
const askedAtOnce = 4;
/** So many rows are written in one change. */
const atOnce = 500;

/** An address that a public list names for a file. */
export interface Listed {
  readonly file: FileIdentity;
  readonly address: string;
}

/** What a list gave. */
export interface Read {
  readonly listed: readonly Listed[];
  /** Addresses that cannot be in the index: not https, not public, or of a file whose SHA-256 or length is not known. */
  readonly leftOut: number;
}

interface Asking {
  /** Addresses of folders that have the files of a list of checksums. */
  readonly mirrors: readonly string[];
  /** Length of what is at an address, bytes; null: it is not there, or does not say. */
  readonly sizeOf: (address: string) => Promise<number | null>;
}

/**
 * Reads a public list: a Metalink, or checksums (SHA256SUMS) with the folders where the files lie.
 * @throws ServiceError `file`: not readable, or not of these forms; `setting`: checksums without a folder
 */
export async function readList(path: string, asking: Asking): Promise<Read> {
  const text = textOf(path);
  if (isMetalink(null, basename(path))) return readMetalinkList(path, text);
  const sums = text.split(/\r?\n/).flatMap((line) => readChecksumLine(line) ?? []);
  const named = sums.flatMap(({ algorithm, value, name }) =>
    algorithm === 'sha-256' && name !== null ? [{ sha256: value, name: name.replace(/^\.\//, '') }] : [],
  );
  if (named.length === 0)
    throw new ServiceError('file', `${path} is no Metalink (.meta4) and holds no SHA-256 with a name`);
  if (asking.mirrors.length === 0) {
    throw new ServiceError(
      'setting',
      'a list of checksums says not where the files are: add the addresses of folders that have them',
    );
  }
  const found = await eachOf(named, (one) => readSum(one, asking));
  return {
    listed: found.flatMap(({ listed }) => listed),
    leftOut: found.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

async function eachOf<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  const waiting = all.entries();
  const lane = async (): Promise<void> => {
    for (const [at, one] of waiting) found[at] = await ask(one);
  };
  await Promise.all(Array.from({ length: askedAtOnce }, lane));
  return found;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ServiceError('file', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readMetalinkList(path: string, text: string): Read {
  try {
    const all = readMetalink(text, 'https://metalink.invalid/').flatMap(({ expected: { size, hashes }, urls }) => {
      const sha256 = hashes.find(({ algorithm }) => algorithm === 'sha-256')?.value;
      return urls.map(({ url }) =>
        sha256 === undefined || size === null ? null : { file: { sha256, size }, address: url },
      );
    });
    const listed = all.filter((one) => one !== null).filter(({ address }) => isSharable(address));
    return { listed, leftOut: all.length - listed.length };
  } catch (error) {
    if (error instanceof PerseidError)
      throw new ServiceError('file', `${path} cannot be read as a Metalink: ${error.code}`);
    throw error;
  }
}

/** Every folder is asked how long the file is there; where they do not agree, none is believed. */
async function readSum({ sha256, name }: { sha256: string; name: string }, { mirrors, sizeOf }: Asking): Promise<Read> {
  const addresses = mirrors.map((folder) => new URL(encodeURI(name), folder.replace(/\/*$/, '/')).href);
  const sharable = addresses.filter(isSharable);
  const sizes = await Promise.all(sharable.map(sizeOf));
  const [size, ...others] = new Set(sizes.filter((one) => one !== null));
  if (size === undefined || others.length > 0) return { listed: [], leftOut: addresses.length };
  const listed = sharable
    .filter((_, index) => sizes[index] === size)
    .map((address) => ({ file: { sha256, size }, address }));
  return { listed, leftOut: addresses.length - listed.length };
}

/**
 * Puts listed addresses into the index, vouched for by the operator, and hands them out at once: nobody gave them away.
 * @param votes as many as are needed to be handed out
 * @param now ms since 1970
 * @returns how many are in the index now; the others are blocked
 */
export async function importRows(store: Store, listed: readonly Listed[], votes: number, now: number): Promise<number> {
  const rows = listed.map(({ file, address }) => sealAddress(file, address));
  let taken = 0;
  for (let from = 0; from < rows.length; from += atOnce) {
    taken += await importSome(store, rows.slice(from, from + atOnce), votes, dayOf(now));
  }
  await publishRelease(store);
  return taken;
}

function importSome(store: Store, rows: readonly Row[], votes: number, day: number): Promise<number> {
  return store.change(async (given) => {
    let taken = 0;
    for (const { tag, entry, sealed } of rows) {
      if (await isBlocked(given, { tag, entry })) continue;
      await given
        .insertInto('entries')
        .values({ tag, entry, sealed, votes_for: 0, votes_against: 0, vouched: votes, day, released: 1 })
        .onConflict((conflict) => conflict.columns(['tag', 'entry']).doUpdateSet({ vouched: votes, released: 1 }))
        .execute();
      taken += 1;
    }
    return taken;
  });
}
