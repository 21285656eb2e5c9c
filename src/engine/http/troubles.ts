import { PerseidError, type ErrorCode, type TaskError } from '#domain/error';
import { decideRetry } from '#domain/source/retry';
import type { Source } from '#domain/task/task';
import type { TransferPorts } from './ports.ts';

/** What was true when a connection failed. */
interface Situation {
  /** It brought bytes before it failed. */
  readonly progress: boolean;
  /** Connections of the same run that are still open. */
  readonly others: number;
  readonly expected: number | null;
  readonly bytes: number;
}

/** Bytes or disk are at stake: no other connection makes it better. */
const fatal: ReadonlySet<ErrorCode> = new Set([
  'changed',
  'range-ignored',
  'range-wrong',
  'encoded-range',
  'length-long',
  'disk-full',
  'internal',
]);

/** So long after a refusal one more connection is tried, ms. */
const forgiveTime = 10_000;

/** A link that expired: where it was clicked it may lead somewhere new. */
const expired: ReadonlySet<ErrorCode> = new Set(['http-unauthorized', 'http-forbidden', 'http-not-found', 'http-gone']);

/**
 * The one place that decides what follows from a failed connection: go on with fewer, wait and try again, ask the
 * original address again, or give up. The table of waits is domain/source/retry.
 */
export class Troubles {
  readonly #source: Source;
  readonly #ports: TransferPorts;
  #once: boolean;
  #failures = 0;
  #fatal: Error | null = null;
  /** The address that is asked: where redirects led, until that expires. */
  address: string;
  /** No connection is opened before this time, ms, because of `#coolFor`. */
  coolUntil = 0;
  #coolFor: ErrorCode | null = null;
  /** How many connections the server has shown to put up with, since the last refusal. */
  #tolerated = Number.POSITIVE_INFINITY;
  #refusedAt = 0;

  /** @param once give up at the first failure (the browser's own item runs on beside this one) */
  constructor(source: Source, ports: TransferPorts, once: boolean) {
    this.#source = source;
    this.#ports = ports;
    this.#once = once;
    this.address = source.finalUrl ?? source.url;
  }

  /** The first answer was accepted, from here: from now on nobody else fetches the file. */
  accepted(url: string): void {
    this.address = url;
    this.#once = false;
  }

  /** A connection did its work. A server that refused a while ago may have room for one more. */
  progressed(): void {
    this.#failures = 0;
    const now = this.#ports.now();
    if (now - this.#refusedAt < forgiveTime) return;
    this.#tolerated++;
    this.#refusedAt = now;
  }

  /** How many connections may be open, as far as the server's refusals say. */
  get tolerated(): number {
    return this.#tolerated;
  }

  /** What keeps connections from being opened now, and until when (ms); null: nothing that is known. */
  waiting(now: number): { code: ErrorCode; until: number } | null {
    const until = this.coolUntil;
    return this.#coolFor !== null && Number.isFinite(until) && now < until ? { code: this.#coolFor, until } : null;
  }

  /** @throws what a connection met, if nothing can be done about it */
  throwIfFatal(): void {
    if (this.#fatal) throw this.#fatal;
  }

  /** A connection failed: decides. */
  async met(error: unknown, situation: Situation): Promise<void> {
    if (!(error instanceof PerseidError) || fatal.has(error.code) || this.#once) {
      this.#fatal ??= error instanceof Error ? error : new PerseidError('internal', { message: String(error) });
      return;
    }
    if (situation.progress) {
      this.#failures = 0;
      return;
    }
    if (situation.others > 0) {
      this.#tolerated = situation.others;
      this.#refusedAt = this.#ports.now();
      this.#obey(error);
      return;
    }
    await this.#alone(error, situation);
  }

  async #alone(error: PerseidError, situation: Situation): Promise<void> {
    if (expired.has(error.code) && this.address !== this.#source.url) {
      this.address = this.#source.url;
      return;
    }
    // Asked anew each time: the reason may change while it waits.
    const { code, detail } = error.code === 'network' ? await this.#explain() : error;
    const decision = decideRetry({ code, attempt: this.#failures, retryAfter: error.retryAfter });
    this.#failures++;
    if (decision.kind === 'retry') this.#cool(code, decision.wait);
    else this.#fatal = finalError({ code, detail }, situation);
  }

  /** A server that named a time gets no further request before it; the connections that are open go on. */
  #obey({ code, retryAfter }: PerseidError): void {
    if (retryAfter === undefined) return;
    const decision = decideRetry({ code, attempt: 0, retryAfter });
    if (decision.kind === 'retry') this.#cool(code, decision.wait);
  }

  #cool(code: ErrorCode, wait: number): void {
    this.coolUntil = Math.max(this.coolUntil, this.#ports.now() + wait);
    this.#coolFor = code;
  }

  /** Meanwhile nobody tries again. */
  async #explain(): Promise<TaskError> {
    const before = this.coolUntil;
    this.coolUntil = Number.POSITIVE_INFINITY;
    try {
      return await this.#ports.explain(this.address);
    } finally {
      this.coolUntil = before;
    }
  }
}

/** A server that always ends early, or has nothing where it announced bytes, announced too many. */
function finalError({ code, detail }: TaskError, { expected, bytes }: Situation): PerseidError {
  const short = expected !== null && bytes < expected && (code === 'cut' || (code === 'http-range' && bytes > 0));
  if (short) return new PerseidError('length-short', { expected, bytes });
  return new PerseidError(code, detail);
}
