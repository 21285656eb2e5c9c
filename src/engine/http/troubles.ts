import { PerseidError, type ErrorCode, type TaskError } from '#domain/error';
import { askedWait, decideRetry, passes, type RetryDecision } from '#domain/source/retry';
import type { TransferPorts } from './ports.ts';

/** What was true when a connection failed. */
interface Situation {
  /** Bytes that it brought before it failed. Few beside connections that work: its server wants fewer of them. */
  readonly brought: number;
  /** Connections to the same source that are still open. */
  readonly others: number;
  /** One of them has brought bytes: the source works. */
  readonly working: boolean;
  /** Another source of the file may bring it, now or when it has been left alone for long enough. */
  readonly elsewhere: boolean;
  /** The file has answered once. */
  readonly begun: boolean;
  readonly expected: number | null;
  readonly bytes: number;
}

/** The disk or the program is at fault: no other connection and no other source makes it better. */
const local: ReadonlySet<ErrorCode> = new Set(['disk-full', 'disk-failed', 'internal']);

/** Whether no other source makes it better. */
export const isLocal = (error: Error): boolean => !(error instanceof PerseidError) || local.has(error.code);

/** What may have passed when the network has come back. */
const unreachable: ReadonlySet<ErrorCode> = new Set([
  'network',
  'offline',
  'name-not-resolved',
  'connection-refused',
  'stalled',
]);

/** Bytes are at stake: the source does not have what is wanted. */
export const wrong: ReadonlySet<ErrorCode> = new Set([
  'changed',
  'range-ignored',
  'range-wrong',
  'encoded-range',
  'length-long',
]);

/** So many answers of no use, one after the other, are overlooked while other connections deliver: one of several servers may be odd. */
const mostOdd = 2;

/** A connection that ends after fewer bytes than this has brought next to nothing. */
const little = 64 * 1024;

/** So many in a row that brought even fewer go on at once; then each next one waits so long, ms. */
const drip = 16 * 1024;
const fewDrips = 4;
const dripPause = 1000;

/** So long after a refusal one more connection is tried, ms. */
const forgiveTime = 10_000;

/** After a refusal beside connections that work, no other is opened for so long, ms. */
const refusalPause = 500;

/** A link that expired: where it was clicked it may lead somewhere new. */
const expired: ReadonlySet<ErrorCode> = new Set(['http-unauthorized', 'http-forbidden', 'http-not-found', 'http-gone']);

/**
 * The one place that decides what follows when a connection to a source failed: go on with fewer, wait and try again, ask the
 * original address again, leave the source alone for a while (the penalty box), or give up. The table of waits is
 * domain/source/retry.
 */
export class Troubles {
  readonly #url: string;
  readonly #ports: TransferPorts;
  /** Never asked with cookies. */
  readonly #bare: boolean;
  /** Not asked once more only to learn why it did not answer. */
  readonly #stranger: boolean;
  #once: boolean;
  /** How often each happened since the last byte: what a server says now does not use up the patience with what it said before. */
  readonly #failures = new Map<ErrorCode, number>();
  /** Connections in a row that brought hardly a byte. */
  #drips = 0;
  /** Answers of no use since the last good one. */
  #odd = 0;
  #fatal: Error | null = null;
  /** Why nothing says that it will have the file later; null: it works, or may again. */
  #lostFor: PerseidError | null = null;
  /** The address that is asked: where redirects led, until that expires. */
  address: string;
  /** No connection is opened before this time, ms, because of `#coolFor`. */
  #coolUntil = 0;
  #coolFor: ErrorCode | null = null;
  /** It is left alone until this time, ms, for what it brought, whatever the network does. */
  #boxedUntil = 0;
  #boxedFor: ErrorCode | null = null;
  /** It is being found out why there is no answer; meanwhile nobody tries again. */
  #explaining = false;
  /** How many connections the server has shown to put up with, since the last refusal. */
  #tolerated = Number.POSITIVE_INFINITY;
  #refusedAt = 0;

  /**
   * @param how.once give up at the first failure (the browser's own item runs on beside this one)
   * @param how.bare it is never asked with cookies
   * @param how.stranger nobody of the file's own has named it
   */
  constructor(
    source: { url: string; finalUrl: string | null },
    ports: TransferPorts,
    how: { once: boolean; bare: boolean; stranger: boolean },
  ) {
    this.#url = source.url;
    this.#ports = ports;
    this.#once = how.once;
    this.#bare = how.bare;
    this.#stranger = how.stranger;
    this.address = source.finalUrl ?? source.url;
  }

  /** An answer was accepted, from here: from now on failures are survived. */
  accepted(url: string): void {
    this.address = url;
    this.#once = false;
    this.works();
  }

  /** An answer was of the same file. */
  answered(): void {
    this.#odd = 0;
  }

  /** A byte came: it works. */
  works(): void {
    this.#failures.clear();
    this.#lostFor = null;
  }

