import type { TaskId } from '#domain/task/task';

const minute = 60_000;
/** What broke down is shared again after so long, ms; the last holds from then on. */
const pauses = [minute, 5 * minute, 30 * minute];
/** After so long without a failure it counts as the first again, ms. */
const forgiven = 60 * minute;

/** When torrents whose sharing broke down are shared again. */
export class Retries {
  readonly #again: (id: TaskId) => void;
  readonly #failed = new Map<TaskId, { count: number; at: number; timer: ReturnType<typeof setTimeout> }>();

  /** @param again called when one is to be tried */
  constructor(again: (id: TaskId) => void) {
    this.#again = again;
  }

  /** It broke down. @param now by a clock that nobody sets, ms */
  failed(id: TaskId, now: number): void {
    const last = this.#failed.get(id);
    clearTimeout(last?.timer);
    const count = last === undefined || now - last.at > forgiven ? 0 : last.count + 1;
    const pause = pauses[Math.min(count, pauses.length - 1)];
    this.#failed.set(id, { count, at: now, timer: setTimeout(() => this.#again(id), pause) });
  }

  /** It is not to be shared any more. */
  forget(id: TaskId): void {
    clearTimeout(this.#failed.get(id)?.timer);
    this.#failed.delete(id);
  }
}
