import { reduce, type TaskEffect, type TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';

/** What the book needs of its surroundings. */
interface BookPorts {
  put(task: Task): Promise<void>;
  delete(id: TaskId): Promise<void>;
  /** Carries out one effect; its outcome comes back as an event. */
  perform(task: Task, effect: TaskEffect): void;
  /** Something changed. @param task null: it is no more @param before as it was; null: it is new */
  changed(id: TaskId, task: Task | null, before: Task | null): void;
}

/** After so long a record that the disk did not take is tried again, ms. */
const patience = 2000;

/**
 * All tasks, and the only place where one changes: event → reduce → store → effects, one after the other.
 * Invariant: effects run after the task that asked for them is on disk.
 */
export class TaskBook {
  readonly #tasks = new Map<TaskId, Task>();
  readonly #ports: BookPorts;
  /** Tasks whose record on disk is older than the truth. */
  readonly #unstored = new Set<TaskId>();
  #chain: Promise<void> = Promise.resolve();

  constructor(ports: BookPorts) {
    this.#ports = ports;
  }

  get tasks(): ReadonlyMap<TaskId, Task> {
    return this.#tasks;
  }

  /** Whether everything is on disk. */
  get stored(): boolean {
    return this.#unstored.size === 0;
  }

  /** Takes over what is stored, as it is. */
  load(tasks: readonly Task[]): void {
    for (const task of tasks) this.#tasks.set(task.id, task);
  }

  /** Stores a new task; resolves when it is on disk. */
  add(task: Task): Promise<void> {
    return this.#enqueue(async () => {
      await this.#ports.put(task);
      this.#tasks.set(task.id, task);
      this.#ports.changed(task.id, task, null);
    });
  }

  /**
   * Moves a task on; resolves when that is stored and its effects have begun. An unknown task is ignored: it is no more.
   * @param told what happened; where that depends on other tasks, it is asked when the turn has come (null: nothing after all)
   */
  dispatch(id: TaskId, told: TaskEvent | (() => TaskEvent | null)): Promise<void> {
    return this.#enqueue(async () => {
      const task = this.#tasks.get(id);
      const event = typeof told === 'function' ? told() : told;
      if (!task || !event) return;
      const step = reduce(task, event);
      if (step.task === task && step.effects.length === 0) return;
      const stored = await this.#store(id, step.task);
      if (!stored && step.effects.some(({ kind }) => kind === 'release')) return this.#leave(id, task);
      for (const effect of step.effects) this.#ports.perform(step.task ?? task, effect);
      this.#ports.changed(id, step.task, task);
    });
  }

  /**
   * That the browser's item is claimed could not be stored: after a crash its end would read as the user's wish. So it
   * stays the browser's.
   */
  async #leave(id: TaskId, task: Task): Promise<void> {
    const step = reduce(task, { kind: 'kept' });
    await this.#store(id, step.task);
    for (const effect of step.effects) this.#ports.perform(task, effect);
    this.#ports.changed(id, step.task, task);
  }

  /** @returns whether it is on disk */
  async #store(id: TaskId, task: Task | null): Promise<boolean> {
    if (task) this.#tasks.set(id, task);
    else this.#tasks.delete(id);
    try {
      await (task ? this.#ports.put(task) : this.#ports.delete(id));
      this.#unstored.delete(id);
      return true;
    } catch (error) {
      // A full disk must not stop what can go on: the older record stays good for the next start.
      console.error('A task could not be stored:', error);
      if (!this.#unstored.has(id)) setTimeout(() => void this.#enqueue(() => this.#storeAgain(id)), patience);
      this.#unstored.add(id);
      return false;
    }
  }

  async #storeAgain(id: TaskId): Promise<void> {
    if (!this.#unstored.delete(id)) return;
    const task = this.#tasks.get(id) ?? null;
    await this.#store(id, task);
    if (!this.#unstored.has(id)) this.#ports.changed(id, task, task);
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#chain.then(work);
    this.#chain = done.catch((error: unknown) => console.error('A step failed:', error));
    return done;
  }
}
