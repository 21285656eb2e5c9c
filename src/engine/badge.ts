import { asksTheUser, isRunning, type Task } from '#domain/task/task';

interface Shown {
  /** Downloads that run. */
  readonly running: number;
  /** One of them waits for the user's word. */
  readonly asking: boolean;
}

/** What the toolbar button shows: told when it changes. */
export class Badge {
  readonly #tell: (shown: Shown) => void;
  /** As a browser begins. */
  #last: Shown = { running: 0, asking: false };

  constructor(tell: (shown: Shown) => void) {
    this.#tell = tell;
  }

  show(tasks: Iterable<Task>): void {
    const shown = { running: 0, asking: false };
    for (const task of tasks) {
      if (isRunning(task)) shown.running += 1;
      if (asksTheUser(task)) shown.asking = true;
    }
    if (shown.running === this.#last.running && shown.asking === this.#last.asking) return;
    this.#last = shown;
    this.#tell(shown);
  }
}
