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

/**
 * Tells pages what changes: once all that is no longer as it was when this engine page started, then changes at a steady pace;
 * nothing without a listener. The engine page is the only writer of the store: whenever a page has read that, what it read and
 * what it is told first make the truth, be there ten tasks or ten thousand.
 */
export class Feed {
  readonly #source: FeedSource;
  readonly #ports = new Set<FeedPort<TaskFeed>>();
  /** Changed since this engine page started. */
  readonly #touched = new Set<TaskId>();
  readonly #dirty = new Set<TaskId>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: FeedSource) {
    this.#source = source;
    acceptPorts<TaskFeed>(taskPortName, (port) => {
      this.#welcome(port).catch((error: unknown) => console.error('A page hears nothing:', error));
    });
  }

  /** A task changed. */
  touch(id: TaskId): void {
    this.#touched.add(id);
    if (this.#ports.size === 0) return;
    this.#dirty.add(id);
    this.tick();
  }

  /** Live numbers changed. */
  tick(): void {
    if (this.#ports.size > 0) this.#timer ??= setTimeout(() => this.flush(), pace);
  }

  /** Tells what has not been told: before the engine page closes nobody may be left with less. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news = this.#newsOf(this.#dirty);
    this.#dirty.clear();
    for (const port of this.#ports) port.post(news);
  }

  async #welcome(port: FeedPort<TaskFeed>): Promise<void> {
    port.onGone(() => this.#ports.delete(port));
    await this.#source.ready;
    port.post(this.#newsOf(this.#touched));
    this.#ports.add(port);
  }

  #newsOf(ids: Iterable<TaskId>): TaskFeed {
    const { tasks, live } = this.#source;
    const all = [...ids];
    return {
      changed: all.flatMap((id) => tasks.get(id) ?? []).map(brief),
      removed: all.filter((id) => !tasks.has(id)),
      live: Object.fromEntries(live),
    };
  }
}

/** No page shows the checksums of single pieces, and there may be thousands. */
function brief(task: Task): Task {
  const { pieces } = task.expected;
  return pieces === null ? task : { ...task, expected: { ...task.expected, pieces: { ...pieces, hashes: [] } } };
}

/** Whether there is more to tell of it than what is stored. */
export const hasNumbers = (task: Task): boolean => isTransferring(task) || task.state.kind === 'seeding';
