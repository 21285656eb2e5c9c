import { divideRate } from '#domain/limit/divide';
import type { TaskId } from '#domain/task/task';

/** A division stands for so long, ms: as that of downloads. */
const standing = 5000;

interface UploadsPorts {
  /** What each torrent that runs gives to peers now, bytes a second. */
  used(): ReadonlyMap<TaskId, number>;
  /** Their parts are others than before. */
  readonly changed: () => void;
}

/** Divides the upload limit between the torrents that run: who gives less than its part leaves the rest to the others. Invariant: together they have the limit. */
export class Uploads {
  readonly #ports: UploadsPorts;
  #limit = Number.POSITIVE_INFINITY;
  #parts: ReadonlyMap<TaskId, number> = new Map();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ports: UploadsPorts) {
    this.#ports = ports;
  }

  /** Most that this torrent gives now, bytes a second. */
  of(id: TaskId): number {
    return this.#parts.get(id) ?? this.#limit;
  }

  /** Another limit holds, or torrents began or ended. @param limit bytes a second; Infinity: none */
  set(limit: number): void {
    const ids = [...this.#ports.used().keys()];
    const same = limit === this.#limit && ids.length === this.#parts.size && ids.every((id) => this.#parts.has(id));
    if (same) return;
    this.#limit = limit;
    // What was given before says nothing: it was divided among others.
    this.#divide(new Map());
    clearInterval(this.#timer);
    if (Number.isFinite(limit) && ids.length > 1) this.#timer = setInterval(() => this.#again(), standing);
  }

  #again(): void {
    this.#divide(this.#parts);
    this.#ports.changed();
  }

  #divide(before: ReadonlyMap<TaskId, number>): void {
    const used = [...this.#ports.used()];
    this.#parts = Number.isFinite(this.#limit)
      ? divideRate(
          this.#limit,
          used.map(([id, speed]) => ({ id, weight: 1, used: speed, given: before.get(id) ?? null })),
        )
      : new Map(used.map(([id]) => [id, this.#limit]));
  }
}
