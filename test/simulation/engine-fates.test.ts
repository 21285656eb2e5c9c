import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '#domain/settings/settings';
import type { TaskEvent } from '#domain/task/reduce';
import { isSettled } from '#domain/task/moves';
import type { Task } from '#domain/task/task';
import { passTime } from './clock.ts';
import { Device, EngineLife, wallClock } from './engine-room.ts';
import { Random } from './random.ts';
import { causes, temperOf } from './temper.ts';

const second = 1000;
const hour = 3600 * second;
const runs = 300;

/** How one seed is played alone. */
const replay = (seed: number): string =>
  `PERSEID_SEED=${seed} npx vitest run --project simulation test/simulation/engine-fates`;

/** From one timer to the next, until the work is done. @throws after `limit` ms */
function live(work: Promise<unknown>, limit: number): Promise<void> {
  const end = Date.now() + limit;
  return passTime(work, () => {
    if (Date.now() > end) throw new Error('it never ends');
    vi.advanceTimersToNextTimer();
  });
}

/** What users do, and what befalls their device. */
type Act = (house: House, random: Random) => Promise<void>;

const told =
  (event: (random: Random) => TaskEvent): Act =>
  async ({ life }, random) => {
    const ids = [...life.book.tasks.keys()];
    const id = ids[random.between(0, ids.length - 1)];
    if (id !== undefined) await life.tell(id, event(random));
  };

const acts: readonly Act[] = [
  told(() => ({ kind: 'pause' })),
  told(() => ({ kind: 'pause' })),
  told(() => ({ kind: 'resume' })),
  told(() => ({ kind: 'resume' })),
  told(() => ({ kind: 'retry' })),
  told(() => ({ kind: 'restart' })),
  told(() => ({ kind: 'start-now' })),
  told(() => ({ kind: 'remove', now: Date.now() })),
  told(() => ({ kind: 'undo' })),
  told((random) => ({ kind: 'adjusted', change: { startAt: Date.now() + random.between(1, 20) * second } })),
  told((random) => ({ kind: 'adjusted', change: { stopAt: Date.now() + random.between(1, 60) * second } })),
  told((random) => ({ kind: 'adjusted', change: { position: random.between(1, 1000) } })),
  ({ life }, random) => life.consent(random.chance(0.5)),
  ({ device }, random) => {
    device.free = [Infinity, Infinity, 0, random.between(0, 20_000_000)][random.between(0, 3)]!;
    return Promise.resolve();
  },
  (house) => house.die(),
  (house) => house.change(),
  (house) => house.add(),
  (house) => house.add(),
];

/** One device with its engine pages, one after the other. */
class House {
  readonly device: Device;
  readonly random: Random;
  life: EngineLife;
  readonly objections: string[] = [];
  /** Hosts by task, that of its link first. */
  readonly hosts = new Map<string, string[]>();
  /** Transfers under way, or at the last death. */
  #active = 0;
  /** Most connections to a host that were ever allowed. */
  #most = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    const takeover = this.random.chance(0.5) ? 'always' : 'pays';
    this.device = new Device(this.random, { takeover, ...this.#limits() });
    this.life = this.#newLife();
  }

  #newLife(): EngineLife {
    return new EngineLife(this.device, ({ book }) => {
      const before = this.#active;
      this.#active = [...book.tasks.values()].filter(takesPlace).length;
      const { activeTasks } = this.device.settings;
      // Those that run when fewer are allowed go on.
      if (this.#active > Math.max(activeTasks, before))
        this.objections.push(`${this.#active}th transfer, of ${activeTasks}`);
    });
  }

  #limits(): Pick<Settings, 'activeTasks' | 'connectionsPerHost'> {
    const connectionsPerHost = this.random.between(1, 8);
    this.#most = Math.max(this.#most, connectionsPerHost);
    return { activeTasks: this.random.between(1, 3), connectionsPerHost };
  }

  /** The user changes how much may be done at once. */
  change(): Promise<void> {
    this.life.set(this.#limits());
    return Promise.resolve();
  }

  async add(): Promise<void> {
    const { device, random } = this;
    const id = `t${this.hosts.size}`;
    const old = [...device.servers.keys()];
    const shared = old.length > 0 && random.chance(0.3);
    const size = random.between(0, 3_000_000);
    const host = shared ? old[random.between(0, old.length - 1)]! : device.serve({ ...temperOf(random, size), lie: 0 });
    const mirrors = shared || random.chance(0.6) ? [] : [this.#mirror(size)];
    this.hosts.set(id, [host, ...mirrors]);
    if (random.chance(0.3)) this.#teach(host);
    await this.life.add(id, host, { offered: random.chance(0.5), told: random.chance(0.5), mirrors });
  }

  /** What an earlier download of that host would have taught. */
  #teach(host: string): void {
    const { random } = this;
    const bare = random.chance(0.5) ? true : random.chance(0.5) ? false : null;
    this.device.lessons.set(host, { host, pays: true, connections: random.between(1, 12), bare, at: Date.now() });
  }

  /** It may have another file of the same size, or answer nothing at all. */
  #mirror(size: number): string {
    const { random } = this;
    const temper = { ...temperOf(random, size), lie: 0, changesAfter: Infinity };
    return this.device.serve({ ...temper, wrong: random.chance(0.2), mute: random.chance(0.1) });
  }

