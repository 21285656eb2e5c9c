import type { TaskError } from '#domain/error';
import type { HostLimit } from '#domain/limit/host-limit';
import { webAddress } from '#domain/mirror/mirror';
import { noLimits, type SpeedLimits } from '#domain/limit/limits';
import { uploadMost } from '#domain/swarm/sharing';
import { wayNow, type PeerServer } from '#domain/swarm/peer-server';
import { isReachable, type Swarm, type SwarmContent } from '#domain/swarm/swarm';
import type { OpenedTorrent } from '#domain/swarm/new-swarm';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import { deleteInfo, readInfo, saveInfo } from '#platform/part-file';
import { askable, coverSockets, onUncovered } from '#platform/tracker-sockets';
import { transferFetch } from '#platform/transfer-fetch';
import type { Live } from '#protocol/engine-api';
import { Disk } from './disk.ts';
import { Idle } from './idle.ts';
import type { MakeOrder } from './maker.ts';
import { Retries } from './retries.ts';
import type { Session, SessionOrder } from './session.ts';
import { Uploads } from './uploads.ts';

interface SwarmPorts {
  readonly dispatch: (id: TaskId, event: TaskEvent | (() => TaskEvent | null)) => Promise<void>;
  task(id: TaskId): Task | undefined;
  readonly show: (id: TaskId, live: Live) => void;
  /** Connections that a host may have for this torrent. */
  hostLimit(id: TaskId, url: URL): ReturnType<HostLimit>;
  /** The server that the user has set, by which peers find a way; null: none. */
  peerServer(): PeerServer | null;
  /** What follows from all tasks together is to be looked at: others are `idle` than before, or one is to be shared again. */
  readonly look: () => void;
  /** A session broke down, or the disk is full. */
  readonly failed: (id: TaskId, error: TaskError) => void;
}

/** As a session takes it: -1 is none. */
const limitOf = (speed: number): number => (Number.isFinite(speed) ? speed : -1);

/** What the user clicked; a mirror in its place is a stranger's. */
const ownAddress = ({ before }: Task): string | null =>
  before === null || before.source.mirror !== undefined ? null : webAddress(before.source.url);

/** What a session that ends may still tell. */
const lastWords: ReadonlySet<TaskEvent['kind']> = new Set(['met', 'gave', 'checkpoint']);

/** Loaded when it is first needed, for it is as large as the policy. */
const liveGrant = async () => (await import('./grant.ts')).swarmGrant();

/** A tracker that is forbidden, where nobody is left who could bring the torrent; null: there is somebody. */
function onlyForbidden({ trackers, webSeeds, content }: Swarm, left: readonly string[]): string | null {
  const others = content === null ? 0 : webSeeds.length;
  return left.length === 0 && others === 0 ? (trackers.find(isReachable) ?? null) : null;
}

/** The torrents that run: one session each, only with a live grant. */
export class Swarms {
  readonly #ports: SwarmPorts;
  readonly #disk = new Disk();
  readonly #sessions = new Map<TaskId, Session>();
  /** Whom each may ask. */
  readonly #covers = new WeakMap<Session, Awaited<ReturnType<typeof coverSockets>>>();
  /** What is about to end, and has a last word. */
  readonly #closing = new Map<TaskId, Session>();
  /** What is being ended: the next session of a torrent waits for it. */
  readonly #ending = new Map<TaskId, Promise<void>>();
  /** Which beginning of each torrent counts: the last one, unless it was stopped since. */
  readonly #turns = new Map<TaskId, symbol>();
  /** What is about to be shared. */
  readonly #sharing = new Set<TaskId>();
  readonly #idle: Idle;
  readonly #retries = new Retries((id) => this.#shareAgain(id));
  readonly #uploads = new Uploads({
    used: () => new Map([...this.#sessions].map(([id, { up }]) => [id, up])),
    changed: () => this.#limit(),
  });
  #limits = noLimits;
  /** Of each that is fetched, of the limit for everything; bytes a second. */
  #shares: ReadonlyMap<TaskId, number> = new Map();

