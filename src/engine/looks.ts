/** What takes less than this may be done every time, ms. */
const cheap = 2;

/**
 * Looks at all tasks when something changed: at once, and then not again before as much time has passed as that took. So ten thousand tasks
 * that change one after the other are looked at some hundred times, and one of ten every time. A look that is asked for is never left out.
 */
export class Looks {
  readonly #look: () => void;
  readonly #now: () => number;
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param now ms, of a clock that is never put back */
  constructor(look: () => void, now: () => number = () => performance.now()) {
    this.#look = look;
    this.#now = now;
  }

  /** Something changed. */
  ask(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#notBefore - this.#now();
    if (wait <= 0) this.#run();
    else this.#timer = setTimeout(() => this.#run(), wait);
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const begun = this.#now();
    this.#look();
    const ended = this.#now();
    this.#notBefore = ended - begun < cheap ? 0 : ended + (ended - begun);
  }
}
