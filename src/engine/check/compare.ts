import type { Algorithm } from '#domain/check/algorithm';
import type { Expected, PieceHashes } from '#domain/check/expected';
import { judgeDigests, planCheck, type Mismatch, type Verdict } from '#domain/check/verdict';
import { PerseidError } from '#domain/error';
import type { Range } from '#domain/segment/range';
import { createHasher, hashRange, type ReadAt } from '#platform/digest';

/** Bytes read at a time: large enough to cost little, small enough to stop at once. */
const portion = 4 * 1024 * 1024;

/** A whole part file, and how to hear of the work on it. */
export interface Subject {
  readonly size: number;
  readonly read: ReadAt;
  /** Told after each portion how many bytes were hashed. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Holds a whole file against what is expected of it: with flat memory, portion by portion.
 * @throws PerseidError `part-lost` when bytes are missing; the signal's reason when aborted
 */
export async function compare(subject: Subject, expected: Expected, signal: AbortSignal): Promise<Verdict> {
  const { size } = subject;
  if (expected.size !== null && expected.size !== size) {
    const numbers = { expected: String(expected.size), actual: String(size) };
    return { mismatch: { what: 'size', from: 'metalink', ...numbers, bad: null } };
  }
  const plan = planCheck(expected);
  const verdict = judgeDigests(expected, await hashWhole(subject, plan.whole, signal));
  const { pieces } = expected;
  if ('mismatch' in verdict) return { mismatch: { ...verdict.mismatch, bad: await culprits(subject, pieces, signal) } };
  if (!plan.pieces || pieces === null) return verdict;
  const mismatch = await comparePieces(subject, pieces, signal);
  const good = { what: pieces.algorithm, from: 'metalink', good: true, value: null } as const;
  return mismatch ? { mismatch } : { checked: verdict.checked ?? good };
}

async function hashWhole(
  subject: Subject,
  algorithms: readonly Algorithm[],
  signal: AbortSignal,
): Promise<Map<Algorithm, string>> {
  const hashers = await Promise.all(algorithms.map(async (name) => [name, await createHasher(name)] as const));
  if (hashers.length > 0) {
    for await (const bytes of portions(subject)) {
      signal.throwIfAborted();
      for (const [, hasher] of hashers) hasher.update(bytes);
      subject.onBytes(bytes.byteLength);
    }
  }
  return new Map(hashers.map(([name, hasher]) => [name, hasher.digest()]));
}

/** The file in order; each portion is valid until the next is asked for. While one is hashed the next is being read. */
async function* portions({ size, read }: Subject): AsyncGenerator<Uint8Array> {
  const most = Math.min(portion, size);
  let [now, later] = [new Uint8Array(most), new Uint8Array(most)];
  const fetchAt = async (at: number, into: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
    const bytes = into.subarray(0, Math.min(portion, size - at));
    const found = await read(at, bytes);
    if (found !== bytes.byteLength) throw new PerseidError('part-lost', { expected: size, bytes: at + found });
    return bytes;
  };
  let coming = fetchAt(0, now);
  try {
    for (let at = portion; at - portion < size; at += portion) {
      const bytes = await coming;
      [now, later] = [later, now];
      if (at < size) coming = fetchAt(at, now);
      yield bytes;
    }
  } finally {
    // Whoever stopped meanwhile does not want to hear of it.
    await Promise.allSettled([coming]);
  }
}

/** Which pieces of a file that is wrong are so; null: that is not known, or all are right and the checksums contradict each other. */
async function culprits(subject: Subject, pieces: PieceHashes | null, signal: AbortSignal): Promise<Range[] | null> {
  return pieces && ((await comparePieces(subject, pieces, signal))?.bad ?? null);
}

/** Null: every piece is right. Else the first that is wrong, with the ranges of all. */
async function comparePieces(
  { size, read, onBytes }: Subject,
  { algorithm, length, hashes }: PieceHashes,
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
  return first && { what: algorithm, from: 'metalink', ...first, bad };
}
