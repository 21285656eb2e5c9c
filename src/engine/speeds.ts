import type { TaskId } from '#domain/task/task';

/** One number stands for so long, ms ... */
const every = 2000;
/** ... and so many are kept: ten minutes. */
const kept = 300;

interface History {
  /** Number of the last span since 1970. */
  span: number;
  /** Bytes a second, by span, the latest last. */
  speeds: number[];
}

/** How fast tasks were in the last minutes: kept in memory alone, and gone with the engine page. */
export class Speeds {
  readonly #histories = new Map<TaskId, History>();

  /** @param speed bytes a second @param now ms */
  note(id: TaskId, speed: number, now: number): void {
    const history = this.#upTo(id, now);
    history.speeds[history.speeds.length - 1] = speed;
  }

  /** What is known of one, up to now; spans of which nothing was told count as still. */
  of(id: TaskId, now: number): { every: number; speeds: number[] } {
    return { every, speeds: this.#histories.has(id) ? [...this.#upTo(id, now).speeds] : [] };
  }

  /** The task is no more. */
  forget(id: TaskId): void {
    this.#histories.delete(id);
  }

  #upTo(id: TaskId, now: number): History {
    const span = Math.floor(now / every);
    const history = this.#histories.get(id) ?? { span: span - 1, speeds: [] };
    const passed = Math.min(kept, Math.max(0, span - history.span));
    const speeds = [...history.speeds, ...Array<number>(passed).fill(0)].slice(-kept);
    const next = { span: Math.max(span, history.span), speeds };
    this.#histories.set(id, next);
    return next;
  }
}
