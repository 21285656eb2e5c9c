import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pieces } from '#domain/segment/pieces';

describe('pieces', () => {
  it('are complete when their last byte is here, whoever brought it', () => {
    const pieces = new Pieces(250, 100, []);
    expect(pieces.count).toBe(3);
    expect(pieces.add({ from: 50, to: 150 }, 'a')).toEqual([]);
    expect(pieces.add({ from: 0, to: 50 }, 'b')).toEqual([0]);
    expect(pieces.add({ from: 150, to: 250 }, 'a')).toEqual([1, 2]);
    expect(pieces.rangeOf(2)).toEqual({ from: 200, to: 250 });
    expect([0, 1, 2].map((index) => pieces.isUnjudged(index))).toEqual([true, true, true]);
  });

  it('a bad one is fetched again, and those who brought it are named', () => {
    const pieces = new Pieces(200, 100, [{ from: 0, to: 10 }]);
    pieces.add({ from: 10, to: 60 }, 'a');
    pieces.add({ from: 60, to: 100 }, 'b');
    pieces.add({ from: 100, to: 200 }, 'b');
    expect(pieces.bad(0)).toEqual({ again: { from: 0, to: 100 }, suspects: new Set(['a', 'b']) });
    expect(pieces.bad(1).suspects).toEqual(new Set(['b']));
    expect(pieces.isUnjudged(0)).toBe(false);
    expect(pieces.add({ from: 0, to: 100 }, 'c')).toEqual([0]);
    expect(pieces.isUnjudged(0)).toBe(true);
    pieces.good(0);
    expect(pieces.isUnjudged(0)).toBe(false);
  });

  it('bytes written again belong to the last writer, and a good piece has to be judged anew', () => {
    const pieces = new Pieces(100, 100, []);
    pieces.add({ from: 0, to: 100 }, 'a');
    pieces.good(0);
    pieces.add({ from: 20, to: 30 }, 'b');
    expect(pieces.broughtBy(0).get('b')).toMatchObject([{ from: 20, to: 30 }]);
    expect(pieces.isUnjudged(0)).toBe(true);
  });

  it('agree with an account byte by byte, whatever arrives', () => {
    const size = 97;
    const step = fc.record({
      from: fc.nat(size - 1),
      length: fc.integer({ min: 1, max: 40 }),
      source: fc.constantFrom('a', 'b', 'c'),
      bad: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(step, { maxLength: 30 }), (length, steps) => {
        const pieces = new Pieces(size, length, []);
        const owner: (string | undefined)[] = Array.from({ length: size });
        for (const { from, length: bytes, source, bad } of steps) {
          const to = Math.min(from + bytes, size);
          owner.fill(source, from, to);
          const complete = pieces.add({ from, to }, source);
          const ownersOf = (index: number) => {
            const range = pieces.rangeOf(index);
            return owner.slice(range.from, range.to);
          };
          const expected = Array.from({ length: pieces.count }, (_, index) => index).filter(
            (index) =>
              pieces.rangeOf(index).from < to &&
              pieces.rangeOf(index).to > from &&
              !ownersOf(index).includes(undefined),
          );
          expect(complete).toEqual(expected);
          if (!bad || complete[0] === undefined) continue;
          const owners = new Set(ownersOf(complete[0]));
          const { again, suspects } = pieces.bad(complete[0]);
          expect(suspects).toEqual(owners);
          owner.fill(undefined, again.from, again.to);
        }
      }),
    );
  });
});
