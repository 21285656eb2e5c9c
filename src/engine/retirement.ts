import type { Task, TaskId } from '#domain/task/task';

/** So long nothing is to be done before the engine page asks to be closed, ms. */
const patience = 1000;
/** If it is not closed by then, it goes on working, ms. */
const graceTime = 5000;

/** Decides when the engine page is not needed any more, and keeps it from taking work while it is being closed. */
export class Retirement {
  readonly #tasks: ReadonlyMap<TaskId, Task>;
  readonly #stored: () => boolean;
  readonly #askToClose: () => void;
  readonly #needed: (task: Task) => boolean;
  readonly #discarding = new Set<TaskId>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gate: Promise<void> = Promise.resolve();
  /** Pieces of work under way. */
  #working = 0;

  /**
   * @param stored whether the tasks are on disk as they are here
   * @param needed whether a task needs the engine page now
   */
  constructor(
    tasks: ReadonlyMap<TaskId, Task>,
    stored: () => boolean,
    askToClose: () => void,
    needed: (task: Task) => boolean,
  ) {
    this.#tasks = tasks;
    this.#stored = stored;
    this.#askToClose = askToClose;
    this.#needed = needed;
  }

  /** A part file is being deleted. */
  busy(id: TaskId): void {
    this.#discarding.add(id);
  }

  /** It is deleted. */
  free(id: TaskId): void {
    this.#discarding.delete(id);
    this.consider();
  }

  /** Something changed: perhaps nothing is left to do. */
  consider(): void {
    clearTimeout(this.#timer);
    if (this.#idle()) this.#timer = setTimeout(() => this.#idle() && this.#askToClose(), patience);
  }

  /** Asked right before the page is closed. After `true`, whoever comes waits at the gate (and fails when the page closes). */
  retire(): boolean {
    if (!this.#idle()) return false;
    this.#gate = new Promise((resolve) => setTimeout(resolve, graceTime));
    return true;
  }

  /**
   * Does a piece of work that came from outside, as soon as work may be taken. Until it is done the page is not idle: a
   * task that is being stored is in no list yet.
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    for (let gate = null; gate !== this.#gate;) {
      gate = this.#gate;
      await gate;
    }
    this.#working++;
    try {
      return await work();
    } finally {
      this.#working--;
      this.consider();
    }
  }

  #idle(): boolean {
    return (
      this.#working === 0 &&
      this.#discarding.size === 0 &&
      this.#stored() &&
      ![...this.#tasks.values()].some(this.#needed)
    );
  }
}
