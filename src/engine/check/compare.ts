import type { Algorithm } from '#domain/check/algorithm';
import type { Expected, PieceHashes } from '#domain/check/expected';
import { PerseidError } from '#domain/error';
import { judgeDigests, planCheck, type Mismatch, type Verdict } from '#domain/check/verdict';
import type { Range } from '#domain/segment/range';
import { hexOf } from '#domain/swarm/hex';
import type { Torrent } from '#domain/swarm/torrent';
import { hashRange, type ReadAt } from '#platform/digest';
import { RunningHash } from './running-hash.ts';

/** A whole part file, and how to hear of the work on it. */
export interface Subject {
  readonly size: number;
  readonly read: ReadAt;
  /** Told after each portion how many bytes were hashed. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Holds a whole file against what is expected of it: with flat memory, portion by portion.
 * @param begun what was hashed of it while it arrived; of no use if other algorithms are needed after all
 * @throws PerseidError `part-lost` when bytes are missing; the signal's reason when aborted
 */
export async function compare(
  subject: Subject,
  expected: Expected,
  signal: AbortSignal,
  begun: RunningHash | null = null,
): Promise<Verdict> {
  const { size, read, onBytes } = subject;
  if (expected.size !== null && expected.size !== size) {
    const numbers = { expected: String(expected.size), actual: String(size) };
    return { mismatch: { what: 'size', from: expected.pieces?.from ?? 'metalink', ...numbers, bad: null } };
  }
  const plan = planCheck(expected);
  const running = begun && sameAlgorithms(begun.algorithms, plan.whole) ? begun : await RunningHash.begin(plan.whole);
  onBytes(running.at);
  await running.extend(read, size, signal, onBytes);
  const verdict = judgeDigests(expected, running.digests());
  const { pieces } = expected;
  if ('mismatch' in verdict) return { mismatch: { ...verdict.mismatch, bad: await culprits(subject, pieces, signal) } };
  if (!plan.pieces || pieces === null) return verdict;
  const mismatch = await comparePieces(subject, pieces, signal);
  const good = { what: pieces.algorithm, from: pieces.from, good: true, value: null } as const;
  return mismatch ? { mismatch } : { checked: verdict.checked ?? good };
}

/**
 * Holds pieces of a torrent against their checksums. What is not there is as wrong as what is other than it should be.
 * @param ranges of whole pieces
 * @throws the signal's reason when aborted
 */
export async function compareTorrent(
  { read, onBytes }: Pick<Subject, 'read' | 'onBytes'>,
  { pieceLength, pieces, size }: Pick<Torrent, 'pieceLength' | 'pieces' | 'size'>,
  ranges: readonly Range[],
  signal: AbortSignal,
): Promise<Verdict> {
  const [what, from] = ['sha-1', 'torrent'] as const;
  let first: Pick<Mismatch, 'expected' | 'actual'> | null = null;
  const bad: Range[] = [];
  for (const range of ranges) {
    for (let at = range.from; at < range.to; at += pieceLength) {
      const piece = { from: at, to: Math.min(at + pieceLength, size) };
      const place = 20 * Math.floor(at / pieceLength);
      const expected = hexOf(pieces.subarray(place, place + 20));
      const actual = await digestOf(read, piece);
      signal.throwIfAborted();
      onBytes(piece.to - piece.from);
      if (actual === expected) continue;
      first ??= { expected, actual };
      bad.push(piece);
    }
  }
  return first ? { mismatch: { what, from, ...first, bad } } : { checked: { what, from, good: true, value: null } };
}

/** SHA-1 of a piece; '' where not all of it is there. */
async function digestOf(read: ReadAt, { from, to }: Range): Promise<string> {
  try {
    return await hashRange(read, from, to, 'sha-1');
  } catch (error) {
    if (error instanceof PerseidError && error.code === 'part-lost') return '';
    throw error;
  }
}

/** Both in the order of `planCheck`. */
export function sameAlgorithms(some: readonly Algorithm[], others: readonly Algorithm[]): boolean {
  return some.length === others.length && some.every((algorithm, index) => algorithm === others[index]);
}

/** Which pieces of a file that is wrong are so; null: that is not known, or all are right and the checksums contradict each other. */
async function culprits(subject: Subject, pieces: PieceHashes | null, signal: AbortSignal): Promise<Range[] | null> {
  return pieces && ((await comparePieces(subject, pieces, signal))?.bad ?? null);
}

/** Null: every piece is right. Else the first that is wrong, with the ranges of all. */
async function comparePieces(
  { size, read, onBytes }: Subject,
  { algorithm, length, hashes, from }: PieceHashes,
  signal: AbortSignal,
): Promise<Mismatch | null> {
  let first: Pick<Mismatch, 'expected' | 'actual'> | null = null;
  const bad: Range[] = [];
  for (const [index, expected] of hashes.entries()) {
    const range = { from: index * length, to: Math.min((index + 1) * length, size) };
    const actual = await hashRange(read, range.from, range.to, algorithm);
    signal.throwIfAborted();
    onBytes(range.to - range.from);
    if (actual === expected) continue;
    first ??= { expected, actual };
    bad.push(range);
  }
  return first && { what: algorithm, from, ...first, bad };
}
