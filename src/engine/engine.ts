import { PerseidError } from '#domain/error';
import { defaultSettings, type Settings } from '#domain/settings/settings';
import { asksBefore } from '#domain/swarm/asking';
import { peerServerOf, viaOf } from '#domain/swarm/peer-server';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';
import { announceAwake } from '#platform/engine-client';
import { client, repeating } from '#platform/message';
import { deleteInfo, deletePart, freeSpace, listParts, saveInfo } from '#platform/part-file';
import { deleteTask, putTask, readTasks } from '#platform/task-store';
import { putLesson, readLesson } from '#platform/lesson-store';
import { guardPeerClasses } from '#platform/peer-connection';
import { serve } from '#platform/serve';
import { backgroundApi } from '#protocol/background-api';
import type { RequestOf } from '#protocol/define';
import { engineApi, type Live } from '#protocol/engine-api';
import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import { Admission } from './admission.ts';
import { Announcer } from './announcer.ts';
import { Checker } from './check/checker.ts';
import { Closings } from './closings.ts';
import { Division } from './division.ts';
import { effectPerformer } from './effects.ts';
import { Exporter } from './export.ts';
import { explain } from './explain.ts';
import { Feed, hasNumbers } from './feed.ts';
import { Giver } from './giver.ts';
import { joinTorrent } from './join-torrent.ts';
import { engineHandlers } from './handlers.ts';
import { startWorker, type WorkerClient } from './http/worker-client.ts';
import { Looks } from './looks.ts';
import { MirrorSearch } from './mirror-search.ts';
import { Purges } from './purges.ts';
import { Retirement } from './retirement.ts';
import { RoomKeeper } from './room.ts';
import { Runs } from './runs.ts';
import { Scheduler } from './scheduler.ts';
import { Speeds } from './speeds.ts';
import { startAnew } from './start-anew.ts';
import { Streams } from './stream/streams.ts';
import { Swarms } from './swarm/swarms.ts';
import { sweep } from './sweep.ts';
import { TaskAdder } from './task-adder.ts';
import { TaskBook } from './task-book.ts';
import { twinOf } from './twins.ts';

/** Composition root of the engine page: one per browser, alive while something is unfinished. */
export function startEngine(): void {
  guardPeerClasses();
  const engine = new Engine();
  engine.ready.then(announceAwake, (error: unknown) => engine.giveUp(error));
}

