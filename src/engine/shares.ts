import { shareConnections } from '#domain/task/queue';
import type { Task, TaskId } from '#domain/task/task';

/** How many connections each running task may open now. */
export class Shares {
  #shares = new Map<TaskId, number>();
  readonly #tell: (id: TaskId, connections: number) => void;

  /** @param tell told of every task whose share changed */
  constructor(tell: (id: TaskId, connections: number) => void) {
    this.#tell = tell;
  }

  /** Connections for this task; `perHost` for one that is not running yet. */
  of(id: TaskId, perHost: number): number {
    return this.#shares.get(id) ?? perHost;
  }

  /**
   * Divides the connections of each host anew.
   * @param starting tasks whose turn has just come: they count as running, or the others would grow for a moment
   */
  divide(tasks: Iterable<Task>, starting: readonly Task[], perHost: number): void {
    const begins = new Set(starting.map(({ id }) => id));
    const hosts = new Map<TaskId, string>();
    for (const { id, state, source } of tasks) {
      const running = state.kind === 'probing' || state.kind === 'active' || begins.has(id);
      if (running) hosts.set(id, new URL(source.finalUrl ?? source.url).host);
    }
    const before = this.#shares;
    this.#shares = shareConnections(hosts, perHost);
    for (const [id, connections] of this.#shares) {
      if (before.get(id) !== connections) this.#tell(id, connections);
    }
  }
}
