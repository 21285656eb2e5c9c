import { PerseidError } from '#domain/error';
import { hostLimitOf } from '#domain/limit/host-limit';
import { defaultSettings, type Settings } from '#domain/settings/settings';
import type { Lesson } from '#domain/source/lesson';
import { readValidator } from '#domain/source/validator';
import { newTask } from '#domain/task/new-task';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import { Admission } from '#engine/admission';
import { effectPerformer, type EffectPorts } from '#engine/effects';
import { Lanes } from '#engine/http/lanes';
import { Pacing } from '#engine/http/pacing';
import type { TransferPorts } from '#engine/http/ports';
import { Transfers, type PartStore } from '#engine/http/transfers';
import { Purges } from '#engine/purges';
import { RoomKeeper } from '#engine/room';
import { Runs } from '#engine/runs';
import { Scheduler } from '#engine/scheduler';
import { sweep } from '#engine/sweep';
import { TaskBook } from '#engine/task-book';
import { wait } from '#platform/clock';
import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import type { Clock } from './clock.ts';
import { SimulatedDisk } from './disk.ts';
import type { Random } from './random.ts';
import { SimulatedServer, type Temper } from './server.ts';

/** The clock of the process, which stands still but for who moves it (vitest's fake timers). */
export const wallClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal = new AbortController().signal) => wait(ms, signal),
};

/** A message between the engine page and its worker takes so long, ms. */
const post = 5;

/** What outlives the engine page: the store, the part files, the Downloads folder, and the servers. */
export class Device {
  readonly store = new Map<TaskId, string>();
  readonly parts = new Map<TaskId, SimulatedDisk>();
  readonly folder = new Map<TaskId, Uint8Array>();
  readonly servers = new Map<string, SimulatedServer>();
  readonly random: Random;
  /** Bytes. */
  free = Infinity;
  accepted = true;
  settings: Settings;
  /** What was learned of hosts. */
  readonly lessons = new Map<string, Lesson>();

  constructor(random: Random, settings: Partial<Settings>) {
    this.random = random;
    this.settings = { ...defaultSettings, ...settings };
  }

  /** A server with one file; its host is the answer. */
  serve(temper: Temper): string {
    const host = `host${this.servers.size}.test`;
    this.servers.set(host, new SimulatedServer(temper, wallClock, this.random, host));
    return host;
  }
}

/**
 * One life of an engine page: the real book, scheduler, room keeper, effects and transfers. What belongs to the browser (its own
 * items, saving, checking) answers as it does when all is well, a while later.
 */
export class EngineLife {
  readonly #device: Device;
  #alive = true;
  readonly book: TaskBook;
  readonly #scheduler: Scheduler;
  readonly #room: RoomKeeper;
  readonly #admission: Admission;
  readonly #purges: Purges;
  readonly #runs = new Runs();
  readonly #lanes: Lanes;
  readonly #parts: PartStore;
  readonly #transfers: Transfers;

