/** What came longer ago than one to two times this, ms, tells nothing of how fast bytes come now. */
const window = 2000;

/** What came by then. */
interface Mark {
  readonly at: number;
  readonly bytes: number;
}

/**
 * How a connection brings its bytes: how fast of late, and in which rhythm. One that was good for a minute and then falls silent
 * is not judged by that minute. Knows no clock: times come in, ms.
 */
export class Flow {
  /** Where the window before this one began, and this one. */
  #from: Mark;
  #mark: Mark;
  #last: Mark;
  /** The longest pause between two portions, in the window before and in this one, ms. */
  #pauseBefore = 0;
  #pause = 0;

  constructor(now: number) {
    this.#last = this.#mark = this.#from = { at: now, bytes: 0 };
  }

  came(now: number, bytes: number): void {
    // Before the first portion it is the request that takes its time.
    if (this.#last.bytes > 0) this.#pause = Math.max(this.#pause, now - this.#last.at);
    this.#last = { at: now, bytes: this.#last.bytes + bytes };
    if (now - this.#mark.at < window) return;
    this.#from = this.#mark;
    this.#mark = this.#last;
    this.#pauseBefore = this.#pause;
    this.#pause = 0;
  }

  /**
   * Milliseconds until so many bytes more have come; null: none has come yet. Who has been silent for longer than he ever is
   * between two portions is thought to stay so for as long again.
   */
  timeFor(bytes: number, now: number): number | null {
    if (this.#last.bytes === 0) return null;
    const rate = (this.#last.bytes - this.#from.bytes) / Math.max(this.#last.at - this.#from.at, 1);
    const silence = now - this.#last.at - Math.max(this.#pause, this.#pauseBefore);
    return bytes / rate + Math.max(0, silence);
  }
}
