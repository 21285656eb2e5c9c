import type { Task } from './task.ts';

/** Ids of the browser's own items that belong to a task (it runs beside our probe, or is our export): shown once, as the task. */
export function itemsOf(tasks: Iterable<Task>): Set<number> {
  const ids = new Set<number>();
  for (const task of tasks) {
    if (task.handover !== null) ids.add(task.handover.downloadId);
    if (task.state.kind === 'exporting' && task.state.downloadId !== null) ids.add(task.state.downloadId);
  }
  return ids;
}
