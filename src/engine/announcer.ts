import { endingOf } from '#domain/task/ending';
import { asksTheUser, isRunning, type Task } from '#domain/task/task';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';

interface Shown {
  /** Downloads that run. */
  readonly running: number;
  /** One of them waits for the user's word. */
  readonly asking: boolean;
}

/** What people see outside our pages: how much runs, told when that changes, and what has ended, told once. */
export class Announcer {
  readonly #background: Client<typeof backgroundApi>;
  /** As a browser begins. */
  #last: Shown = { running: 0, asking: false };

  constructor(background: Client<typeof backgroundApi>) {
    this.#background = background;
  }

  /** A task was moved on. */
  changed(before: Task | null, after: Task | null): void {
    const ending = endingOf(before, after);
    if (ending !== null) void this.#background('ending.tell', ending);
  }

  count(tasks: Iterable<Task>): void {
    const shown = { running: 0, asking: false };
    for (const task of tasks) {
      if (isRunning(task)) shown.running += 1;
      if (asksTheUser(task)) shown.asking = true;
    }
    if (shown.running === this.#last.running && shown.asking === this.#last.asking) return;
    this.#last = shown;
    void this.#background('badge.set', shown);
  }
}
