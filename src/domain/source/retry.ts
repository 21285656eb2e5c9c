import type { ErrorCode } from '../error.ts';

/** What follows one connection's failed request. */
export interface RetryPolicy {
  /** Waits before each retry, in order, ms; after the last there is no further retry. Empty: none at all. */
  readonly waits: readonly number[];
  /** Goes on with the last wait without limit. */
  readonly forever?: true;
  /** Goes on with this wait (ms) so many times for a file that has answered once. */
  readonly further?: { readonly wait: number; readonly times: number };
  /** The server's own Retry-After replaces the first wait, and lengthens the others: who named too short a time may name it again. */
  readonly obeysServer?: true;
  /** When nothing more is to be tried and other sources go on: so long this one is left alone, ms. */
  readonly penalty: number;
}

const minute = 60_000;
/** With other sources at hand, a server that asks for more patience than this (ms) is left alone for as long. */
const patience = 10 * minute;
/** However long a server asks us to wait, a day later (ms) it is asked again. */
const maxServerWait = 24 * 60 * minute;
const never: RetryPolicy = { waits: [], penalty: 10 * minute };
/**
 * As often as makes two hours: a router that starts again is away for minutes, a server for hours; for ever it would hold a
 * place that others wait for.
 * @param wait before each request, ms
 * @param lasts how long each takes, ms
 */
const twoHours = (wait: number, lasts = 0): { wait: number; times: number } => ({
  wait,
  times: (120 * minute) / (wait + lasts),
});
const unreachable: RetryPolicy = {
  waits: [1, 2, 4, 8, 16, 30, 30, 30, 30, 30].map(seconds),
  further: twoHours(seconds(30)),
  penalty: minute,
};
const overloaded: RetryPolicy = {
  waits: [2, 4, 8, 16, 32, 60, 60, 60].map(seconds),
  further: twoHours(minute),
  obeysServer: true,
  penalty: 2 * minute,
};

/** One policy per error: what time may heal is tried again, what the server or the device has decided is not. */
export const retryPolicy: Readonly<Record<ErrorCode, RetryPolicy>> = {
  'http-unauthorized': never,
  'http-forbidden': never,
  'http-not-found': never,
  'http-gone': never,
  expired: never,
  'http-range': never,
  'http-busy': overloaded,
  'http-unavailable': overloaded,
  'http-server': overloaded,
  'http-refused': never,
  'http-unexpected': never,
  'range-ignored': never,
  'range-wrong': never,
  'encoded-range': never,
  changed: never,
  'length-short': never,
  'length-long': never,
  'piece-wrong': never,
  // some servers cut every few MB: going on at once costs them nothing; one that answers and then sends not a single
  // byte, so often in a row, has no more than it sent (without a network it would not even answer)
  cut: { waits: [0, 1, 2, 4, 8, 16].map(seconds), penalty: minute },
  // the stall time was the wait; a network that drops all there is (a router without its line, a tunnel) says no more than a
  // silent server does
  stalled: { waits: [0, 1, 5].map(seconds), further: twoHours(seconds(30), seconds(30)), penalty: minute },
  network: unreachable,
  // looked at now and then for as long as it takes: the user may be on a train
  offline: { waits: [30].map(seconds), forever: true, penalty: minute },
  'name-not-resolved': unreachable,
  'connection-refused': unreachable,
  certificate: never,
  'redirect-loop': never,
  'redirect-unsafe': never,
  'not-accepted': never,
  'no-access': never,
  'metalink-broken': never,
  'metalink-unsafe': never,
  'metalink-empty': never,
  'metalink-large': never,
  'torrent-broken': never,
  'torrent-large': never,
  'torrent-v2': never,
  'magnet-broken': never,
  'swarm-failed': never,
  'disk-full': never,
  'disk-failed': never,
  'part-lost': never,
  'save-disk-full': never,
  'save-folder': never,
  'save-name': never,
  'save-blocked': never,
  'save-canceled': never,
  'save-size': never,
  'save-failed': never,
  'database-newer': never,
  'file-unreadable': never,
  internal: never,
};

/** Whether it may pass if one waits: nobody has said that the file is not to be had. */
export function passes(code: ErrorCode): boolean {
  const { further, forever } = retryPolicy[code];
  return further !== undefined || forever === true;
}

/** How long the server wants to be left alone, ms; undefined: it did not say, or it is nothing that it decides. */
export function askedWait(code: ErrorCode, retryAfter: number | undefined): number | undefined {
  return retryPolicy[code].obeysServer && retryAfter !== undefined ? Math.min(retryAfter, maxServerWait) : undefined;
}

export type RetryDecision =
  | { readonly kind: 'retry'; readonly wait: number }
  /** The source goes into the penalty box; the others go on without it. `lost`: nothing says that it will have the file later. */
  | { readonly kind: 'other-source'; readonly penalty: number; readonly lost: boolean }
  | { readonly kind: 'give-up' };

/**
 * What to do after a failed request.
 * @param failure.attempt failures in a row before this one without a byte of progress (0: this is the first)
 * @param failure.retryAfter what the server asked for, ms; undefined when it did not
 * @param failure.others whether another source of the same file may bring it
 * @param failure.begun whether the file has answered once
 * @returns `wait` and `penalty` in ms
 */
export function decideRetry(failure: {
  code: ErrorCode;
  attempt: number;
  retryAfter: number | undefined;
  others: boolean;
  begun: boolean;
}): RetryDecision {
  const { attempt, others } = failure;
  const { waits, forever, further, penalty } = retryPolicy[failure.code];
  const more = failure.begun && !others && further && attempt < waits.length + further.times ? further.wait : undefined;
  const wait = waits[attempt] ?? (forever ? waits.at(-1) : more);
  if (wait === undefined) return others ? { kind: 'other-source', penalty, lost: true } : { kind: 'give-up' };
  const asked = askedWait(failure.code, failure.retryAfter);
  if (asked === undefined) return { kind: 'retry', wait };
  if (others && asked > patience) return { kind: 'other-source', penalty: asked, lost: false };
  return { kind: 'retry', wait: attempt === 0 ? asked : Math.max(wait, asked) };
}

/** The three forms of HTTP-date (RFC 9110 section 5.6.7); the last, of asctime, does not say that it is UTC. */
const dateWithZone = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;
const dateWithoutZone = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Reads Retry-After (RFC 9110 section 10.2.3: seconds or a date).
 * @returns ms from now, 0 for a date that is past; undefined when there is none or it cannot be read
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return seconds(Number(text));
  const zoned = dateWithoutZone.test(text) ? `${text} GMT` : text;
  const until = dateWithZone.test(text) || zoned !== text ? Date.parse(zoned) : NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - nowMs);
}

function seconds(count: number): number {
  return count * 1000;
}
