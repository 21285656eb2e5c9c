import { onTestFinished } from 'vitest';

/** Something that is closed when the running test is over. */
export function untilTestEnds<T extends { close(): Promise<void> }>(one: T): T {
  onTestFinished(() => one.close());
  return one;
}
