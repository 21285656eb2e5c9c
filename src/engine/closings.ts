import type { TaskId } from '#domain/task/task';

/** Part files that the worker was asked to close. */
export class Closings {
  readonly #asked = new Map<TaskId, PromiseWithResolvers<void>>();
  readonly #close: (id: TaskId) => void;

  constructor(close: (id: TaskId) => void) {
    this.#close = close;
  }

  /** Resolves when the worker has closed it, and told of all that it recorded. */
  async ask(id: TaskId): Promise<void> {
    const asked = this.#asked.get(id) ?? Promise.withResolvers<void>();
    this.#asked.set(id, asked);
    this.#close(id);
    await asked.promise.finally(() => this.#asked.delete(id));
  }

  /** The worker says so. */
  done(id: TaskId): void {
    this.#asked.get(id)?.resolve();
  }
}
