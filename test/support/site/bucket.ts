/** Largest burst of a capped connection unless told otherwise, bytes. */
export const maxBurst = 64 * 1024;
const maxPortion = 16 * 1024;
/** Asked again after so long at most, ms: the rate may be another one then, or was nothing. */
const longestWait = 500;

/** What a connection may send now: `granted` bytes, or none and when to ask again. */
export type Allowance = { granted: number } | { granted: 0; waitMs: number };

/** The cap of one connection, or of several together: starts empty (no first burst, which would flatter many small requests). */
export class TokenBucket {
  readonly #now: () => number;
  readonly #burst: number;
  #tokens = 0;
  #filledAt: number;

  /**
   * @param now clock in ms
   * @param burst most that it holds, bytes (at slow rates less: a tenth of a second): what a server that was kept waiting
   * for a processor can catch up
   */
  constructor(now: () => number, burst = maxBurst) {
    this.#now = now;
    this.#burst = burst;
    this.#filledAt = now();
  }

  /**
   * Takes up to `want` bytes.
   * @param rate bytes/s; 0: nothing passes; null: no cap
   */
  take(want: number, rate: number | null): Allowance {
    const now = this.#now();
    const elapsed = now - this.#filledAt;
    this.#filledAt = now;
    if (rate === null) return { granted: want };
    // Small portions at slow rates, so that bytes trickle instead of arriving in rare lumps.
    const portion = Math.min(want, maxPortion, Math.max(1, Math.ceil(rate / 40)));
    const capacity = Math.max(portion, Math.min(this.#burst, Math.ceil(rate / 10)));
    this.#tokens = Math.min(capacity, this.#tokens + (elapsed * rate) / 1000);
    if (this.#tokens < portion) {
      const waitMs = Math.ceil(((portion - this.#tokens) / rate) * 1000);
      return { granted: 0, waitMs: Math.min(longestWait, waitMs) };
    }
    const granted = Math.min(want, Math.floor(this.#tokens));
    this.#tokens -= granted;
    return { granted };
  }
}