  /** The device is on a network again: what was unreachable is asked at once. */
  online(): void {
    if (this.#coolFor !== null && unreachable.has(this.#coolFor)) this.#coolUntil = 0;
  }

  /** A connection did its work. A server that refused a while ago may have room for one more. */
  progressed(): void {
    const now = this.#ports.now();
    if (now - this.#refusedAt < forgiveTime) return;
    this.#tolerated++;
    this.#refusedAt = now;
  }

  /** How many connections may be open, as far as the server's refusals say: one, while it is not known to work again. */
  get tolerated(): number {
    return this.#failures.size > 0 ? 1 : this.#tolerated;
  }

  /** Whether a connection may be opened now. */
  ready(now: number): boolean {
    return now >= this.#restsUntil && !this.#explaining;
  }

  /** Why others must bring the file; null: it may itself, now or when it has been left alone for long enough. */
  get lostFor(): PerseidError | null {
    return this.#lostFor;
  }

  /** It is lost, but for a reason that may pass: others had better wait, too. */
  get maySoonReturn(): boolean {
    return this.#lostFor !== null && passes(this.#lostFor.code);
  }

  /** What keeps connections from being opened now, and until when (ms since 1970); null: nothing that is known. */
  waiting(now: number): { code: ErrorCode; until: number } | null {
    const until = this.#restsUntil;
    const code = this.#boxedUntil > this.#coolUntil ? this.#boxedFor : this.#coolFor;
    if (code === null || now >= until) return null;
    return { code, until: this.#ports.date() + until - now };
  }

  /** What a connection met, if nothing can be done about it. */
  get fatal(): Error | null {
    return this.#fatal;
  }

  /** It is asked in another way, or for other bytes: what was held against it may not be so. */
  forgive(): void {
    this.#fatal = null;
    this.#lostFor = null;
    this.#failures.clear();
    this.#coolUntil = 0;
    this.#boxedUntil = 0;
  }

  /** Leaves the source alone for so long, ms, for what it brought: no network that comes back ends that. */
  box(code: ErrorCode, penalty: number): void {
    this.#failures.clear();
    this.#boxedUntil = Math.max(this.#boxedUntil, this.#ports.now() + penalty);
    this.#boxedFor = code;
  }

  /** A connection failed: decides. */
  async met(error: unknown, situation: Situation): Promise<void> {
    if (!(error instanceof PerseidError) || isLocal(error) || this.#once) {
      this.#fatal ??= error instanceof Error ? error : new PerseidError('internal', { message: String(error) });
      return;
    }
    if (wrong.has(error.code)) {
      if (situation.working && this.#odd++ < mostOdd) return this.#refused(error, situation);
      return this.#carryOut(error, this.#decide(error, situation), situation);
    }
    const { brought, working } = situation;
    if (brought >= drip) this.#drips = 0;
    if (brought >= little || (brought > 0 && !working)) {
      this.#failures.clear();
      if (brought < drip) this.#dripped(error.code);
      return;
    }
    if (working) return this.#refused(error, situation);
    await this.#alone(error, situation);
  }

  /** A byte more with each request is progress, but some rest from it is due to the server. */
  #dripped(code: ErrorCode): void {
    if (++this.#drips > fewDrips) this.#cool(code, dripPause);
  }

  /** Beside connections that deliver: goes on with those. */
  #refused(error: PerseidError, { others }: Situation): void {
    this.#tolerated = others;
    this.#refusedAt = this.#ports.now();
    this.#cool(error.code, refusalPause);
    this.#obey(error);
  }

  async #alone(error: PerseidError, situation: Situation): Promise<void> {
    // Of several that failed together one is enough to know.
    if (!this.ready(this.#ports.now())) return;
    if (expired.has(error.code) && this.address !== this.#url) {
      this.address = this.#url;
      return;
    }
    // Asked anew each time: the reason may change while it waits.
    const { code, detail } = error.code === 'network' && !this.#stranger ? await this.#explain() : error;
    const decision = this.#decide({ code, retryAfter: error.retryAfter }, situation);
    this.#failures.set(code, this.#attempts(code) + 1);
    this.#carryOut({ code, detail }, decision, situation);
  }

  #decide({ code, retryAfter }: Pick<PerseidError, 'code' | 'retryAfter'>, situation: Situation): RetryDecision {
    const { elsewhere: others, begun } = situation;
    return decideRetry({ code, attempt: this.#attempts(code), retryAfter, others, begun });
  }

  #carryOut(
    { code, detail }: Pick<PerseidError, 'code' | 'detail'>,
    decision: RetryDecision,
    situation: Situation,
  ): void {
    if (decision.kind === 'retry') this.#cool(code, decision.wait);
    else if (decision.kind === 'other-source') {
      if (decision.lost) this.#lostFor = finalError({ code, detail }, situation);
      this.#failures.clear();
      this.#cool(code, decision.penalty);
    } else this.#fatal = finalError({ code, detail }, situation);
  }

  /** A server that named a time gets no further request before it; the connections that are open go on. */
  #obey({ code, retryAfter }: PerseidError): void {
    const asked = askedWait(code, retryAfter);
    if (asked !== undefined) this.#cool(code, asked);
  }

  #attempts(code: ErrorCode): number {
    return this.#failures.get(code) ?? 0;
  }

  get #restsUntil(): number {
    return Math.max(this.#coolUntil, this.#boxedUntil);
  }

  #cool(code: ErrorCode, wait: number): void {
    this.#coolUntil = Math.max(this.#coolUntil, this.#ports.now() + wait);
    this.#coolFor = code;
  }

  async #explain(): Promise<TaskError> {
    this.#explaining = true;
    try {
      return await this.#ports.explain(this.address, this.#bare);
    } finally {
      this.#explaining = false;
    }
  }
}

/** A server that always ends early, or has nothing where it announced bytes, announced too many. */
function finalError(
  { code, detail }: Pick<PerseidError, 'code' | 'detail'>,
  { expected, bytes }: Situation,
): PerseidError {
  const short = expected !== null && bytes < expected && (code === 'cut' || (code === 'http-range' && bytes > 0));
  if (short) return new PerseidError('length-short', { expected, bytes });
  return new PerseidError(code, detail);
}
