/** Lets any number of waiters know that something changed. */
export class Signal {
  #waiting: Array<() => void> = [];

  notify(): void {
    const woken = this.#waiting;
    this.#waiting = [];
    for (const wake of woken) wake();
  }

  /** Resolves at the next `notify`. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Resolves as soon as the condition holds; looked at now and after every change.
   * @param what names the condition in the error
   * @throws after `timeout` ms
   */
  async until(condition: () => boolean, what: string, timeout: number): Promise<void> {
    const deadline = AbortSignal.timeout(timeout);
    const stop = (): void => this.notify();
    deadline.addEventListener('abort', stop);
    while (!condition()) {
      if (deadline.aborted) throw new Error(`not within ${timeout} ms: ${what}`);
      await this.next();
    }
    deadline.removeEventListener('abort', stop);
  }
}
