import { endingsAmong, type Ending } from '#domain/list/endings';
import type { Task, TaskId } from '#domain/task/task';
import type { Live, TaskFeed } from '#protocol/engine-api';

/** Rows that are seen when the popup opens: no more are read and drawn for the first paint. */
export const seenAtOnce = 8;

/** What the popup knows of the tasks. */
export interface Downloads {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Running tasks only, and only while the engine page is there. */
  readonly live: Readonly<Record<TaskId, Live>>;
  /** Those that the engine page has told of: what is read of the store may be older. */
  readonly told: ReadonlySet<TaskId>;
  /** What ended with the last message in which something did. */
  readonly endings: readonly Ending[];
}

/** What is known before the engine page says anything: the stored tasks. */
export function storedDownloads(tasks: readonly Task[]): Downloads {
  return addStored({ tasks: new Map(), live: {}, told: new Set(), endings: [] }, tasks);
}

/** What is known after more of the store was read. */
export function addStored(downloads: Downloads, stored: readonly Task[]): Downloads {
  const tasks = new Map(downloads.tasks);
  for (const task of stored) if (!downloads.told.has(task.id)) tasks.set(task.id, task);
  return { ...downloads, tasks };
}

/** What is known after one message of the feed. */
export function applyFeed(downloads: Downloads, { changed, removed, live }: TaskFeed): Downloads {
  if (changed.length === 0 && removed.length === 0) return { ...downloads, live };
  const tasks = new Map(downloads.tasks);
  const endings = endingsAmong(changed, (id) => tasks.get(id));
  for (const task of changed) tasks.set(task.id, task);
  for (const id of removed) tasks.delete(id);
  const told = new Set([...downloads.told, ...changed.map(({ id }) => id), ...removed]);
  return { tasks, live, told, endings: endings.length > 0 ? endings : downloads.endings };
}
