import type { TaskId } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';

/** A torrent that brings nothing for so long keeps no other download waiting, ms. */
const patience = 60_000;

/** Which of the torrents that run bring nothing. */
export class Idle {
  readonly #changed: () => void;
  /** When each brought something last, or began; ms of a clock that nobody sets. */
  readonly #heardAt = new Map<TaskId, number>();
  readonly #idle = new Set<TaskId>();

  /** @param changed told when one more brings nothing, or one brings something again */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get tasks(): ReadonlySet<TaskId> {
    return this.#idle;
  }

  /** What is true of one now. Call it at a steady pace. */
  note(id: TaskId, { speed }: Pick<Live, 'speed'>, now: number): void {
    if (speed > 0 || !this.#heardAt.has(id)) this.#heardAt.set(id, now);
    const is = now - (this.#heardAt.get(id) ?? now) >= patience;
    if (is === this.#idle.has(id)) return;
    if (is) this.#idle.add(id);
    else this.#idle.delete(id);
    this.#changed();
  }

  /** It runs no longer. */
  forget(id: TaskId): void {
    this.#heardAt.delete(id);
    this.#idle.delete(id);
  }
}
