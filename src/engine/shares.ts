import type { HostLimit } from '#domain/limit/host-limit';
import { addressOf, shareConnections } from '#domain/task/queue';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';

/** How many connections each running task may open now. */
export class Shares {
  #shares = new Map<TaskId, number>();
  /** Of torrents, to hosts that are their web seeds: by `keyOf`. */
  #seeds = new Map<string, number>();
  readonly #tell: (id: TaskId, connections: number) => void;

  /** @param tell told of every task whose share changed */
  constructor(tell: (id: TaskId, connections: number) => void) {
    this.#tell = tell;
  }

  /** Connections for this task; its host's limit for one that is not running yet. */
  of(task: Task, hostLimit: HostLimit): number {
    return this.#shares.get(task.id) ?? hostLimit(addressOf(task)).most;
  }

  /** Connections for a torrent to a host that is a web seed of it. */
  ofSeed(id: TaskId, url: URL, hostLimit: HostLimit): ReturnType<HostLimit> {
    const { group, most } = hostLimit(url);
    return { group, most: this.#seeds.get(keyOf(id, group)) ?? most };
  }

  /**
   * Divides the connections of each host anew.
   * @param starting tasks whose turn has just come: they count as running, or the others would grow for a moment
   */
  divide(tasks: Iterable<Task>, starting: readonly Task[], hostLimit: HostLimit): void {
    const begins = new Set(starting.map(({ id }) => id));
    const running = [...tasks].filter((task) => isTransferring(task) || begins.has(task.id));
    const before = this.#shares;
    const seeds = new Map(running.flatMap((task) => seedsOf(task, hostLimit)));
    const own = new Map(running.map((task) => [task.id, addressOf(task)]));
    const all = shareConnections(new Map([...own, ...seeds]), hostLimit);
    this.#shares = new Map([...all].filter(([key]) => own.has(key)));
    this.#seeds = new Map([...all].filter(([key]) => seeds.has(key)));
    for (const [id, connections] of this.#shares) {
      if (before.get(id) !== connections) this.#tell(id, connections);
    }
  }
}

/** No task has an id with a space. */
const keyOf = (id: TaskId, group: string): string => `${id} ${group}`;

/** The hosts that are web seeds of a torrent, each once. */
function seedsOf({ id, swarm }: Task, hostLimit: HostLimit): (readonly [key: string, url: URL])[] {
  const urls = swarm?.webSeeds.map((seed) => new URL(seed)) ?? [];
  return urls.map((url) => [keyOf(id, hostLimit(url).group), url]);
}
