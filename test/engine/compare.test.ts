import fc from 'fast-check';
import { createHash, type BinaryLike } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { pieceAlgorithms, type Algorithm } from '#domain/check/algorithm';
import { nothingExpected, type Expected } from '#domain/check/expected';
import type { ReadAt } from '#platform/digest';
import { compare, compareTorrent } from '../../src/engine/check/compare.ts';
import { RunningHash } from '../../src/engine/check/running-hash.ts';

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
    read: (at: number, into: Uint8Array) => {
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

  it('goes on where it was hashed while it arrived, unless other algorithms are needed', async () => {
    const bytes = content(2 * portion + 77);
    const value = digestOf('sha-256', bytes);
    const begun = await RunningHash.begin(['sha-256']);
    const here = subject(bytes.subarray(0, portion + 5));
    await begun.extend(here.read, portion + 5, never);
    const later = { ...subject(bytes), read: vi.fn<ReadAt>(subject(bytes).read) };
    expect(await compare(later, expecting('sha-256', value), never, begun)).toMatchObject({ checked: { good: true } });
    expect(later.read.mock.calls[0]?.[0]).toBe(portion + 5);
    const other = await RunningHash.begin(['sha-1']);
    await other.extend(here.read, portion, never);
    expect(await compare(subject(bytes), expecting('sha-256', value), never, other)).toMatchObject({
      checked: { good: true },
    });
  });

  it('a beginning that was hashed with a wrong byte is not passed as good', async () => {
    const bytes = content(portion + 1);
    const wrong = Uint8Array.from(bytes);
    wrong[7] = 0;
    const begun = await RunningHash.begin(['sha-256']);
    await begun.extend(subject(wrong).read, portion, never);
    expect(
      await compare(subject(bytes), expecting('sha-256', digestOf('sha-256', bytes)), never, begun),
    ).toHaveProperty('mismatch');
  });

  it('stopped between two portions, the hash of a beginning goes on from there', async () => {
    const bytes = content(3 * portion);
    const begun = await RunningHash.begin(['md5']);
    const stop = new AbortController();
    const first = begun.extend(subject(bytes).read, 3 * portion, stop.signal, () => stop.abort(new Error('enough')));
    const second = begun.extend(subject(bytes).read, 3 * portion, never);
    await expect(first).rejects.toThrow('enough');
    await second;
    expect(begun.digests().get('md5')).toBe(digestOf('md5', bytes));
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
        const verdict = await compare(
          subject(damaged),
          { ...known, pieces: { algorithm, length, hashes, from: 'metalink' } },
          never,
        );
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

describe('the pieces of a torrent', () => {
  const [bytes, pieceLength] = [content(95), 10];
  const places = Array.from({ length: 10 }, (_, index) => index * pieceLength);
  const sha1 = (at: number) =>
    createHash('sha1')
      .update(bytes.subarray(at, at + pieceLength))
      .digest();
  const torrent = { pieceLength, size: bytes.length, pieces: Uint8Array.from(places.flatMap((at) => [...sha1(at)])) };
  const good = { checked: { what: 'sha-1', from: 'torrent', good: true, value: null } };

  it('are read as they lie on the disk, those that are wanted and no other', async () => {
    const file = subject(bytes);
    expect(await compareTorrent(file, torrent, [{ from: 0, to: 95 }], never)).toEqual(good);
    expect(file.seen.bytes).toBe(95);
    const wrong = Uint8Array.from(bytes, (byte, at) => (at === 42 ? ~byte : byte));
    const ranges = [
      { from: 0, to: 40 },
      { from: 50, to: 95 },
    ];
    expect(await compareTorrent(subject(wrong), torrent, ranges, never)).toEqual(good);
    expect(await compareTorrent(subject(wrong), torrent, [{ from: 30, to: 95 }], never)).toMatchObject({
      mismatch: { what: 'sha-1', from: 'torrent', bad: [{ from: 40, to: 50 }] },
    });
  });

  it('that are not there are wrong', async () => {
    const short = subject(bytes.subarray(0, 85));
    expect(await compareTorrent(short, torrent, [{ from: 70, to: 95 }], never)).toMatchObject({
      mismatch: {
        actual: '',
        bad: [
          { from: 80, to: 90 },
          { from: 90, to: 95 },
        ],
      },
    });
  });
});
