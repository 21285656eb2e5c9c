import type { Config } from './config.ts';
import { traceOf, refusalOf } from './http/answer.ts';
import type { ServiceKeys } from './keys/key-file.ts';
import { releaseWeekly, type Release } from './mirrors/release.ts';
import { refreshBundle } from './notices/notices.ts';
import { storeFault } from './store/fault.ts';
import { readFact, type Store } from './store/store.ts';

const every = 5 * 60 * 1000;

interface Needs {
  readonly store: Store;
  readonly keys: ServiceKeys;
  readonly config: Config;
  /** ms since 1970. */
  readonly now: () => number;
}

/** What is done by itself: every few minutes a look whether a week has passed, or the bundle has to say something else. */
export class Upkeep {
  readonly #needs: Needs;
  #release: Release | null = null;
  #timer: NodeJS.Timeout | null = null;
  #done = 1;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Does what is due. */
  async run(): Promise<void> {
    const { store, keys, config, now } = this.#needs;
    this.#release = await releaseWeekly(store, config.votes, now());
    await refreshBundle(store, { keys, release: this.#release, region: config.region, work: config.work }, now());
  }

  /** The first time: what a full disk does not take is left for later, if there is something to hand out already. */
  async begin(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      const isFull = storeFault(error) === 'disk-full';
      if (!isFull || (await readFact(this.#needs.store.db, 'bundle')) === null) throw error;
      this.#failed(error);
    }
  }

  start(): void {
    this.#timer = setInterval(() => void this.#attempt(), every);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** For the metrics: how it went last, and what is handed out. */
  gauges(): Record<string, number> {
    return {
      upkeep_done: this.#done,
      released_rows: this.#release?.rows ?? 0,
      released_week: this.#release?.week ?? 0,
    };
  }

  /** A database that is away now is there the next time; the bundle is good for a week longer. */
  async #attempt(): Promise<void> {
    try {
      await this.run();
      this.#done = 1;
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#done = 0;
    console.error(`upkeep: ${refusalOf(error).message}\n${traceOf(error)}`);
  }
}
