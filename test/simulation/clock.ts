/** Time that passes only when everybody waits: thousands of simulated minutes in a second. */
export class VirtualClock {
  #now = 1_800_000_000_000;
  readonly #timers: { at: number; order: number; fire: () => void }[] = [];
  #order = 0;

  now = (): number => this.#now;

  /** As platform/clock `wait`, in virtual time. */
  wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const timer = { at: this.#now + ms, order: this.#order++, fire: resolve };
      this.#timers.push(timer);
      signal?.addEventListener(
        'abort',
        () => {
          const at = this.#timers.indexOf(timer);
          if (at === -1) return; // it has rung
          this.#timers.splice(at, 1);
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });

  /** Lets time pass until the work is done. @throws when nobody waits and it is not, or after `limit` ms of virtual time */
  async run(work: Promise<unknown>, limit: number): Promise<void> {
    const end = this.#now + limit;
    let done = false;
    const finish = (): void => {
      done = true;
    };
    work.then(finish, finish);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return;
      const next = this.#timers.toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) throw new Error('everybody waits for nothing');
      if (next.at > end) throw new Error(`not done after ${limit} ms`);
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.#now = next.at;
      next.fire();
    }
  }
}
