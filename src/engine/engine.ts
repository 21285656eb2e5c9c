import { defaultSettings, type Settings } from '#domain/settings/settings';
import { hasFreePlace, nextInLine } from '#domain/task/queue';
import type { LeaveReason } from '#domain/source/leave-reason';
import { isRunning, isTransferring, type Task, type TaskId } from '#domain/task/task';
import { announceAwake } from '#platform/engine-client';
import { client, repeating, serve } from '#platform/message';
import { deletePart, freeSpace, listParts } from '#platform/part-file';
import { deleteTask, putTask, readTasks } from '#platform/task-store';
import { backgroundApi } from '#protocol/background-api';
import { engineApi, type Live } from '#protocol/engine-api';
import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import { effectPerformer } from './effects.ts';
import { Exporter } from './export.ts';
import { Feed } from './feed.ts';
import { engineHandlers } from './handlers.ts';
import { startWorker, type WorkerClient } from './http/worker-client.ts';
import { Purges } from './purges.ts';
import { Retirement } from './retirement.ts';
import { RoomKeeper } from './room.ts';
import { Shares } from './shares.ts';
import { TaskBook } from './task-book.ts';

/** Composition root of the engine page: one per browser, alive while something is unfinished. */
export function startEngine(): void {
  const engine = new Engine();
  engine.ready.then(announceAwake, (error: unknown) => engine.giveUp(error));
}

