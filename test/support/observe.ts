import { setTimeout as pause } from 'node:timers/promises';

/** Ms between two looks. */
const every = 100;

/**
 * Shows that something does not happen: the condition holds at every look during an observation window.
 * @param window ms
 * @throws when it does not hold
 */
export async function holds(condition: () => boolean | Promise<boolean>, what: string, window: number): Promise<void> {
  const end = performance.now() + window;
  while (performance.now() < end) {
    if (!(await condition())) throw new Error(`did not hold for ${window} ms: ${what}`);
    // observation window: the time itself is what is meant
    await pause(every);
  }
}
