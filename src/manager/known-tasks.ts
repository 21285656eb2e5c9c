import { showAll } from '#domain/list/filter';
import { TaskTable } from '#domain/list/table';
import { groupOf } from '#domain/task/progress';
import type { Task, TaskId } from '#domain/task/task';
import type { Live, TaskFeed } from '#protocol/engine-api';

/** A download that came to its end, or to where it needs the user. */
export interface Ending {
  readonly task: Task;
  readonly as: 'saved' | 'failed';
}

/**
 * What the page knows of the tasks: what it has read of the store, and what the engine page tells. What was told wins over what is read
 * later: the store may have been read before that was written.
 */
export class KnownTasks {
  readonly table: TaskTable;
  live: Readonly<Record<TaskId, Live>> = {};
  /** Whether all that is stored has been read. */
  complete = false;
  /** The last download that ended while the page was open. */
  ending: Ending | null = null;
  readonly #told = new Set<TaskId>();

  /** @param locale BCP 47 tag */
  constructor(first: readonly Task[], locale: string) {
    this.table = new TaskTable({ filter: showAll, sort: { by: 'order', descending: false } }, locale);
    for (const task of first) this.table.put(task);
  }

  /** More of the store. */
  read(tasks: readonly Task[]): void {
    for (const task of tasks) if (!this.#told.has(task.id)) this.table.put(task);
  }

  /** A message of the engine page. */
  hear({ changed, removed, live }: TaskFeed): void {
    this.live = live;
    for (const task of changed) {
      this.#noteEnding(task);
      this.#told.add(task.id);
      this.table.put(task);
    }
    for (const id of removed) {
      this.#told.add(id);
      this.table.remove(id);
    }
  }

  /** The engine page is gone: from now on the store is the truth again. */
  forgetTold(): void {
    this.live = {};
    this.#told.clear();
  }

  #noteEnding(task: Task): void {
    const before = this.table.get(task.id)?.group;
    const now = groupOf(task);
    if (before === undefined || before === now || task.trash !== null) return;
    if (now === 'finished') this.ending = { task, as: 'saved' };
    if (now === 'attention') this.ending = { task, as: 'failed' };
  }
}
