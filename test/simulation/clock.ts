/** Somebody waits until then, ms. */
interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** What servers need to know of time. */
export type Clock = Pick<VirtualClock, 'now' | 'wait'>;

/** Time that passes only when everybody waits: thousands of simulated minutes in a second. */
export class VirtualClock {
  #now = 1_800_000_000_000;
  /** By time, then by order of asking. */
  readonly #timers: Timer[] = [];

  now = (): number => this.#now;

  /** As platform/clock `wait`, in virtual time. */
  wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const abort = (): void => {
        this.#timers.splice(this.#timers.indexOf(timer), 1);
        reject(signal?.reason as Error);
      };
      const fire = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const timer = { at: this.#now + ms, fire };
      const index = this.#timers.findLastIndex(({ at }) => at <= timer.at);
      this.#timers.splice(index + 1, 0, timer);
      signal?.addEventListener('abort', abort, { once: true });
    });

  /** Lets time pass until the work is done. @throws when nobody waits and it is not, or after `limit` ms of virtual time */
  async run(work: Promise<unknown>, limit: number): Promise<void> {
    const end = this.#now + limit;
    await passTime(work, () => {
      const next = this.#timers.shift();
      if (!next) throw new Error('everybody waits for nothing');
      if (next.at > end) throw new Error(`not done after ${limit} ms`);
      this.#now = next.at;
      next.fire();
    });
  }
}

/** Goes on to the next moment whenever everybody waits, until the work is done. @throws what going on throws */
export async function passTime(work: Promise<unknown>, goOn: () => void): Promise<void> {
  let done = false;
  const finish = (): void => {
    done = true;
  };
  work.then(finish, finish);
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (done) return;
    goOn();
  }
}
