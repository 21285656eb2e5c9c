import { endingsAmong, type Ending } from '#domain/list/endings';
import { showAll } from '#domain/list/filter';
import { TaskTable } from '#domain/list/table';
import type { Task, TaskId } from '#domain/task/task';
import type { Live, TaskFeed } from '#protocol/engine-api';

/**
 * What the page knows of the tasks: what it has read of the store, and what the engine page tells. What was told wins over what is read
 * later: the store may have been read before that was written.
 */
export class KnownTasks {
  readonly table: TaskTable;
  live: Readonly<Record<TaskId, Live>> = {};
  /** Whether all that is stored has been read. */
  complete = false;
  /** What ended with the last message in which something did. */
  endings: readonly Ending[] = [];
  readonly #told = new Set<TaskId>();
  /** While the store is read: what was known before and has not been found in it. */
  readonly #unfound = new Set<TaskId>();

  /** @param locale BCP 47 tag */
  constructor(first: readonly Task[], locale: string) {
    this.table = new TaskTable({ filter: showAll, sort: { by: 'order', descending: false } }, locale);
    for (const task of first) this.table.put(task);
  }

  /** The store is read from its beginning. */
  beginReading(): void {
    this.#unfound.clear();
    for (const { task } of this.table.all()) this.#unfound.add(task.id);
  }

  /** More of the store. */
  read(tasks: readonly Task[]): void {
    for (const task of tasks) {
      this.#unfound.delete(task.id);
      if (!this.#told.has(task.id)) this.table.put(task);
    }
  }

  /** The store has been read to its end: what is not in it, and was not told of, is no more. */
  endReading(): void {
    for (const id of this.#unfound) if (!this.#told.has(id)) this.table.remove(id);
    this.#unfound.clear();
    this.complete = true;
  }

  /** A message of the engine page. */
  hear({ changed, removed, live }: TaskFeed): void {
    this.live = live;
    const endings = endingsAmong(changed, (id) => this.table.get(id)?.task);
    if (endings.length > 0) this.endings = endings;
    for (const task of changed) {
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
}
