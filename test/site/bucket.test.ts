import { describe, expect, it } from 'vitest';
import { maxBurst, TokenBucket } from '../support/site/bucket.ts';

const mebibyte = 2 ** 20;

/** A bucket whose clock only moves when told to; `drain` takes what it gives, waiting as it says, until `ms` have passed. */
function clocked() {
  let now = 1000;
  const bucket = new TokenBucket(() => now);
  const drain = (rate: number, ms: number): { total: number; largest: number } => {
    const end = now + ms;
    let total = 0;
    let largest = 0;
    while (now < end) {
      const allowance = bucket.take(mebibyte, rate);
      total += allowance.granted;
      largest = Math.max(largest, allowance.granted);
      if ('waitMs' in allowance) now += allowance.waitMs;
    }
    return { total, largest };
  };
  return { bucket, drain, pass: (ms: number) => (now += ms) };
}

describe('token bucket', () => {
  it('starts empty, so that a new connection has no first burst', () => {
    const { bucket } = clocked();
    expect(bucket.take(100, 2 * mebibyte)).toMatchObject({ granted: 0 });
  });

  it.each([3000, 100_000, 2 * mebibyte, 20 * mebibyte])('gives %i bytes/s over 10 s, within one burst', (rate) => {
    const { total, largest } = clocked().drain(rate, 10_000);
    expect(Math.abs(total - rate * 10)).toBeLessThanOrEqual(maxBurst);
    expect(largest).toBeLessThanOrEqual(maxBurst);
  });

  it('saves up no more than one burst while idle', () => {
    const { bucket, pass } = clocked();
    pass(60_000);
    expect(bucket.take(mebibyte, 2 * mebibyte)).toEqual({ granted: maxBurst });
    expect(bucket.take(mebibyte, 2 * mebibyte)).toMatchObject({ granted: 0 });
  });

  it('keeps its word: after the wait it names, it gives', () => {
    const { bucket, pass } = clocked();
    const refused = bucket.take(5000, 1000);
    if (!('waitMs' in refused)) throw new Error('an empty bucket gave');
    pass(refused.waitMs);
    expect(bucket.take(5000, 1000).granted).toBeGreaterThan(0);
  });

  it('gives everything without a cap, and saves nothing up for the time after it', () => {
    const { bucket, pass } = clocked();
    pass(60_000);
    expect(bucket.take(mebibyte, null)).toEqual({ granted: mebibyte });
    expect(bucket.take(mebibyte, 1000)).toMatchObject({ granted: 0 });
  });

  it('gives small wishes as soon as they are covered', () => {
    const { bucket, pass } = clocked();
    pass(1);
    expect(bucket.take(10, 2 * mebibyte)).toEqual({ granted: 10 });
  });
});
