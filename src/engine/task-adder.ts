import type { MetalinkFile } from '#domain/mirror/metalink';
import { newTask } from '#domain/task/new-task';
import type { Task, TaskId } from '#domain/task/task';
import type { RequestOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { TaskBook } from './task-book.ts';

interface AdderPorts {
  readonly book: TaskBook;
  newId(): TaskId;
  /** Sub-folder of Downloads for new tasks. */
  folder(): string;
}

/** Stores new tasks. */
export class TaskAdder {
  readonly #ports: AdderPorts;
  /** Kept here, for a task that is being added is not in the book yet. */
  #lastSerial = 0;

  constructor(ports: AdderPorts) {
    this.#ports = ports;
  }

  /** A task for one address, beside the browser's item if there is one. */
  async add({ source, hint, downloadId }: RequestOf<typeof engineApi, 'task.add'>): Promise<{ id: TaskId }> {
    const task = this.#make({
      id: this.#ports.newId(),
      source,
      hint,
      handover: downloadId === null ? null : { downloadId, phase: 'offered' },
      // Beside the browser's running item nothing waits for its turn.
      state: { kind: downloadId === null ? 'queued' : 'probing' },
    });
    await this.#ports.book.add(task);
    if (downloadId !== null) await this.#ports.book.dispatch(task.id, { kind: 'offered' });
    return { id: task.id };
  }

  /**
   * A task for each file that a Metalink describes. Their ids follow from the Metalink's: after a death in between, those that
   * are stored already are not stored again.
   */
  async addFiles(metalink: Task, files: readonly MetalinkFile[]): Promise<void> {
    for (const [index, { name, folder, expected, urls }] of files.entries()) {
      const [first, ...mirrors] = urls;
      const id = `${metalink.id}-${index}`;
      if (!first || this.#ports.book.tasks.has(id)) continue;
      const task = this.#make({
        id,
        source: { url: first.url, finalUrl: null, referrer: null },
        name,
        hint: { name, mime: null, size: expected.size, validator: null },
        folder: [metalink.folder, folder].filter((part) => part !== '').join('/'),
        expected,
        mirrors,
      });
      await this.#ports.book.add(task);
    }
  }

  #make(beginning: Pick<Task, 'id' | 'source'> & Partial<Task>): Task {
    const { book } = this.#ports;
    this.#lastSerial = Math.max(this.#lastSerial, ...[...book.tasks.values()].map(({ serial }) => serial)) + 1;
    return newTask({ serial: this.#lastSerial, addedAt: Date.now(), folder: this.#ports.folder(), ...beginning });
  }
}
