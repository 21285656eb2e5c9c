import type { Task, TaskId } from '#domain/task/task';
import type { Live, TaskFeed } from '#protocol/engine-api';

/** What the popup knows of the tasks. */
export interface Downloads {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Running tasks only, and only while the engine page is there. */
  readonly live: Readonly<Record<TaskId, Live>>;
}

/** What is known before the engine page says anything: the stored tasks. */
export function storedDownloads(tasks: readonly Task[]): Downloads {
  return { tasks: byId(tasks), live: {} };
}

/** What is known after one message of the feed. */
export function applyFeed(downloads: Downloads, feed: TaskFeed): Downloads {
  if (feed.changed.length === 0 && feed.removed.length === 0) return { tasks: downloads.tasks, live: feed.live };
  const tasks = new Map(downloads.tasks);
  for (const task of feed.changed) tasks.set(task.id, task);
  for (const id of feed.removed) tasks.delete(id);
  return { tasks, live: feed.live };
}

/**
 * Ids of the browser's own items that belong to a task (it runs beside our probe, or is our export): shown once, as the
 * task.
 */
export function itemsOfTasks(tasks: Iterable<Task>): Set<number> {
  const ids = new Set<number>();
  for (const task of tasks) {
    if (task.handover !== null) ids.add(task.handover.downloadId);
    if (task.state.kind === 'exporting' && task.state.downloadId !== null) ids.add(task.state.downloadId);
  }
  return ids;
}

function byId(tasks: readonly Task[]): Map<TaskId, Task> {
  return new Map(tasks.map((task) => [task.id, task]));
}