class Engine {
  readonly #background = repeating(client(backgroundApi), ['handover.release', 'export.start']);
  readonly #live = new Map<TaskId, Live>();
  readonly #runs = new Runs();
  readonly #speeds = new Speeds();
  readonly #worker: WorkerClient = startWorker(
    (report) => void this.#heard(this.#runs.sift(report)),
    () => void startAnew(this.#book.tasks, this.#dispatch, () => this.#feed.flush()),
  );
  readonly #book: TaskBook = new TaskBook({
    put: putTask,
    delete: deleteTask,
    perform: (task, effect) => this.#perform(task, effect),
    changed: (id, task, before) => this.#changed(id, task, before),
  });
  readonly #dispatch = this.#book.dispatch.bind(this.#book);
  readonly #looks = new Looks(() => this.#lookAround());
  readonly #room: RoomKeeper = new RoomKeeper({
    tasks: this.#book.tasks,
    freeSpace,
    dispatch: this.#dispatch,
    looked: () => this.#looks.ask(),
  });
  readonly #streams = new Streams({
    background: this.#background,
    tasks: this.#book.tasks,
    dispatch: this.#dispatch,
    settings: () => this.#settings,
  });
  readonly #exporter = new Exporter({
    background: this.#background,
    tasks: this.#book.tasks,
    dispatch: this.#dispatch,
    streams: this.#streams,
    conflict: () => this.#settings.conflict,
    diskFull: (task, error) => this.#room.shortage(task, error),
  });
  readonly #adder = new TaskAdder({
    book: this.#book,
    saveInfo,
    mayBegin: async (swarm) => !asksBefore(swarm, this.#settings) && (await this.#swarms.isGranted()),
    via: () => viaOf(this.#settings),
    places: () => this.#settings,
    twin: async (wanted) => (this.#settings.askForKnown ? twinOf(this.#background, this.#book.tasks, wanted) : null),
  });
  readonly #swarms = new Swarms({
    dispatch: this.#dispatch,
    task: (id) => this.#book.tasks.get(id),
    show: (id, live) => this.#showLive(id, live),
    hostLimit: (id, url) => this.#scheduler.shareOfSeed(id, url),
    peerServer: () => peerServerOf(this.#settings),
    look: () => this.#looks.ask(),
    failed: (id, error) => void this.#admission.failed({ kind: 'failed', id, error }),
  });
  readonly #division = new Division({
    tasks: this.#book.tasks,
    live: this.#live,
    pace: (limits) => this.#worker.send({ kind: 'pace', limits }),
    paceSwarms: (limits, shares) => this.#swarms.pace(limits, shares),
  });
  readonly #checker = new Checker({
    tasks: this.#book.tasks,
    dispatch: this.#dispatch,
    showProgress: (id, share) => this.#showCheck(id, share),
    addFiles: (by, files) => this.#adder.addFiles(by, files),
    addTorrent: (by, opened) => this.#adder.addTorrent(by, opened),
    mayAsk: () => this.#accepted,
    sumSites: () => this.#settings.sumSites,
  });
  readonly #retirement = new Retirement(
    this.#book.tasks,
    () => this.#book.stored,
    () => void this.#background('engine.idle', {}),
    (task) => this.#scheduler.needs(task),
  );
  readonly #scheduler: Scheduler = new Scheduler({
    tasks: this.#book.tasks,
    settings: () => this.#settings,
    idle: () => this.#swarms.idle,
    dispatch: this.#dispatch,
    begin: (id) => void this.#admission.begin(id),
    share: (tasks) => this.#swarms.share(this.#accepted ? tasks : []),
    send: (command) => this.#send(command),
    rang: () => this.#retirement.consider(),
  });
  readonly #admission = new Admission({ book: this.#book, scheduler: this.#scheduler, room: this.#room });
  readonly #purges = new Purges(this.#book.tasks, (id) => void this.#dispatch(id, { kind: 'purge' }));
  readonly #perform = effectPerformer({
    background: this.#background,
    exporter: this.#exporter,
    streams: this.#streams,
    checker: this.#checker,
    swarms: this.#swarms,
    mirrors: new MirrorSearch({ background: this.#background, dispatch: this.#dispatch }),
    giver: new Giver({
      background: this.#background,
      dispatch: this.#dispatch,
      during: (work) => this.#retirement.during(work),
    }),
    runs: this.#runs,
    dispatch: this.#dispatch,
    send: (command) => this.#send(command),
    task: (id) => this.#book.tasks.get(id),
    share: (task) => this.#scheduler.share(task),
    isLimited: (task) => this.#scheduler.isLimited(task),
    lesson: (host) => readLesson(host, Date.now()),
    takeover: () => this.#settings.takeover,
  });
  readonly #closings = new Closings((id) => this.#send({ kind: 'close', id }));
  readonly #announcer = new Announcer(this.#background);
  #settings: Settings = defaultSettings;
  /** The user has accepted the policy. */
  #accepted = false;
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
      adder: this.#adder,
      speeds: this.#speeds,
      askedForSums: (id, url) => this.#checker.askedForSums(id, url),
      openTorrent: (id, bytes) => this.#checker.openTorrent(id, bytes),
      makeTorrent: (request) => this.#makeTorrent(request),
      giveTorrent: (id, bytes) => this.#giveTorrent(id, bytes),
      reloadSettings: () => this.#reloadSettings(),
      heedConsent: () => this.#heedConsent(),
      tellAll: () => this.#feed.flush(),
      checkConsent: () => {
        if (!this.#accepted) throw new PerseidError('not-accepted');
      },
    });
    serve(engineApi, handlers);
  }

  /** The stored tasks cannot be loaded: who asks is told why, and the page asks to be closed. */
  giveUp(error: unknown): void {
    console.error('The tasks cannot be loaded:', error);
    this.#retirement.consider();
  }

  async #load(): Promise<void> {
    const [stored, settings, { standing, mirrorSearch }] = await Promise.all([
      readTasks(),
      this.#background('settings.read', {}),
      this.#background('consent.read', {}),
    ]);
    this.#settings = settings;
    this.#accepted = standing === 'accepted';
    this.#book.load(stored);
    void sweep(this.#book.tasks, listParts, (id) => Promise.all([deletePart(id), deleteInfo(id)]));
    for (const task of stored) {
      await this.#dispatch(task.id, { kind: 'revived' });
      this.#purges.consider(task.id);
    }
    await this.#applyConsent(mirrorSearch);
    this.#scheduler.run();
    this.#room.look();
    this.#retirement.consider();
  }

  async #heedConsent(): Promise<void> {
    const { standing, mirrorSearch } = await this.#background('consent.read', {});
    this.#accepted = standing === 'accepted';
    await this.#applyConsent(mirrorSearch);
    this.#scheduler.run();
    this.#retirement.consider();
  }

  /** Nothing is asked of anybody before the policy is accepted. @param mirrorSearch it is granted */
  async #applyConsent(mirrorSearch: boolean): Promise<void> {
    const kind = this.#accepted ? 'consent-given' : 'consent-lost';
    for (const id of this.#book.tasks.keys()) {
      await this.#dispatch(id, { kind });
      await this.#dispatch(id, { kind: 'search-allowed', allowed: mirrorSearch });
    }
    await this.#swarms.heedGrant(this.#book.tasks.values());
  }

  /** What was copied of files that cannot be shared after all goes. */
  async #makeTorrent({ sharing, via, ...order }: RequestOf<typeof engineApi, 'torrent.make'>): Promise<string> {
    try {
      return await this.#adder.addShared(order.id, { sharing, via }, await this.#swarms.make(order), Date.now());
    } catch (error) {
      this.#send({ kind: 'discard', id: order.id });
      await this.#swarms.forget(order.id);
      throw error;
    }
  }

  #giveTorrent(id: TaskId, bytes: Uint8Array): Promise<boolean> {
    return joinTorrent(id, bytes, {
      book: this.#book,
      checker: this.#checker,
      saveInfo,
      closed: (one) => this.#closings.ask(one),
      agreeIfKnown: (one) => this.#adder.agreeIfKnown(one),
    });
  }

  async #reloadSettings(): Promise<void> {
    this.#settings = await this.#background('settings.read', {});
    this.#swarms.heedServer();
    this.#scheduler.run();
    this.#retirement.consider();
  }

  #send(command: TransferCommand): void {
    if (command.kind === 'discard') this.#retirement.busy(command.id);
    if (command.kind === 'pace') return this.#division.set(command.limits);
    this.#worker.send(command);
  }

  #changed(id: TaskId, task: Task | null, before: Task | null): void {
    this.#announcer.changed(before, task);
    if (task === null || !hasNumbers(task)) this.#live.delete(id);
    if (task === null) this.#speeds.forget(id);
    if (task === null || (task.swarm !== null && task.state.kind === 'done')) void this.#swarms.forget(id);
    if (task === null || !isTransferring(task)) this.#searchAgain();
    this.#checker.ahead.follow(id, task);
    this.#streams.follow(id, task);
    this.#purges.consider(id);
    this.#feed.touch(id);
    this.#room.changed(id, task);
    this.#looks.ask();
  }

  /** What follows from all tasks together. */
  #lookAround(): void {
    this.#division.look();
    this.#scheduler.run();
    this.#announcer.count(this.#book.tasks.values());
    this.#retirement.consider();
  }

  /** A download that kept the service from being asked for others may be over. */
  #searchAgain(): void {
    const waiting = [...this.#book.tasks.values()].filter(({ search }) => search.outcome === 'later');
    for (const { id } of waiting) void this.#dispatch(id, { kind: 'search-allowed', allowed: true });
  }

  /** Numbers that were under way when their transfer ended are of the past. */
  #showLive(id: TaskId, live: Live): void {
    const task = this.#book.tasks.get(id);
    if (!task || !hasNumbers(task)) return;
    this.#live.set(id, live);
    this.#speeds.note(id, live.speed, Date.now());
    this.#streams.consider(task, live.speed);
    this.#feed.tick();
  }

  /** @param share how far the check is, 0 to 1 */
  #showCheck(id: TaskId, share: number): void {
    const task = this.#book.tasks.get(id);
    if (task?.state.kind !== 'verifying') return;
    const bytes = task.file?.size ?? 0;
    const still = { bytes, speed: 0, connections: 0, arriving: [], have: task.have, sources: [], trouble: null };
    this.#live.set(id, { ...still, checked: share });
    this.#feed.tick();
  }

  async #heard(report: TransferReport | null): Promise<void> {
    if (report === null) return;
    switch (report.kind) {
      case 'live':
        return this.#showLive(report.id, report.live);
      case 'explain': {
        const { url, bare } = report;
        return this.#worker.send({ kind: 'explained', url, bare, error: await explain(this.#background, url, bare) });
      }
      case 'learned':
        return putLesson(report.lesson).catch((error: unknown) => console.error('A lesson is lost:', error));
      case 'intact':
        return this.#checker.check(report.id);
      case 'forgot':
        return this.#checker.ahead.forgot(report.id, report.from);
      case 'closed':
        return this.#closings.done(report.id);
      case 'discarded':
        return this.#retirement.free(report.id);
      case 'answered':
        return this.#admission.accept({ ...report, places: this.#settings });
      case 'failed':
        return this.#admission.failed(report);
      default:
        return this.#dispatch(report.id, report);
    }
  }
}
