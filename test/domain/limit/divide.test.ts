import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRate, type Sharer } from '#domain/limit/divide';

const sharer = (id: string, used: number, given: number | null, weight = 1): Sharer => ({ id, used, given, weight });
const divided = (rate: number, ...sharers: Sharer[]): Record<string, number> =>
  Object.fromEntries(divideRate(rate, sharers));

describe('one limit for several who do not know of each other', () => {
  it('is even while all are new, by the downloads they stand for', () => {
    expect(divided(1200, sharer('http', 0, null, 2), sharer('a', 0, null))).toEqual({ http: 800, a: 400 });
  });

  it('goes to those who would take more, but for what the others take, and a little to grow', () => {
    expect(divided(1000, sharer('a', 100, 500), sharer('b', 500, 500))).toEqual({ a: 125, b: 875 });
    expect(divided(1000, sharer('a', 0, 500), sharer('b', 900, 500))).toEqual({ a: 50, b: 950 });
  });

  it('is even again as soon as the one who took little takes all it was given', () => {
    expect(divided(1000, sharer('a', 120, 125), sharer('b', 870, 875))).toEqual({ a: 500, b: 500 });
  });

  it('all of it goes to one alone', () => {
    expect(divided(1000, sharer('a', 3, 1000))).toEqual({ a: 1000 });
  });

  it('together never more and never less than the limit, and nobody gets nothing', () => {
    const one = fc.record({
      used: fc.nat(2_000_000),
      given: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      weight: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 1_000_000 }),
        fc.array(one, { minLength: 1, maxLength: 6 }),
        (rate, list) => {
          const parts = [
            ...divideRate(
              rate,
              list.map((each, at) => ({ ...each, id: String(at) })),
            ).values(),
          ];
          expect(parts).toHaveLength(list.length);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(rate, 3);
          expect(Math.min(...parts)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
