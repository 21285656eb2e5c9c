import { describe, expect, test } from 'vitest';
import { errorCodes, type ErrorCode } from '#domain/error';
import { decideRetry, parseRetryAfter, passes, retryPolicy } from '#domain/source/retry';

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

  // A stalled request has lasted half a minute when it is given up.
  const patient: [code: ErrorCode, wait: number, times: number][] = [
    ['network', 30, 240],
    ['name-not-resolved', 30, 240],
    ['connection-refused', 30, 240],
    ['stalled', 30, 120],
    ['http-busy', 60, 120],
    ['http-unavailable', 60, 120],
    ['http-server', 60, 120],
  ];
  test.each(patient)(
    '%s: a file that has answered once is waited for two hours, unless another source brings it',
    (code, wait, times) => {
      const after = (attempt: number, others: boolean) =>
        decideRetry({ code, attempt, retryAfter: undefined, others, begun: true });
      const { length } = waits(code);
      const further = { kind: 'retry', wait: wait * s };
      expect(after(length, false)).toEqual(further);
      expect(after(length + times - 1, false)).toEqual(further);
      expect(after(length + times, false)).toEqual({ kind: 'give-up' });
      expect(after(length, true).kind).toBe('other-source');
    },
  );

  test('no other error has that patience', () => {
    expect(errorCodes.filter(passes)).toEqual(
      errorCodes.filter((code) => code === 'offline' || patient.some(([one]) => one === code)),
    );
  });

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

  test.each(obeying)('%s waits as long as the server says, at first; then no shorter than the table', (code) => {
    const table = [4, 8, 16, 32, 60, 60, 60].map((count) => count * s);
    expect(waits(code, 0)).toEqual([0, ...table]);
    expect(waits(code, 1 * s)).toEqual([1 * s, ...table]);
    expect(waits(code, 7 * s)).toEqual([7, 7, 8, 16, 32, 60, 60, 60].map((count) => count * s));
    expect(waits(code, 10 * minutes)).toEqual(Array.from({ length: 8 }, () => 10 * minutes));
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
