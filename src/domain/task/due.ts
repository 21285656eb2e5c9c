import { isWaiting } from './line.ts';
import { isTransferring, needsEngine, type Task } from './task.ts';

/** What the clock says to the line. */
export interface Hours {
  /** Ms since 1970. */
  readonly now: number;
  /** When the active times begin, ms since 1970; null: it is within them; Infinity: never. */
  readonly opensAt: number | null;
}

/** The moment a waiting task, or one that is shared, has to wait for, ms since 1970; null: only for its turn. */
export function waitsUntil(task: Task, { now, opensAt }: Hours): number | null {
  if (task.urgent) return null;
  const at = Math.max(task.startAt ?? 0, opensAt ?? 0);
  return at > now ? at : null;
}

/** Whether a task that fetches, or waits to, is to stop now: its time is up. Beside the browser's item nothing is fetched that could be stopped. */
export function isOver(task: Task, now: number): boolean {
  const goesOn = task.state.kind === 'queued' || isTransferring(task);
  return goesOn && task.trash === null && task.handover === null && task.stopAt !== null && task.stopAt <= now;
}

const isShared = ({ state, trash }: Task): boolean => state.kind === 'seeding' && trash === null;

/** When these tasks need the engine page, ms since 1970; `now` for at once; Infinity: never. */
export function neededAt(tasks: Iterable<Task>, hours: Hours): number {
  const moments = [...tasks]
    .filter(needsEngine)
    .map((task) => (isWaiting(task) || isShared(task) ? waitsUntil(task, hours) : null) ?? hours.now);
  return Math.min(...moments, Number.POSITIVE_INFINITY);
}

/** Each holds up to some fifty connections, and a browser has some hundreds. */
const sharedAtOnce = 8;

/**
 * The complete torrents that are given to peers now, the newest first: not out of hours, not those that were removed, and no more than so many
 * at once. One that ends makes room for the next.
 */
export function sharedNow(tasks: Iterable<Task>, hours: Hours): Task[] {
  return [...tasks]
    .filter((task) => isShared(task) && waitsUntil(task, hours) === null)
    .toSorted((a, b) => b.serial - a.serial)
    .slice(0, sharedAtOnce);
}
