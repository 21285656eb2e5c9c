import { describe, expect, test } from 'vitest';
import { errorCodes, type ErrorCode } from '#domain/error';
import { decideRetry, parseRetryAfter, retryPolicy } from '#domain/source/retry';

const s = 1000;
const minutes = 60 * s;

/** The waits (ms) until it gives up; at most `most` of them. */
function waits(code: ErrorCode, retryAfter?: number, most = 100): number[] {
  const found: number[] = [];
  for (let attempt = 0; attempt < most; attempt++) {
    const decision = decideRetry({ code, attempt, retryAfter, others: false, begun: false });
    if (decision.kind !== 'retry') break;
    found.push(decision.wait);
  }
  return found;
}

const retried: Partial<Record<ErrorCode, number[]>> = {
  cut: [0, 1, 2, 4, 8, 16],
  stalled: [0, 1, 5],
  network: [1, 2, 4, 8, 16, 30, 30, 30, 30, 30],
  'name-not-resolved': [1, 2, 4, 8, 16, 30, 30, 30, 30, 30],
  'connection-refused': [1, 2, 4, 8, 16, 30, 30, 30, 30, 30],
  'http-busy': [2, 4, 8, 16, 32, 60, 60, 60],
  'http-unavailable': [2, 4, 8, 16, 32, 60, 60, 60],
  'http-server': [2, 4, 8, 16, 32, 60, 60, 60],
};
const obeying: readonly ErrorCode[] = ['http-busy', 'http-unavailable', 'http-server'];

describe('decideRetry', () => {
  test.each(Object.entries(retried))('%s waits %j seconds, then gives up', (code, seconds) => {
    expect(waits(code as ErrorCode)).toEqual(seconds.map((count) => count * s));
  });

  test.each(['network', 'name-not-resolved', 'connection-refused'] as const)(
    '%s: a file that has answered once is waited for two hours, unless another source brings it',
    (code) => {
      const after = (attempt: number, others: boolean) =>
        decideRetry({ code, attempt, retryAfter: undefined, others, begun: true }).kind;
      const { length } = waits(code);
      expect([length, length + 239, length + 240].map((attempt) => after(attempt, false))).toEqual([
        'retry',
        'retry',
        'give-up',
      ]);
      expect(after(length, true)).toBe('other-source');
    },
  );

  test('offline is looked at every 30 seconds without limit', () => {
    expect(waits('offline')).toEqual(Array.from({ length: 100 }, () => 30 * s));
    expect(
      decideRetry({ code: 'offline', attempt: 1_000_000, retryAfter: undefined, others: false, begun: false }),
    ).toEqual({
      kind: 'retry',
      wait: 30 * s,
    });
  });

  test.each(errorCodes.filter((code) => !(code in retried) && code !== 'offline'))(
    '%s is never tried again',
    (code) => {
      expect(waits(code)).toEqual([]);
      expect(waits(code, 5 * s)).toEqual([]);
    },
  );

  test.each(obeying)('%s waits as long as the server says, as often', (code) => {
    expect(waits(code, 7 * s)).toEqual(Array.from({ length: 8 }, () => 7 * s));
    expect(waits(code, 0)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(waits(code, 10 * minutes)).toHaveLength(8);
  });

  test.each(obeying)('%s waits for hours if the server asks for it, for a day at most', (code) => {
    const waitFor = (retryAfter: number) => decideRetry({ code, attempt: 0, retryAfter, others: false, begun: false });
    expect(waitFor(300 * minutes)).toEqual({ kind: 'retry', wait: 300 * minutes });
    expect(waitFor(Infinity)).toEqual({ kind: 'retry', wait: 24 * 60 * minutes });
  });

  test.each(obeying)(
    '%s: a server that asks for more than ten minutes is left alone as long when there are others',
    (code) => {
      const waitFor = (retryAfter: number) => decideRetry({ code, attempt: 0, retryAfter, others: true, begun: false });
      expect(waitFor(10 * minutes)).toEqual({ kind: 'retry', wait: 10 * minutes });
      expect(waitFor(10 * minutes + 1)).toEqual({ kind: 'other-source', penalty: 10 * minutes + 1, lost: false });
    },
  );

  test.each(errorCodes.filter((code) => code !== 'offline'))(
    '%s: another source goes on, this one comes back',
    (code) => {
      const decision = decideRetry({
        code,
        attempt: waits(code).length,
        retryAfter: undefined,
        others: true,
        begun: false,
      });
      expect(decision).toEqual({ kind: 'other-source', penalty: retryPolicy[code].penalty, lost: true });
      expect(retryPolicy[code].penalty).toBeGreaterThanOrEqual(minutes);
    },
  );

  test('Retry-After means nothing to an error of the way', () => {
    expect(waits('cut', 60 * minutes)).toEqual(waits('cut'));
  });

  test('there is a policy for every code, whose waits never shrink', () => {
    expect(Object.keys(retryPolicy).toSorted()).toEqual([...errorCodes].toSorted());
    for (const { waits: row } of Object.values(retryPolicy)) expect(row).toEqual(row.toSorted((a, b) => a - b));
  });
});

describe('parseRetryAfter', () => {
  const now = Date.UTC(1994, 10, 6, 8, 49, 30);

  test.each<[value: string, ms: number]>([
    ['0', 0],
    ['120', 120 * s],
    [' 7 ', 7 * s],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 7 * s],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 7 * s],
    ['Sun Nov  6 08:49:37 1994', 7 * s],
    ['Sun Nov 16 08:49:30 1994', 240 * 60 * minutes],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
  ])('%j is %d ms from now', (value, ms) => {
    expect(parseRetryAfter(value, now)).toBe(ms);
  });

  test.each([
    null,
    '',
    ' ',
    '-5',
    '1.5',
    '5 s',
    'soon',
    '1994-11-06',
    'Sun, 66 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37',
  ])('%j is not understood', (value) => {
    expect(parseRetryAfter(value, now)).toBeUndefined();
  });
});
