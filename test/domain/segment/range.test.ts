import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addRange, gaps, totalBytes, wholePieces, type Range } from '#domain/segment/range';

const of = (...pairs: [from: number, to: number][]): Range[] => pairs.map(([from, to]) => ({ from, to }));

/** Ranges in any order, overlapping or empty as they come. */
const loose = fc.array(
  fc.tuple(fc.nat(60), fc.nat(60)).map(([from, to]) => ({ from, to })),
  { maxLength: 20 },
);
const covered = (ranges: readonly Range[]): Set<number> =>
  new Set(ranges.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)));
const united = (ranges: readonly Range[]): Range[] => ranges.reduce<Range[]>(addRange, []);

describe('addRange', () => {
  test.each<[why: string, added: Range, expected: Range[]]>([
    ['before all', { from: 0, to: 5 }, of([0, 5], [10, 20], [30, 40])],
    ['between', { from: 22, to: 28 }, of([10, 20], [22, 28], [30, 40])],
    ['behind all', { from: 50, to: 60 }, of([10, 20], [30, 40], [50, 60])],
    ['touching the one before', { from: 20, to: 25 }, of([10, 25], [30, 40])],
    ['touching the one behind', { from: 25, to: 30 }, of([10, 20], [25, 40])],
    ['filling the gap', { from: 20, to: 30 }, of([10, 40])],
    ['overlapping both', { from: 15, to: 35 }, of([10, 40])],
    ['inside one', { from: 12, to: 18 }, of([10, 20], [30, 40])],
    ['around all', { from: 0, to: 99 }, of([0, 99])],
    ['empty', { from: 25, to: 25 }, of([10, 20], [30, 40])],
    ['inverted', { from: 25, to: 22 }, of([10, 20], [30, 40])],
  ])('%s', (_why, added, expected) => {
    expect(addRange(of([10, 20], [30, 40]), added)).toEqual(expected);
  });

  test('gives a sorted list that covers just the same bytes, in which no two touch', () => {
    fc.assert(
      fc.property(loose, (ranges) => {
        const list = united(ranges);
        expect(covered(list)).toEqual(covered(ranges));
        expect(totalBytes(list)).toBe(covered(ranges).size);
        list.forEach((range, i) => expect(range.from).toBeGreaterThan(list[i - 1]?.to ?? -1));
        list.forEach((range) => expect(range.to).toBeGreaterThan(range.from));
      }),
    );
  });

  test('leaves the given list alone', () => {
    const given = Object.freeze(of([10, 20]));
    addRange(given, { from: 15, to: 30 });
    expect(given).toEqual(of([10, 20]));
  });
});

describe('gaps', () => {
  test.each<[why: string, have: Range[], size: number, expected: Range[]]>([
    ['nothing here', [], 10, of([0, 10])],
    ['all here', of([0, 10]), 10, []],
    ['an empty file', [], 0, []],
    ['beginning, middle and end', of([2, 4], [6, 8]), 10, of([0, 2], [4, 6], [8, 10])],
    ['a range beyond the size', of([0, 10], [20, 30]), 5, []],
    ['a range across the size', of([0, 2], [8, 30]), 10, of([2, 8])],
    ['a range behind the size', of([0, 2], [20, 30]), 10, of([2, 10])],
  ])('%s', (_why, have, size, expected) => {
    expect(gaps(have, size)).toEqual(expected);
  });

  test('here and missing together are the file, and nothing is both', () => {
    fc.assert(
      fc.property(loose, fc.nat(80), (ranges, size) => {
        const have = united(ranges);
        const missing = gaps(have, size);
        const here = covered(have);
        const file = [...covered([{ from: 0, to: size }])];
        expect(covered(missing)).toEqual(new Set(file.filter((byte) => !here.has(byte))));
        missing.forEach(({ from, to }) => expect(from).toBeLessThan(to));
      }),
    );
  });
});

test('totalBytes is the sum of the lengths', () => {
  expect(totalBytes([])).toBe(0);
  expect(totalBytes(of([0, 10], [20, 25]))).toBe(15);
});

describe('wholePieces', () => {
  test('counts pieces that are here to their last byte; the last one is shorter', () => {
    expect(wholePieces([], 25, 10)).toBe(0);
    expect(wholePieces(of([0, 10]), 25, 10)).toBe(1);
    expect(wholePieces(of([0, 9], [11, 25]), 25, 10)).toBe(1);
    expect(wholePieces(of([5, 20]), 25, 10)).toBe(1);
    expect(wholePieces(of([0, 25]), 25, 10)).toBe(3);
    expect(wholePieces(of([20, 24]), 25, 10)).toBe(0);
  });

  test('as counting byte by byte', () => {
    fc.assert(
      fc.property(loose, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), (ranges, size, length) => {
        const have = united(ranges.map(({ from, to }) => ({ from: Math.min(from, size), to: Math.min(to, size) })));
        const bytes = covered(have);
        const whole = Array.from({ length: Math.ceil(size / length) }, (_, piece) =>
          Array.from({ length: Math.min(length, size - piece * length) }, (_two, byte) =>
            bytes.has(piece * length + byte),
          ),
        ).filter((piece) => piece.every(Boolean));
        expect(wholePieces(have, size, length)).toBe(whole.length);
      }),
    );
  });
});