  /** Kill −9, and a new start. */
  async die(): Promise<void> {
    this.life.die();
    this.life = this.#newLife();
    await this.life.begin();
  }

  /** All obstacles of the user's and the device's are gone; whoever can go on does, until nobody moves. */
  async calmDown(): Promise<void> {
    this.device.free = Infinity;
    await this.life.consent(true);
    for (const { id, state } of this.life.book.tasks.values()) {
      await this.life.tell(id, { kind: 'adjusted', change: { stopAt: null } });
      if (state.kind === 'paused') await this.life.tell(id, { kind: 'resume' });
    }
    while ([...this.life.book.tasks.values()].some(({ state, trash }) => trash !== null || !isSettled(state))) {
      await wallClock.wait(second);
    }
    // The last part files are deleted.
    await wallClock.wait(second);
  }

  async live(): Promise<void> {
    await this.life.begin();
    for (let count = this.random.between(1, 5); count > 0; count--) await this.add();
    for (let count = this.random.between(0, 40); count > 0; count--) {
      await wallClock.wait(this.random.between(0, [0, 20, 600, 4000][this.random.between(0, 3)]!));
      await acts[this.random.between(0, acts.length - 1)]!(this, this.random);
    }
    await this.calmDown();
  }

  /** What speaks against how it ended. */
  judge(): string[] {
    const found = [...this.objections];
    for (const task of this.life.book.tasks.values()) {
      const objection = this.#judge(task);
      if (objection !== null) found.push(`${task.id}: ${objection}`);
    }
    for (const [host, { peak }] of this.device.servers) {
      if (peak > this.#most) found.push(`${host}: ${peak} connections at once, of ${this.#most}`);
    }
    for (const [id] of this.device.parts) {
      if (this.life.book.tasks.get(id)?.state.kind !== 'failed') found.push(`${id}: its part file is left over`);
    }
    return found;
  }

  #judge({ id, state, file }: Task): string | null {
    const [server, ...mirrors] = this.hosts.get(id)!.map((host) => this.device.servers.get(host)!);
    const { pageAfter } = server!.temper;
    if (state.kind === 'failed') {
      const { code } = state.error;
      const cause = causes[code === 'expired' ? 'http-not-found' : code];
      return [server!, ...mirrors].some(({ temper }) => cause?.(temper))
        ? null
        : `failed with ${code}, which nobody caused`;
    }
    if (state.kind !== 'done') return `ended as ${state.kind}`;
    const saved = this.device.folder.get(id)!;
    const whole = server!.versions.some((version) => Buffer.compare(saved, version) === 0);
    const nameless = pageAfter < Infinity && file?.validator === null;
    return whole || nameless ? null : 'a wrong byte';
  }
}

function takesPlace({ trash, handover, state }: Task): boolean {
  const isOurs = handover === null || handover.phase === 'claimed';
  return trash === null && isOurs && (state.kind === 'probing' || state.kind === 'active');
}

describe('an engine, whatever befalls it', () => {
  beforeEach(() => {
    // Each failed transfer is noted there.
    vi.spyOn(console, 'info').mockImplementation(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const one = Number(process.env['PERSEID_SEED'] ?? 0);
  const seeds = one > 0 ? [one] : Array.from({ length: runs }, (_, index) => index + 1);

  it(`every task is saved, or fails with an error that somebody caused; no limit is broken, nothing is left over (${seeds.length} seeds)`, async () => {
    const found: string[] = [];
    let saved = 0;
    for (const seed of seeds) {
      const house = new House(seed);
      const life = house.live();
      await live(life, 24 * hour)
        .then(() => life)
        .then(
          () => found.push(...house.judge().map((objection) => `${objection}: ${replay(seed)}`)),
          (error: unknown) => found.push(`${String(error)}: ${replay(seed)}`),
        );
      house.life.die();
      vi.clearAllTimers();
      saved += house.device.folder.size;
    }
    expect(found).toEqual([]);
    if (one === 0) expect(saved).toBeGreaterThan(runs);
  });
});
