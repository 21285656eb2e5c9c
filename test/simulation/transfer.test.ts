import { describe, expect, it } from 'vitest';
import { PerseidError, type ErrorCode } from '#domain/error';
import { totalBytes, type Range } from '#domain/segment/range';
import type { Hint, TaskFile } from '#domain/task/task';
import type { TransferReport } from '#protocol/transfer-api';
import { Pacing } from '../../src/engine/http/pacing.ts';
import { Transfer } from '../../src/engine/http/transfer.ts';
import { VirtualClock } from './clock.ts';
import { SimulatedDisk } from './disk.ts';
import { Random } from './random.ts';
import { SimulatedServer, type Temper } from './server.ts';

const MiB = 1024 * 1024;
const calm: Temper = {
  size: 6 * MiB,
  ranged: true,
  etag: '"v"',
  announces: true,
  rate: MiB,
  cut: 0,
  stall: 0,
  refuse: 0,
  busy: 0,
  most: Infinity,
  patience: null,
  lie: 0,
  changesAfter: Infinity,
};

/** One task against one server, through deaths and restarts. */
class World {
  readonly clock = new VirtualClock();
  readonly disk = new SimulatedDisk();
  readonly pacing = new Pacing(this.clock);
  readonly server: SimulatedServer;
  readonly reports: TransferReport[] = [];
  have: Range[] = [];
  file: TaskFile | null = null;
  connections = 6;
  /** What the browser's own item, running beside, told; null: there is none. */
  offered: Hint | null = null;
  free = Infinity;
  reason: ErrorCode = 'network';

  constructor(temper: Temper, random = new Random(1)) {
    this.server = new SimulatedServer(temper, this.clock, random);
  }

  /** Runs until the end, or until death at `lifetime` ms. @returns the error code, 'died', or null: whole */
  async run(lifetime = Infinity): Promise<ErrorCode | 'died' | null> {
    const death = new AbortController();
    const order = {
      id: 't',
      source: { url: 'https://host.test/get', finalUrl: null, referrer: null },
      offered: this.offered,
      hint: null,
      file: this.file,
      have: this.have,
      connections: this.connections,
    };
    const ports = {
      open: this.server.open,
      pace: (task: string, url: string, signal: AbortSignal) => this.pacing.join(task, url, signal),
      freeSpace: () => Promise.resolve(this.free),
      explain: () => Promise.resolve({ code: this.reason }),
      now: this.clock.now,
      wait: this.clock.wait,
    };
    let alive = true;
    const transfer: Transfer = new Transfer(order, this.disk, ports, (report) => {
      if (!alive) return;
      this.reports.push(report);
      if (report.kind === 'answered') {
        this.file = report.file;
        transfer.go();
      }
      if (report.kind === 'checkpoint' || report.kind === 'fetched') this.have = report.have;
    });
    let result: ErrorCode | 'died' | null = null;
    const work = transfer.run(death.signal).catch((error: unknown) => {
      if (!(error instanceof PerseidError)) throw error;
      result = error.code;
    });
    const ends = Number.isFinite(lifetime)
      ? Promise.race([work, this.clock.wait(lifetime).then(() => 'died' as const)])
      : work;
    await this.clock.run(ends, 24 * 3_600_000);
    if ((await ends) === 'died') {
      // kill -9: nothing more is recorded, and what was not flushed is lost.
      alive = false;
      this.disk.crash();
      death.abort();
      return 'died';
    }
    await work;
    return result;
  }

  get whole(): boolean {
    return Buffer.compare(this.disk.bytes, this.server.content) === 0;
  }
}

