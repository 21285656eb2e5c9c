import type { Task } from './task.ts';

/** So long a task waits for its new link, ms. */
const awaitedFor = 60 * 60_000;

/** So long a running task says that it was clicked again, ms. */
const hintTime = 60_000;

/** Whether a task waits for the next download from its page. @param now ms since 1970 */
export function awaitsLink({ link }: Task, now: number): boolean {
  return link?.kind === 'awaited' && now - link.at < awaitedFor;
}

/** Whether a task was clicked again a moment ago. @param now ms since 1970 */
export function isClickedAgain({ link }: Task, now: number): boolean {
  return link?.kind === 'again' && now - link.at < hintTime;
}
