import fc from 'fast-check';
import { createHash, type BinaryLike } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pieceAlgorithms, type Algorithm } from '#domain/check/algorithm';
import { nothingExpected, type Expected } from '#domain/check/expected';
import { compare } from '../../src/engine/check/compare.ts';

const portion = 4 * 1024 * 1024;
const digestOf = (algorithm: Algorithm, bytes: BinaryLike) =>
  createHash(algorithm.replace('-', '')).update(bytes).digest('hex');

/** Bytes of which no two portions are alike. */
function content(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 7 + (at >> 13)) & 0xff);
}

/** A part file in memory, and what was hashed of it. */
function subject(bytes: Uint8Array, size = bytes.length) {
  const seen = { bytes: 0 };
  return {
    seen,
    size,
    read(at: number, into: Uint8Array) {
      const found = bytes.subarray(at, at + into.length);
      into.set(found);
      return Promise.resolve(found.length);
    },
    onBytes: (count: number) => void (seen.bytes += count),
  };
}

const expecting = (algorithm: Algorithm, value: string): Expected => ({
  ...nothingExpected,
  hashes: [{ algorithm, value, from: 'header' }],
});

const never = new AbortController().signal;

describe('holding a file against what is expected', () => {
  it.each(['sha-512', 'sha-256', 'sha-1', 'md5'] as const)('%s, over several portions', async (algorithm) => {
    const bytes = content(2 * portion + 12_345);
    const whole = subject(bytes);
    const value = digestOf(algorithm, bytes);
    expect(await compare(whole, expecting(algorithm, value), never)).toEqual({
      checked: { what: algorithm, from: 'header', good: true, value },
    });
    expect(whole.seen.bytes).toBe(bytes.length);
    const wrong = Uint8Array.from(bytes);
    wrong[portion] = (wrong[portion] ?? 0) ^ 1;
    expect(await compare(subject(wrong), expecting(algorithm, value), never)).toEqual({
      mismatch: { what: algorithm, from: 'header', expected: value, actual: digestOf(algorithm, wrong), bad: null },
    });
  });

  it.each([0, 1, portion - 1, portion, portion + 1])('%d bytes', async (size) => {
    const bytes = content(size);
    const value = digestOf('sha-256', bytes);
    expect(await compare(subject(bytes), expecting('sha-256', value), never)).toMatchObject({
      checked: { good: true },
    });
  });

  it('another size needs no hashing', async () => {
    const file = subject(content(10));
    expect(await compare(file, { ...expecting('sha-256', 'x'), size: 11 }, never)).toMatchObject({
      mismatch: { what: 'size', expected: '11', actual: '10' },
    });
    expect(file.seen.bytes).toBe(0);
  });

  it('pieces name what is wrong, alone or beside a checksum of the whole', async () => {
    const step = fc.record({
      size: fc.integer({ min: 1, max: 20_000 }),
      length: fc.integer({ min: 512, max: 9000 }),
      algorithm: fc.constantFrom(...pieceAlgorithms),
      flips: fc.array(fc.nat(), { maxLength: 4 }),
      whole: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(step, async ({ size, length, algorithm, flips, whole }) => {
        const bytes = content(size);
        const at = (index: number) => ({ from: index * length, to: Math.min((index + 1) * length, size) });
        const count = Math.ceil(size / length);
        const hashes = Array.from({ length: count }, (_, i) =>
          digestOf(algorithm, bytes.subarray(at(i).from, at(i).to)),
        );
        const wrong = new Set(flips.map((flip) => flip % size));
        const damaged = bytes.map((byte, index) => (wrong.has(index) ? byte ^ 0x55 : byte));
        const known = whole ? expecting('sha-512', digestOf('sha-512', bytes)) : nothingExpected;
        const verdict = await compare(subject(damaged), { ...known, pieces: { algorithm, length, hashes } }, never);
        const bad = [...new Set([...wrong].map((index) => Math.floor(index / length)))]
          .toSorted((a, b) => a - b)
          .map(at);
        if (bad.length > 0) expect(verdict).toMatchObject({ mismatch: { bad } });
        else expect(verdict).toMatchObject({ checked: { good: true } });
      }),
      { numRuns: 60 },
    );
  });

  it('missing bytes are named', async () => {
    const short = subject(content(10), 20);
    await expect(compare(short, expecting('sha-1', 'x'), never)).rejects.toMatchObject({ code: 'part-lost' });
  });

  it('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const file = subject(content(3 * portion));
    const stopped = { ...file, onBytes: () => stop.abort(new Error('paused')) };
    await expect(compare(stopped, expecting('md5', 'x'), stop.signal)).rejects.toThrow('paused');
  });
});
