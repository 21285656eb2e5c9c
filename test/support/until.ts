import { setTimeout as pause } from 'node:timers/promises';

/** What a condition is called in the error, and how long to wait for it. */
export interface Patience {
  what: string;
  /** Ms; default 120,000: a machine that others use may stand still for a minute. */
  timeout?: number;
  /** Ms between two looks; default 50. */
  every?: number;
}

type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Looks until the probe gives something truthy, and returns that.
 * @throws when it never does; a probe that throws ends the waiting at once
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  { what, timeout = 120_000, every = 50 }: Patience,
): Promise<Truthy<T>> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const found = await probe();
    if (found) return found as Truthy<T>;
    if (performance.now() >= deadline) throw new Error(`not within ${timeout} ms: ${what}`);
    await pause(every);
  }
}