  constructor(ports: SwarmPorts) {
    this.#ports = ports;
    this.#idle = new Idle(ports.look);
    onUncovered(() => void this.#heedAccess());
  }

  /** Those that are fetched and bring nothing. */
  get idle(): ReadonlySet<TaskId> {
    return this.#idle.tasks;
  }

  /** Makes a torrent of files that the user has picked. @throws PerseidError as `makeTorrent` */
  async make(order: MakeOrder): Promise<OpenedTorrent> {
    return (await import('./maker.ts')).makeTorrent(order, this.#disk);
  }

  /** Fetches what is wanted of a torrent. */
  begin({ id }: Task): Promise<void> {
    return this.#begin(id, 'fetch');
  }

  /** Gives these complete torrents to peers, and no other: it may be called as often as something changes. */
  share(tasks: readonly Task[]): void {
    const wanted = new Set(tasks.map(({ id }) => id));
    for (const [id, { work }] of this.#sessions) if (work === 'share' && !wanted.has(id)) void this.stop(id);
    for (const id of this.#sharing) {
      if (wanted.has(id)) continue;
      this.#sharing.delete(id);
      this.#retries.forget(id);
    }
    for (const id of wanted) {
      if (this.#sharing.has(id)) continue;
      this.#sharing.add(id);
      this.#begin(id, 'share').catch((error: unknown) => {
        this.#failed(id, { code: 'swarm-failed', detail: { message: String(error) } });
      });
    }
    // What a torrent may give may have changed too.
    this.#pace();
  }

  async #begin(id: TaskId, work: SessionOrder['work']): Promise<void> {
    const turn = Symbol(id);
    this.#turns.set(id, turn);
    await this.#leave(id);
    // What speaks with peers is loaded when it is first needed.
    const [grant, info, { Session }] = await Promise.all([liveGrant(), readInfo(id), import('./session.ts')]);
    const reachable = this.#ports.task(id)?.swarm?.trackers.filter(isReachable) ?? [];
    const cover = await coverSockets(reachable);
    const task = this.#ports.task(id);
    const isWanted = work === 'fetch' ? task?.state.kind === 'probing' : this.#sharing.has(id);
    if (!isWanted || !task?.swarm || this.#turns.get(id) !== turn) return cover.lift();
    const { swarm, have } = task;
    const forbidden = onlyForbidden(swarm, cover.trackers);
    const way = wayNow(swarm.via, this.#ports.peerServer());
    const agreed = grant !== null && swarm.agreed && way !== null;
    if (!agreed || forbidden !== null) {
      await cover.lift();
      return this.#refuse(id, agreed ? forbidden : null);
    }
    const session = new Session(
      { id, work, swarm: { ...swarm, trackers: [...cover.trackers] }, have, info, own: ownAddress(task), ...way },
      {
        disk: this.#disk,
        open: transferFetch,
        hostLimit: (url) => this.#ports.hostLimit(id, url),
        saveInfo,
        tell: (event) => this.#ports.dispatch(id, () => (this.#hears(id, session, event.kind) ? event : null)),
        fail: (error) => this.#failed(id, error),
        show: (live) => {
          if (work === 'fetch') this.#idle.note(id, live, performance.now());
          this.#ports.show(id, live);
        },
      },
    );
    this.#sessions.set(id, session);
    this.#covers.set(session, cover);
    // Each has its share.
    this.#pace();
    await session.start(grant);
  }

  /** Whether torrents are switched on. */
  async isGranted(): Promise<boolean> {
    return (await liveGrant()) !== null;
  }

  /** The user may have taken back that torrents are used: those that run are left at once. */
  async heedGrant(tasks: Iterable<Task>): Promise<void> {
    const agreed = [...tasks].filter(({ swarm }) => swarm?.agreed === true);
    if (agreed.length === 0 || (await this.isGranted())) return;
    for (const { id } of agreed) await this.#ports.dispatch(id, { kind: 'peers-forbidden' });
  }

  select(id: TaskId, content: SwarmContent): void {
    this.#sessions.get(id)?.select(content);
  }

  /** Leaves the swarm; resolves when its part file is closed. */
  stop(id: TaskId): Promise<void> {
    this.#turns.delete(id);
    return this.#leave(id);
  }

  async #leave(id: TaskId): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    this.#idle.forget(id);
    if (session) {
      this.#pace();
      this.#closing.set(id, session);
      const ending = this.#end(id, session);
      this.#ending.set(id, ending);
    }
    await this.#ending.get(id);
  }

  /** One that is shared is left until it is tried again. */
  #failed(id: TaskId, error: TaskError): void {
    if (this.#sharing.has(id)) this.#retries.failed(id, performance.now());
    this.#ports.failed(id, error);
  }

  #shareAgain(id: TaskId): void {
    if (this.#sessions.has(id)) return;
    this.#sharing.delete(id);
    this.#ports.look();
  }

  /** Whether what a session tells still counts: of one that ends, what it brought, unless that was thrown away meanwhile. */
  #hears(id: TaskId, session: Session, kind: TaskEvent['kind']): boolean {
    return this.#sessions.get(id) === session || (this.#closing.get(id) === session && lastWords.has(kind));
  }

  /** @param forbidden a tracker whose site is not allowed; null: it is not agreed that peers are asked at all */
  async #refuse(id: TaskId, forbidden: string | null): Promise<void> {
    if (forbidden === null) await this.#ports.dispatch(id, { kind: 'peers-forbidden' });
    else this.#failed(id, { code: 'no-access', detail: { host: new URL(forbidden).hostname } });
  }

