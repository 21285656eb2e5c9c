import * as z from 'zod/mini';
import { algorithms, pieceAlgorithms } from './algorithm.ts';

/** Who told a checksum, the most trusted first: what the user has looked up before what came along with the bytes. */
export const tellers = ['user', 'link', 'metalink', 'torrent', 'sums', 'header'] as const;
export type Teller = (typeof tellers)[number];

const hashSchema = z.object({
  algorithm: z.enum(algorithms),
  /** Lower-case hexadecimal. */
  value: z.string(),
  from: z.enum(tellers),
});
/** A checksum of the whole file. */
export type Hash = z.infer<typeof hashSchema>;

const piecesSchema = z.object({
  algorithm: z.enum(pieceAlgorithms),
  /** Bytes of each piece but the last. */
  length: z.number(),
  /** Lower-case hexadecimal, in order. */
  hashes: z.array(z.string()),
  from: z._default(z.enum(['metalink', 'torrent']), 'metalink'),
});
/** Checksums of a file's pieces. */
export type PieceHashes = z.infer<typeof piecesSchema>;

export const expectedSchema = z.object({
  /** Bytes, as the publisher says; null: not said. */
  size: z.nullable(z.number()),
  hashes: z.array(hashSchema),
  pieces: z.nullable(piecesSchema),
});
/** What is known of a file from others than the server that sends it, and from its headers: what it is held against. */
export type Expected = z.infer<typeof expectedSchema>;

/** So many checksums are kept of a file: more than any publisher gives. */
const most = 24;

/** A file of which nothing is known. */
export const nothingExpected: Expected = { size: null, hashes: [], pieces: null };

/** What is known after more was told. Each teller's word for an algorithm replaces its earlier one. */
export function addExpected(known: Expected, told: Expected): Expected {
  const replaced = (hash: Hash): boolean =>
    told.hashes.some(({ algorithm, from }) => algorithm === hash.algorithm && from === hash.from);
  return {
    size: known.size ?? told.size,
    hashes: [...known.hashes.filter((hash) => !replaced(hash)), ...told.hashes].slice(0, most),
    pieces: known.pieces ?? told.pieces,
  };
}

/** Whether there is nothing to hold the file against. */
export function expectsNothing({ size, hashes, pieces }: Expected): boolean {
  return size === null && hashes.length === 0 && pieces === null;
}
