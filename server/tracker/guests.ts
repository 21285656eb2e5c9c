import { saltedNetwork } from '../http/limits.ts';
import { dayOf } from '../calendar.ts';
import { randomBytes } from 'node:crypto';

/** Counts who is connected, by network: in memory alone, under a salt of the day, as the limits of requests do. */
export class Guests {
  readonly #most: { readonly all: number; readonly each: number };
  readonly #counts = new Map<string, number>();
  #salt = randomBytes(32);
  #day = -1;
  #all = 0;

  /** @param most at once: of all networks together, and of each */
  constructor(most: { readonly all: number; readonly each: number }) {
    this.#most = most;
  }

  /** How many there are. */
  get size(): number {
    return this.#all;
  }

  /**
   * @param now ms since 1970
   * @returns says that he has left, once; null: there are as many of his network, or of all, as may be
   */
  enter(address: string, now: number): (() => void) | null {
    this.#turn(dayOf(now));
    const name = saltedNetwork(this.#salt, address);
    const count = this.#counts.get(name) ?? 0;
    if (this.#all >= this.#most.all || count >= this.#most.each) return null;
    this.#counts.set(name, count + 1);
    this.#all++;
    return () => this.#leave(name);
  }

  #leave(name: string): void {
    this.#all--;
    const left = (this.#counts.get(name) ?? 0) - 1;
    if (left > 0) this.#counts.set(name, left);
    else this.#counts.delete(name);
  }

  /** Whoever stays over midnight is counted under the old name until he leaves. */
  #turn(day: number): void {
    if (day !== this.#day) this.#salt = randomBytes(32);
    this.#day = day;
  }
}
