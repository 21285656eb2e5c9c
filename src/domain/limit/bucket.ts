/** A read takes so much time of the limit (ms), so that a low limit is not met in rare large lumps ... */
const readTime = 250;
/** ... but stays within these bounds, bytes: smaller ones cost too much, larger ones bring nothing. */
const smallestRead = 16 * 1024;
const largestRead = 1024 * 1024;

/**
 * A request asks for so much time of the limit (ms), but for this many bytes at least. A connection that is not read goes on
 * filling the browser's buffers: with some 60 MiB each, and the system's, as measured in Chromium 156.
 */
const requestTime = 1000;
const smallestRequest = 64 * 1024;

/** Two reads: a timer that rings late by less than one loses nothing, and a pause saves up no more than this. */
const burstTime = 2 * readTime;

/** Most bytes that one read may take, so many connections sharing the limit. @param rate bytes a second */
export function readSize(rate: number, connections: number): number {
  const share = (rate * readTime) / 1000 / Math.max(1, connections);
  return Math.round(Math.min(largestRead, Math.max(smallestRead, share)));
}

/** Most bytes that one request should ask for, so many connections sharing the limit. @param rate bytes a second */
export function requestSize(rate: number, connections: number): number {
  return Math.max(smallestRequest, (rate * requestTime) / 1000 / Math.max(1, connections));
}

/** Most bytes that a limit lets through at once, after a pause. @param rate bytes a second */
export function burstOf(rate: number): number {
  return Math.max(2 * smallestRead, (rate * burstTime) / 1000);
}

/** Rounding must not keep the last byte waiting for a moment that has come. */
const dust = 1e-6;

/**
 * A token bucket: in any window it lets through at most `rate × window + burstOf(rate)` bytes. It starts empty. Times in
 * ms, never going back.
 */
export class Bucket {
  #rate: number;
  #tokens = 0;
  #filledAt: number;

  /** @param rate bytes a second */
  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#filledAt = now;
  }

  get rate(): number {
    return this.#rate;
  }

  /** From now on; what was saved up before stays, as far as the new limit lets it. */
  setRate(rate: number, now: number): void {
    this.#fill(now);
    this.#rate = rate;
    this.#tokens = Math.min(this.#tokens, burstOf(rate));
  }

  /** Ms until so many bytes may pass; 0: now. */
  waitFor(bytes: number, now: number): number {
    this.#fill(now);
    const missing = bytes - this.#tokens;
    return missing <= dust ? 0 : Math.ceil((missing / this.#rate) * 1000);
  }

  /** They pass. */
  take(bytes: number, now: number): void {
    this.#fill(now);
    this.#tokens -= bytes;
  }

  #fill(now: number): void {
    const earned = ((now - this.#filledAt) / 1000) * this.#rate;
    // A clock that was set back earns nothing.
    this.#tokens = Math.min(burstOf(this.#rate), this.#tokens + Math.max(0, earned));
    this.#filledAt = now;
  }
}