describe('one transfer', () => {
  it('shares the file between six connections and opens no seventh', async () => {
    const world = new World(calm);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.server.peak).toBe(6);
    expect(world.server.sent).toBeLessThan(calm.size + 6 * 64 * 1024);
  });

  it('uses one connection where the validator is weak, and still ends whole', async () => {
    const world = new World({ ...calm, etag: 'W/"v"' });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.server.peak).toBe(1);
  });

  it('takes a file without ranges or length from the beginning, over one connection', async () => {
    const world = new World({ ...calm, ranged: false, announces: false });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.reports.findLast((r) => r.kind === 'fetched')).toMatchObject({ size: calm.size });
    expect(world.server.peak).toBe(1);
  });

  it('begins again at 0 after a cut when there are no ranges', async () => {
    const world = new World({ ...calm, ranged: false, cut: 0.6 }, new Random(2));
    expect(await world.run()).toBeNull();
    expect(world.server.requests).toBeGreaterThan(1);
    expect(world.whole).toBe(true);
  });

  it('goes on with fewer connections when the server refuses more', async () => {
    const world = new World({ ...calm, most: 2 });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.server.peak).toBe(2);
  });

  it('sends no request before the time a server names, though other connections go on', async () => {
    const world = new World({ ...calm, most: 2, patience: 4 });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const { refusals, asked } = world.server;
    expect(refusals).not.toEqual([]);
    // What was under way when the first refusal came is not counted: an answer takes up to 80 ms.
    const [first = 0] = refusals;
    expect(asked.filter((at) => at > first + 80 && at < first + 4000)).toEqual([]);
  });

  it('gives up at once beside the browser’s own item, but not when it has been taken over', async () => {
    const hint: Hint = { name: null, mime: null, size: calm.size, validator: null };
    const refused = new World({ ...calm, refuse: 1 });
    refused.offered = hint;
    expect(await refused.run()).toBe('network');
    expect(refused.server.requests).toBe(1);
    const crowded = new World({ ...calm, most: 1 });
    crowded.offered = hint;
    expect(await crowded.run()).toBeNull();
    expect(crowded.whole).toBe(true);
  });

  it('gives up a connection without a byte for 30 s and fetches its range again', async () => {
    const world = new World({ ...calm, stall: 0.3 }, new Random(3));
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
  });

  it('names a length that is announced too long', async () => {
    const world = new World({ ...calm, lie: 1000 });
    expect(await world.run()).toBe('length-short');
    expect(totalBytes(world.have)).toBe(calm.size);
  });

  it('stops at once when the file changes under way, and keeps the bytes', async () => {
    const world = new World({ ...calm, changesAfter: 6, cut: 0.5 }, new Random(5));
    expect(await world.run()).toBe('changed');
    expect(totalBytes(world.have)).toBeGreaterThan(0);
  });

  it('says why there is no answer', async () => {
    const world = new World({ ...calm, refuse: 1 });
    world.reason = 'redirect-loop';
    expect(await world.run()).toBe('redirect-loop');
    expect(world.server.requests).toBe(1);
  });

  it('does not begin without room for the part file and its copy', async () => {
    const world = new World(calm);
    world.free = 2 * calm.size - 1;
    expect(await world.run()).toBe('disk-full');
    world.free = 2 * calm.size;
    expect(await world.run()).toBeNull();
  });

  it('loses at most a second of transfer when it dies', async () => {
    const world = new World({ ...calm, size: 24 * MiB });
    const second = 6 * calm.rate;
    for (let life = 1; life <= 2; life++) {
      expect(await world.run(1900)).toBe('died');
      // What was sent and is not recorded: a second of transfer and what was under way.
      expect(world.server.sent - totalBytes(world.have)).toBeLessThan(life * (second + 6 * 64 * 1024 + 1));
    }
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
  });
});

describe('any server, any fate', () => {
  const runs = 1500;

  function temperOf(random: Random): Temper {
    const rough = random.next() * 0.4;
    return {
      size: random.between(0, 5 * MiB),
      ranged: random.chance(0.85),
      etag: random.chance(0.8) ? '"v"' : random.chance(0.5) ? 'W/"v"' : null,
      announces: random.chance(0.9),
      rate: random.between(100_000, 5_000_000),
      cut: random.chance(0.5) ? rough : 0,
      stall: random.chance(0.3) ? rough / 2 : 0,
      refuse: random.chance(0.3) ? rough : 0,
      busy: random.chance(0.3) ? rough : 0,
      most: random.chance(0.3) ? random.between(1, 5) : Infinity,
      patience: null,
      lie: random.chance(0.05) ? 5000 : 0,
      changesAfter: random.chance(0.1) ? random.between(1, 8) : Infinity,
    };
  }

  it(`ends whole or with a stated error, never with a wrong byte (${runs} seeds)`, async () => {
    const ends = new Map<string, number>();
    for (let seed = 1; seed <= runs; seed++) {
      const random = new Random(seed);
      const world = new World(temperOf(random), random);
      world.connections = random.between(1, 6);
      let end = null;
      for (let life = 0; life < 20; life++) {
        const mortal = life < 5 && random.chance(0.3);
        end = await world.run(mortal ? random.between(10, 8000) : Infinity).catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });
        if (end !== 'died') break;
      }
      ends.set(end ?? 'whole', (ends.get(end ?? 'whole') ?? 0) + 1);
      if (end === null) expect(world.whole, `seed ${seed}: a wrong byte`).toBe(true);
      else
        expect(world.server.temper, `seed ${seed}: ${end} from a calm server`).not.toMatchObject({
          cut: 0,
          stall: 0,
          refuse: 0,
          busy: 0,
          lie: 0,
          most: Infinity,
          changesAfter: Infinity,
        });
    }
    expect(ends.get('whole')).toBeGreaterThan(runs / 2);
  });
});