  /** @param changed told whenever a task has changed */
  constructor(device: Device, changed: (life: EngineLife) => void) {
    this.#device = device;
    const dispatch = (id: TaskId, event: TaskEvent): Promise<void> => this.tell(id, event);
    this.#lanes = new Lanes(hostLimitOf(device.settings));
    this.#parts = this.#partStore();
    this.#transfers = new Transfers(this.#parts, this.#transferPorts(), (report) => {
      void wallClock.wait(post).then(() => this.#hear(report));
    });
    const perform = effectPerformer(this.#effectPorts(dispatch));
    this.book = new TaskBook({
      put: async (task) => this.#whileAlive(() => device.store.set(task.id, JSON.stringify(task))),
      delete: async (id) => this.#whileAlive(() => device.store.delete(id)),
      perform: (task, effect) => this.#whileAlive(() => perform(task, effect)),
      changed: (id, task) =>
        this.#whileAlive(() => {
          this.#purges.consider(id);
          this.#room.changed(id, task);
          this.#scheduler.run();
          changed(this);
        }),
    });
    const { tasks } = this.book;
    this.#room = new RoomKeeper({
      tasks,
      freeSpace: () => Promise.resolve(device.free),
      dispatch,
      looked: () => this.#whileAlive(() => this.#scheduler.run()),
    });
    this.#scheduler = new Scheduler({
      tasks,
      idle: () => new Set(),
      settings: () => device.settings,
      dispatch,
      send: (command) => this.#send(command),
      share: () => undefined,
      begin: (id) => void this.#admission.begin(id),
      rang: () => undefined,
    });
    this.#admission = new Admission({ book: this.book, scheduler: this.#scheduler, room: this.#room });
    this.#purges = new Purges(tasks, (id) => void dispatch(id, { kind: 'purge' }));
  }

  /** As the engine page does when it starts. */
  async begin(): Promise<void> {
    const stored = [...this.#device.store.values()].map((text) => JSON.parse(text) as Task);
    this.book.load(stored);
    await sweep(
      this.book.tasks,
      () => Promise.resolve([...this.#device.parts.keys()]),
      (id) => this.#parts.delete(id),
    );
    for (const { id } of stored) {
      await this.tell(id, { kind: 'revived' });
      this.#purges.consider(id);
    }
    await this.consent(this.#device.accepted);
    this.#scheduler.run();
    this.#room.look();
  }

  async consent(accepted: boolean): Promise<void> {
    this.#device.accepted = accepted;
    const kind = accepted ? 'consent-given' : 'consent-lost';
    for (const id of this.book.tasks.keys()) await this.tell(id, { kind });
  }

  /** The user changes them. */
  set(change: Partial<Settings>): void {
    this.#device.settings = { ...this.#device.settings, ...change };
    this.#scheduler.run();
  }

  /**
   * A new download.
   * @param offered beside an item of the browser, else pasted
   * @param told the browser knows what the file is
   * @param mirrors hosts that may have the same file
   */
  async add(
    id: TaskId,
    host: string,
    { offered, told, mirrors }: { offered: boolean; told: boolean; mirrors: string[] },
  ): Promise<void> {
    const source = { url: `https://${host}/file.bin`, finalUrl: null, referrer: null, page: null };
    const serial = this.book.tasks.size + 1;
    const made = {
      ...newTask({ id, serial, addedAt: Date.now(), source }),
      mirrors: mirrors.map((mirror) => ({ url: `https://${mirror}/file.bin`, from: 'link' as const, priority: 1 })),
    };
    if (!offered) {
      await this.book.add(made);
      return;
    }
    const { size, etag } = this.#device.servers.get(host)!.temper;
    const validator = readValidator({ etag, lastModified: null, date: null });
    const hint = { name: null, mime: null, ...(told ? { size, validator } : { size: null, validator: null }) };
    const handover = { downloadId: serial, phase: 'offered' as const };
    await this.book.add({ ...made, hint, handover, state: { kind: 'probing' } });
    await this.tell(id, { kind: 'offered' });
  }

  async tell(id: TaskId, event: TaskEvent): Promise<void> {
    if (this.#alive) await this.book.dispatch(id, event);
  }

  /** Kill −9: nothing more is stored, and what was not flushed is rubbish. */
  die(): void {
    this.#alive = false;
    for (const id of this.book.tasks.keys()) this.#transfers.stop({ kind: 'stop', id });
    for (const part of this.#device.parts.values()) part.crash();
  }

  #whileAlive(work: () => unknown): void {
    if (this.#alive) work();
  }

  #send(command: TransferCommand): void {
    void wallClock.wait(post).then(() => this.#obey(command));
  }

  #obey(command: TransferCommand): void {
    if (!this.#alive) return;
    switch (command.kind) {
      case 'start':
      case 'go':
      case 'limit':
      case 'inform':
      case 'stop':
        return (this.#transfers[command.kind] as (told: TransferCommand) => void).call(this.#transfers, command);
      case 'verify':
        return void this.#transfers.verify(command);
      case 'discard':
        return void this.#transfers.discard(command);
      case 'hosts':
        return this.#lanes.allow(hostLimitOf(command.limits));
      default:
    }
  }

  #hear(told: TransferReport): void {
    const report = this.#runs.sift(told);
    if (!this.#alive || report === null) return;
    switch (report.kind) {
      case 'live':
      case 'explain':
      case 'forgot':
      case 'closed':
      case 'discarded':
        return;
      case 'learned':
        return void this.#device.lessons.set(report.lesson.host, report.lesson);
      case 'intact':
        return void this.tell(report.id, { kind: 'verified', checked: null });
      case 'answered':
        return void this.#admission.accept({ ...report, places: this.#device.settings });
      case 'failed':
        return void this.#admission.failed(report);
      default:
        void this.tell(report.id, report);
    }
  }

  #partStore(): PartStore {
    const { parts, random } = this.#device;
    return {
      open: (id: TaskId) => {
        const part = parts.get(id) ?? new SimulatedDisk();
        parts.set(id, part);
        const write = (at: number, bytes: Uint8Array): void => {
          if (bytes.length > this.#device.free) throw new PerseidError('disk-full');
          SimulatedDisk.prototype.write.call(part, at, bytes);
        };
        return Promise.resolve(Object.assign(part, { write, close: () => undefined }));
      },
      size(id: TaskId) {
        const part = parts.get(id);
        return part ? Promise.resolve(part.size()) : Promise.reject(new PerseidError('part-lost'));
      },
      delete: async (id: TaskId) => {
        await wallClock.wait(random.between(0, 300));
        this.#whileAlive(() => parts.delete(id));
      },
    };
  }

  #transferPorts(): TransferPorts {
    const pacing = new Pacing(wallClock);
    return {
      ...wallClock,
      date: wallClock.now,
      open: (request, signal) => this.#device.servers.get(new URL(request.url).host)!.open(request, signal),
      lanes: this.#lanes,
      pace: (task, url, signal) => pacing.join(task, url, signal),
      hash: () => Promise.reject(new Error('no pieces are known')),
      freeSpace: () => Promise.resolve(this.#device.free),
      explain: () => wallClock.wait(30).then(() => ({ code: 'network' as const })),
    };
  }

  #effectPorts(dispatch: EffectPorts['dispatch']): EffectPorts {
    const moment = (): Promise<void> => wallClock.wait(this.#device.random.between(0, 900));
    const nothing = (): undefined => undefined;
    const ports = {
      background: async (verb: string) => {
        await moment();
        return verb === 'handover.release' ? { outcome: 'released' } : { outcome: 'running' };
      },
      exporter: {
        begin: async (task: Task) => {
          const url = `blob:${task.id}`;
          await dispatch(task.id, { kind: 'export-begun', blobUrl: url });
          await moment();
          const bytes = this.#device.parts.get(task.id)?.bytes.slice();
          if (!this.#alive || bytes === undefined) return;
          this.#device.folder.set(task.id, bytes);
          await dispatch(task.id, { kind: 'export-item', downloadId: task.serial });
          const saved = { savedAs: 'file.bin', downloadId: task.serial, bytes: bytes.length, now: Date.now() };
          await dispatch(task.id, { kind: 'saved', ...saved });
        },
        revoke: nothing,
      },
      checker: { stop: nothing, describe: moment },
      streams: {},
      // None of its tasks is a torrent.
      swarms: { stop: () => Promise.resolve() },
      runs: this.#runs,
      send: (command: TransferCommand) => this.#send(command),
      dispatch,
      task: (id: TaskId) => this.book.tasks.get(id),
      share: (task: Task) => this.#scheduler.share(task),
      isLimited: (task: Task) => this.#scheduler.isLimited(task),
      lesson: (host: string) => Promise.resolve(this.#device.lessons.get(host) ?? null),
      takeover: () => this.#device.settings.takeover,
    };
    return ports as unknown as EffectPorts;
  }
}
