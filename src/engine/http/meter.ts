/** Speed over the last `window` ms. */
export class Meter {
  readonly #samples: { at: number; bytes: number }[] = [];
  readonly #window: number;
  #total = 0;

  constructor(window = 3000) {
    this.#window = window;
  }

  add(bytes: number): void {
    this.#total += bytes;
  }

  /** Takes a sample and gives bytes a second. Call it at a steady pace. */
  sample(now: number): number {
    this.#samples.push({ at: now, bytes: this.#total });
    while (this.#samples.length > 2 && now - (this.#samples[0]?.at ?? now) > this.#window) this.#samples.shift();
    const first = this.#samples[0];
    if (!first || now <= first.at) return 0;
    return ((this.#total - first.bytes) * 1000) / (now - first.at);
  }
}