class Engine {
  readonly #background = repeating(client(backgroundApi), ['handover.release', 'export.start']);
  readonly #live = new Map<TaskId, Live>();
  readonly #worker: WorkerClient = startWorker((report) => void this.#heard(report));
  readonly #book: TaskBook = new TaskBook({
    put: putTask,
    delete: deleteTask,
    perform: (task, effect) => this.#perform(task, effect),
    changed: (id, task) => this.#changed(id, task),
  });
  readonly #dispatch = this.#book.dispatch.bind(this.#book);
  readonly #room = new RoomKeeper({
    tasks: this.#book.tasks,
    freeSpace,
    dispatch: this.#dispatch,
    looked: () => this.#schedule(),
  });
  readonly #exporter = new Exporter({
    background: this.#background,
    tasks: this.#book.tasks,
    dispatch: this.#dispatch,
    diskFull: (task, error) => this.#room.shortage(task, error),
  });
  readonly #retirement = new Retirement(
    this.#book.tasks,
    () => this.#book.stored,
    () => void this.#background('engine.idle', {}),
  );
  readonly #shares = new Shares((id, connections) => this.#worker.send({ kind: 'limit', id, connections }));
  readonly #purges = new Purges(this.#book.tasks, (id) => void this.#dispatch(id, { kind: 'purge' }));
  readonly #perform = effectPerformer({
    background: this.#background,
    exporter: this.#exporter,
    dispatch: this.#dispatch,
    send: (command) => this.#send(command),
    task: (id) => this.#book.tasks.get(id),
    share: (id) => this.#shares.of(id, this.#settings.connectionsPerHost),
  });
  #settings: Settings = defaultSettings;
  #badge = 0;
  /** Resolves when the stored tasks are loaded and go on. */
  readonly ready: Promise<void>;
  readonly #feed: Feed;

  /** Listens from the first turn on; whatever needs the stored tasks waits for `ready`. */
  constructor() {
    this.ready = this.#load();
    this.#feed = new Feed({ tasks: this.#book.tasks, live: this.#live, ready: this.ready });
    const handlers = engineHandlers({
      ready: this.ready,
      retirement: this.#retirement,
      book: this.#book,
      exporter: this.#exporter,
      folder: () => this.#settings.folder,
      reloadSettings: () => this.#reloadSettings(),
    });
    serve(engineApi, handlers);
  }

  /** The stored tasks cannot be loaded: who asks is told why, and the page asks to be closed. */
  giveUp(error: unknown): void {
    console.error('The tasks cannot be loaded:', error);
    this.#retirement.consider();
  }

  async #load(): Promise<void> {
    const [stored, settings] = await Promise.all([readTasks(), this.#background('settings.read', {})]);
    this.#settings = settings;
    this.#book.load(stored);
    void sweep(this.#book.tasks);
    for (const task of stored) {
      await this.#dispatch(task.id, { kind: 'revived' });
      this.#purges.consider(task.id);
    }
    this.#schedule();
    this.#room.look();
    this.#retirement.consider();
  }

  async #reloadSettings(): Promise<void> {
    this.#settings = await this.#background('settings.read', {});
    this.#schedule();
  }

  #send(command: TransferCommand): void {
    if (command.kind === 'discard') this.#retirement.busy(command.id);
    this.#worker.send(command);
  }

  #changed(id: TaskId, task: Task | null): void {
    if (task === null || !isTransferring(task)) this.#live.delete(id);
    this.#purges.consider(id);
    this.#feed.touch(id);
    this.#room.changed(id, task);
    this.#schedule();
    this.#showBadge();
    this.#retirement.consider();
  }

  #schedule(): void {
    const tasks = this.#book.tasks;
    const next = nextInLine(tasks.values(), this.#settings.activeTasks);
    this.#shares.divide(tasks.values(), next, this.#settings.connectionsPerHost);
    // Asked again when it is its turn: a clicked one may have taken the place.
    for (const { id } of next) void this.#dispatch(id, () => (this.#mayBegin(id) ? { kind: 'slot' } : null));
  }

  #mayBegin(id: TaskId): boolean {
    const task = this.#book.tasks.get(id);
    return task !== undefined && this.#hasPlace(id) && this.#room.hasRoom(task);
  }

  #hasPlace(id: TaskId): boolean {
    return hasFreePlace(this.#book.tasks.values(), this.#settings.activeTasks, id);
  }

  /**
   * The browser's item is given up only for a task that can go on at once: its link may be good for now alone. What is
   * missing is asked when it is the task's turn, so that two answers at once do not take one place.
   */
  async #accept(report: Extract<TransferReport, { kind: 'answered' }>): Promise<void> {
    const { id, file } = report;
    const task = this.#book.tasks.get(id);
    if (task?.handover?.phase !== 'offered' || report.refuse !== null) return this.#dispatch(id, report);
    const obstacle = (): LeaveReason | null => {
      if (!this.#hasPlace(id)) return 'no-place';
      return this.#room.hasRoom(task, file) ? null : 'no-room';
    };
    await this.#dispatch(id, () => ({ ...report, refuse: obstacle() }));
  }

  async #failed({ id, error }: Extract<TransferReport, { kind: 'failed' }>): Promise<void> {
    console.info('A transfer failed:', error.code, error.detail);
    const task = this.#book.tasks.get(id);
    const full = task !== undefined && error.code === 'disk-full';
    await this.#dispatch(id, full ? await this.#room.shortage(task, error) : { kind: 'failed', error });
  }

  #showBadge(): void {
    const running = [...this.#book.tasks.values()].filter(isRunning).length;
    if (running !== this.#badge) void this.#background('badge.set', { running });
    this.#badge = running;
  }

  /** Numbers that were under way when their transfer ended are of the past. */
  #showLive(id: TaskId, live: Live): void {
    const task = this.#book.tasks.get(id);
    if (!task || !isTransferring(task)) return;
    this.#live.set(id, live);
    this.#feed.touch(id);
  }

  async #heard(report: TransferReport): Promise<void> {
    switch (report.kind) {
      case 'live':
        return this.#showLive(report.id, report.live);
      case 'explain': {
        const error = await this.#background('network.explain', { url: report.url }).catch((failure: unknown) => {
          console.error('No explanation:', failure);
          return { code: 'network' as const };
        });
        return this.#worker.send({ kind: 'explained', url: report.url, error });
      }
      case 'discarded':
        return this.#retirement.free(report.id);
      case 'answered':
        return this.#accept(report);
      case 'failed':
        return this.#failed(report);
      default:
        return this.#dispatch(report.id, report);
    }
  }
}

/** Part files that no task needs are left-overs of a crash between two steps. A new task is known before it has a part file. */
async function sweep(tasks: ReadonlyMap<TaskId, Task>): Promise<void> {
  for (const id of await listParts()) {
    if (tasks.get(id)?.state.kind !== 'done' && tasks.has(id)) continue;
    await deletePart(id);
  }
}
