import { isTransferring, type Task, type TaskId } from '#domain/task/task';
import { acceptPorts, type FeedPort } from '#platform/port';
import { taskPortName, type Live, type TaskFeed } from '#protocol/engine-api';

/** At most 4 changes a second are told. */
const pace = 250;

/** What listeners are told of. */
interface FeedSource {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly live: ReadonlyMap<TaskId, Live>;
  /** Resolves when the stored tasks are loaded. */
  readonly ready: Promise<void>;
}

/** Tells pages what changes: once everything, then changes at a steady pace, nothing without a listener. */
export class Feed {
  readonly #source: FeedSource;
  readonly #ports = new Set<FeedPort<TaskFeed>>();
  readonly #dirty = new Set<TaskId>();

  constructor(source: FeedSource) {
    this.#source = source;
    acceptPorts<TaskFeed>(taskPortName, (port) => {
      this.#welcome(port).catch((error: unknown) => console.error('A page hears nothing:', error));
    });
  }

  /** A task or its live numbers changed. */
  touch(id: TaskId): void {
    if (this.#ports.size === 0) return;
    if (this.#dirty.size === 0) setTimeout(() => this.#flush(), pace);
    this.#dirty.add(id);
  }

  async #welcome(port: FeedPort<TaskFeed>): Promise<void> {
    port.onGone(() => this.#ports.delete(port));
    await this.#source.ready;
    port.post({ kind: 'snapshot', tasks: [...this.#source.tasks.values()].map(brief), live: this.#live() });
    this.#ports.add(port);
  }

  #flush(): void {
    const ids = [...this.#dirty];
    this.#dirty.clear();
    const changed = ids.flatMap((id) => this.#source.tasks.get(id) ?? []).map(brief);
    const removed = ids.filter((id) => !this.#source.tasks.has(id));
    for (const port of this.#ports) port.post({ kind: 'delta', changed, removed, live: this.#live() });
  }

  #live(): Record<TaskId, Live> {
    return Object.fromEntries(this.#source.live);
  }
}

/** No page shows the checksums of single pieces, and there may be thousands. */
function brief(task: Task): Task {
  const { pieces } = task.expected;
  return pieces === null ? task : { ...task, expected: { ...task.expected, pieces: { ...pieces, hashes: [] } } };
}

/** Whether there is more to tell of it than what is stored. */
export const hasNumbers = (task: Task): boolean => isTransferring(task) || task.state.kind === 'seeding';
