import { describe, expect, it } from 'vitest';
import { isNeedless, keptFromPeers, loanToDouble, restOf, timeLeft, type WebLoan } from '#domain/swarm/web-loans';

/** Lent at 0: 100 bytes, in pieces of 10. */
const loan = (at: number, more: Partial<WebLoan> = {}): WebLoan => ({
  range: { from: 100, to: 200 },
  at: 100 + at,
  since: 0,
  heardAt: at === 0 ? 0 : 1000,
  twin: null,
  ...more,
});

describe('what is lent to a web seed', () => {
  it('takes as long as it took so far; nothing is known of it at first, and of one that is silent that nothing comes', () => {
    expect(timeLeft(loan(20), 1000)).toBe(4000);
    expect(timeLeft(loan(0), 4999)).toBeNull();
    expect(timeLeft(loan(0), 5000)).toBe(Infinity);
    expect(timeLeft(loan(90), 6000)).toBe(Infinity);
  });

  it('is lent a second time, in whole pieces, where another connection would need half as long', () => {
    const [slow, fast] = [loan(5), loan(80)];
    expect(loanToDouble([fast, slow], 1000, 1)).toBe(slow);
    expect(restOf(loan(25), 10)).toEqual({ from: 120, to: 200 });
    // It would take as long.
    expect(loanToDouble([slow], 1000, 0.005)).toBeNull();
    expect(loanToDouble([loan(5, { twin: fast })], 1000, 1)).toBeNull();
    expect(loanToDouble([loan(100)], 9000, 1)).toBeNull();
    expect(loanToDouble([], 1000, 1)).toBeNull();
  });

  it('by a seed of which nothing is known only where nothing comes at all', () => {
    expect(loanToDouble([loan(5)], 1000, null)).toBeNull();
    expect(loanToDouble([loan(0)], 4000, null)).toBeNull();
    const silent = loan(0);
    expect(loanToDouble([loan(50, { heardAt: 5000 }), silent], 5000, null)).toBe(silent);
  });

  it('is given up when others have brought what was still to come', () => {
    expect(isNeedless(loan(25), [{ from: 190, to: 300 }], 10)).toBe(false);
    expect(isNeedless(loan(25), [{ from: 200, to: 300 }], 10)).toBe(true);
    // All of it came, and is being stored.
    expect(isNeedless(loan(100), [], 10)).toBe(false);
  });

  it('is not asked of peers, but for what does not come, or too late when there is nothing else to ask', () => {
    const kept = [{ from: 100, to: 200 }];
    const slow = loan(5);
    expect(keptFromPeers([slow], 1000, true)).toEqual(kept);
    expect(keptFromPeers([slow], 1000, false)).toEqual([]);
    expect(keptFromPeers([loan(50)], 1000, false)).toEqual(kept);
    expect(keptFromPeers([loan(0)], 1000, false)).toEqual(kept);
    expect(keptFromPeers([slow], 6000, true)).toEqual([]);
  });
});
