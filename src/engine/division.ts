import { divideRate, type Sharer } from '#domain/limit/divide';
import { noLimits, type SpeedLimits } from '#domain/limit/limits';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';

/** A division stands for so long, ms: over about that time speeds are averaged, and a new one must show what came of it. */
const standing = 5000;

/** All that the worker fetches, as one who shares. No task has this id. */
const worker = '';

interface DivisionPorts {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** What is under way now. */
  readonly live: ReadonlyMap<TaskId, Live>;
  /** Limits for what the worker fetches. */
  readonly pace: (limits: SpeedLimits) => void;
  /** Limits for torrents. @param shares of each that is fetched, bytes a second; left out: it has none */
  readonly paceSwarms: (limits: SpeedLimits, shares: ReadonlyMap<TaskId, number>) => void;
}

/**
 * Divides the speed limit for everything between the worker, which holds its own downloads to its part, and each torrent. Invariant: the parts are
 * never more than the limit together.
 */
export class Division {
  readonly #ports: DivisionPorts;
  #limits: SpeedLimits = noLimits;
  #given: ReadonlyMap<TaskId, number> = new Map();
  /** Who shares, and how much. */
  #known = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ports: DivisionPorts) {
    this.#ports = ports;
  }

  /** Other limits hold from now on. */
  set(limits: SpeedLimits): void {
    this.#limits = limits;
    this.#known = '';
    this.look();
  }

  /** Tasks may have begun or ended: divides anew if so. */
  look(): void {
    const sharers = this.#sharers();
    const known = JSON.stringify(sharers.map(({ id, weight }) => [id, weight]));
    if (known === this.#known) return;
    this.#known = known;
    // What was given before says nothing: it was divided among others.
    this.#divide(sharers.map((sharer) => ({ ...sharer, given: null })));
    clearInterval(this.#timer);
    if (this.#limits.all !== null && sharers.length > 1) {
      this.#timer = setInterval(() => this.#divide(this.#sharers()), standing);
    }
  }

  #divide(sharers: readonly Sharer[]): void {
    const { all } = this.#limits;
    this.#given = all === null ? new Map() : divideRate(all, sharers);
    // The worker's limit for everything stays when it fetches nothing: a limit that is set anew makes it ask anew.
    this.#ports.pace({ ...this.#limits, all: this.#given.get(worker) ?? all });
    this.#ports.paceSwarms(this.#limits, this.#given);
  }

  #sharers(): Sharer[] {
    const fetching = [...this.#ports.tasks.values()].filter(isTransferring);
    const torrents = fetching.filter(({ swarm }) => swarm !== null);
    const others = fetching.filter(({ swarm }) => swarm === null);
    const sharer = (id: TaskId, tasks: readonly Task[]): Sharer => ({
      id,
      weight: tasks.length,
      used: tasks.reduce((sum, task) => sum + (this.#ports.live.get(task.id)?.speed ?? 0), 0),
      given: this.#given.get(id) ?? null,
    });
    return [
      ...(others.length > 0 ? [sharer(worker, others)] : []),
      ...torrents.map((torrent) => sharer(torrent.id, [torrent])),
    ];
  }
}
