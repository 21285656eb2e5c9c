import { undoTime, type Task, type TaskId } from '#domain/task/task';

/** Removed tasks leave for good when they can no longer be brought back. */
export class Purges {
  readonly #tasks: ReadonlyMap<TaskId, Task>;
  readonly #purge: (id: TaskId) => void;
  readonly #timers = new Map<TaskId, ReturnType<typeof setTimeout>>();

  constructor(tasks: ReadonlyMap<TaskId, Task>, purge: (id: TaskId) => void) {
    this.#tasks = tasks;
    this.#purge = purge;
  }

  /** Looks whether a task was removed or brought back. */
  consider(id: TaskId): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const trash = this.#tasks.get(id)?.trash;
    if (!trash) return;
    const left = Math.max(0, trash.at + undoTime - Date.now());
    this.#timers.set(
      id,
      setTimeout(() => this.#purge(id), left),
    );
  }
}
