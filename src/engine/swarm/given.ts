/** Without anything given, the time alone is told so often, ms. */
const quietPace = 5000;
/** No tick counts for more, ms: a machine that slept shared nothing meanwhile. */
const longestTick = 2000;

/** What peers got of a torrent in one session, as far as it is not told yet. */
export class Given {
  readonly #uploaded: () => number;
  /** Whether the time counts: it is complete. */
  readonly #counts: boolean;
  #toldBytes = 0;
  #at: number;
  #sharedFor = 0;

  /**
   * @param uploaded bytes of this session so far
   * @param now by a clock that nobody sets, ms
   */
  constructor(uploaded: () => number, counts: boolean, now: number) {
    this.#uploaded = uploaded;
    this.#counts = counts;
    this.#at = now;
  }

  /** What is to be told now: bytes, and ms; null: nothing yet. */
  next(now: number): { readonly bytes: number; readonly sharedFor: number } | null {
    if (this.#counts) this.#sharedFor += Math.min(longestTick, now - this.#at);
    this.#at = now;
    const all = this.#uploaded();
    const next = { bytes: all - this.#toldBytes, sharedFor: Math.round(this.#sharedFor) };
    if (next.bytes === 0 && next.sharedFor < quietPace) return null;
    this.#toldBytes = all;
    this.#sharedFor = 0;
    return next;
  }
}