  /** The user may have set another server by which peers find a way: torrents that use the one before are joined anew, by what they agreed to. */
  heedServer(): void {
    const set = this.#ports.peerServer();
    for (const [id, { work, server }] of this.#sessions) {
      if (server === null || server === set?.url) continue;
      const anew = work === 'fetch' ? this.#ports.dispatch(id, { kind: 'sent-back' }) : this.#begin(id, work);
      anew.catch((error: unknown) => console.error('A torrent is not joined anew:', error));
    }
  }

  /** Torrents that ask a tracker which may not be asked any more are left. */
  async #heedAccess(): Promise<void> {
    for (const [id, session] of this.#sessions) {
      const trackers = this.#covers.get(session)?.trackers ?? [];
      const left = await askable(trackers);
      const lost = trackers.find((tracker) => !left.includes(tracker));
      if (lost !== undefined) await this.#refuse(id, lost);
    }
  }

  async #end(id: TaskId, session: Session): Promise<void> {
    await session.close().finally(() => {
      this.#ending.delete(id);
      if (this.#closing.get(id) === session) this.#closing.delete(id);
    });
    await this.#covers.get(session)?.lift();
  }

  /** Leaves the swarm; what is here of it is about to be thrown away. */
  drop(id: TaskId): Promise<void> {
    const stopped = this.stop(id);
    this.#closing.delete(id);
    return stopped;
  }

  /** The task is no more, or needs nothing of it any more. */
  async forget(id: TaskId): Promise<void> {
    await this.drop(id);
    await deleteInfo(id);
  }

  /** The speed limits from now on. @param shares of each torrent that is fetched, of the limit for everything; bytes a second */
  pace(limits: SpeedLimits, shares: ReadonlyMap<TaskId, number>): void {
    this.#limits = limits;
    this.#shares = shares;
    this.#pace();
  }

  #pace(): void {
    this.#uploads.set(this.#limits.upload);
    this.#limit();
  }

  #limit(): void {
    const { all, tasks } = this.#limits;
    for (const [id, session] of this.#sessions) {
      const down = Math.min(this.#shares.get(id) ?? all ?? Infinity, tasks[id] ?? Infinity);
      const sharing = this.#ports.task(id)?.swarm?.sharing;
      // What others get is no matter of the limits for what comes.
      const up = Math.min(this.#uploads.of(id), sharing ? uploadMost(sharing) : Infinity);
      session.limit({ down: limitOf(down), up: limitOf(up) });
    }
  }
}
