import type { HostLimit } from '#domain/limit/host-limit';
import { addressOf, shareConnections } from '#domain/task/queue';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';

/** How many connections each running task may open now. */
export class Shares {
  #shares = new Map<TaskId, number>();
  readonly #tell: (id: TaskId, connections: number) => void;

  /** @param tell told of every task whose share changed */
  constructor(tell: (id: TaskId, connections: number) => void) {
    this.#tell = tell;
  }

  /** Connections for this task; its host's limit for one that is not running yet. */
  of(task: Task, hostLimit: HostLimit): number {
    return this.#shares.get(task.id) ?? hostLimit(addressOf(task)).most;
  }

  /**
   * Divides the connections of each host anew.
   * @param starting tasks whose turn has just come: they count as running, or the others would grow for a moment
   */
  divide(tasks: Iterable<Task>, starting: readonly Task[], hostLimit: HostLimit): void {
    const begins = new Set(starting.map(({ id }) => id));
    const running = [...tasks].filter((task) => isTransferring(task) || begins.has(task.id));
    const before = this.#shares;
    this.#shares = shareConnections(new Map(running.map((task) => [task.id, addressOf(task)])), hostLimit);
    for (const [id, connections] of this.#shares) {
      if (before.get(id) !== connections) this.#tell(id, connections);
    }
  }
}
