import { describe, expect, it } from 'vitest';
import { commonBytes, Pace, sentRanges } from '../../bench/chaos/loss.ts';
import { LogKeeper } from '../support/site/log.ts';

/** Requests as the site logs them: a range (or none, for the whole file), a status, and how much of it was sent. */
function requests(...seen: [range: string | undefined, status: number, bytes: number][]) {
  const log = new LogKeeper();
  for (const [range, status, bytes] of seen) {
    const record = log.begin({ connection: 1, method: 'GET', url: '/', range, headers: {} });
    record.status = status;
    log.sent(record, bytes);
  }
  return log.requests;
}

describe('what a kill cost', () => {
  it('what was sent counts from where the answer began, each byte once, and refusals not at all', () => {
    const seen = requests([undefined, 200, 10], ['bytes=5-99', 206, 20], ['bytes=50-', 206, 5], ['bytes=70-', 503, 9]);
    expect(sentRanges(seen)).toEqual([
      { from: 0, to: 25 },
      { from: 50, to: 55 },
    ]);
  });

  it('a range that was answered with the whole file begins at its start', () => {
    expect(sentRanges(requests(['bytes=50-99', 200, 10]))).toEqual([{ from: 0, to: 10 }]);
  });

  it('bytes sent before and again after it are lost, others are not', () => {
    const before = sentRanges(requests([undefined, 200, 100], ['bytes=200-', 206, 50]));
    const after = sentRanges(requests(['bytes=90-', 206, 120]));
    expect(commonBytes(before, after)).toBe(20);
    expect(commonBytes(before, [])).toBe(0);
  });
});

describe('the pace of a transfer', () => {
  it('is that of the last window in which something came', () => {
    const pace = new Pace(1000);
    expect(pace.rate).toBe(0);
    for (let at = 0; at <= 5000; at += 100) pace.note(at, at <= 3000 ? at : 3000 + (at - 3000) * 7);
    expect(pace.rate).toBe(7000);
  });

  it('a standstill does not slow it down, nor does the time before it began', () => {
    const pace = new Pace(1000);
    pace.note(0, 0);
    pace.note(5000, 0);
    for (let at = 5100; at <= 5500; at += 100) pace.note(at, (at - 5000) * 3);
    for (let at = 5600; at <= 9000; at += 100) pace.note(at, 1500);
    expect(pace.rate).toBe(3000);
  });

  it('begins anew after a restart', () => {
    const pace = new Pace(1000);
    pace.note(0, 0);
    pace.note(100, 1000);
    pace.restart();
    expect(pace.rate).toBe(0);
    pace.note(9000, 1000);
    pace.note(9100, 1200);
    expect(pace.rate).toBe(2000);
  });
});
