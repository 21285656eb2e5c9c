import { describe, expect, it } from 'vitest';
import { burstOf, readSize } from '#domain/limit/bucket';
import type { HostLimit } from '#domain/limit/host-limit';
import { noLimits, type SpeedLimits } from '#domain/limit/limits';
import { Lanes } from '../../src/engine/http/lanes.ts';
import type { ByteRequest } from '../../src/engine/http/ports.ts';
import { Pacing } from '../../src/engine/http/pacing.ts';
import { Transfer } from '../../src/engine/http/transfer.ts';
import { VirtualClock } from './clock.ts';
import { SimulatedDisk } from './disk.ts';
import { Random } from './random.ts';
import { SimulatedServer, type Temper } from './server.ts';
import { calm, MiB } from './world.ts';

const freely: HostLimit = ({ host }) => ({ group: host, most: Infinity });
const kB = 1000;
const second = 1000;
const connections = 6;
/** Several tasks of a fast server under one set of limits. */
class Street {
  readonly clock = new VirtualClock();
  readonly pacing = new Pacing(this.clock);
  /** Bytes written, when (ms from the start), and of which task. */
  readonly written: { at: number; bytes: number; task: string }[] = [];
  /** Bytes asked for, when. */
  readonly requests: { at: number; bytes: number }[] = [];
  readonly servers: SimulatedServer[] = [];
  readonly #begun = this.clock.now();

  readonly #temper: Partial<Temper>;
  /** One for all tasks, as in the worker; null: each has a browser for itself. */
  readonly #lanes: Lanes | null;

  constructor(limits: SpeedLimits, temper: Partial<Temper> = {}, lanes: Lanes | null = null) {
    this.#temper = temper;
    this.#lanes = lanes;
    this.pacing.set(limits);
  }

  get now(): number {
    return this.clock.now() - this.#begun;
  }

  /** Fetches a file and checks that it is whole. */
  async fetch(task: string, size: number): Promise<void> {
    const temper = { ...calm, rate: 8 * MiB, ...this.#temper, size };
    const server = new SimulatedServer(temper, this.clock, new Random(this.servers.length));
    this.servers.push(server);
    const disk = new SimulatedDisk();
    const write = disk.write.bind(disk);
    disk.write = (at, bytes) => {
      this.written.push({ at: this.now, bytes: bytes.length, task });
      write(at, bytes);
    };
    const ports = {
      lanes: this.#lanes ?? new Lanes(freely),
      open: (request: ByteRequest, signal: AbortSignal) => {
        this.requests.push({ at: this.now, bytes: (request.to ?? size) - request.from });
        return server.open(request, signal);
      },
      now: this.clock.now,
      date: this.clock.now,
      wait: this.clock.wait,
      pace: (id: string, url: string, signal: AbortSignal) => this.pacing.join(id, url, signal),
      freeSpace: () => Promise.resolve(Infinity),
      hash: () => Promise.reject(new Error('no pieces are known')),
      explain: () => Promise.resolve({ code: 'network' as const }),
    };
    const source = { url: 'https://host.test/get', finalUrl: null, referrer: null, page: null };
    const asked = {
      offered: null,
      hint: null,
      file: null,
      have: [],
      mirrors: [],
      found: [],
      lent: [],
      suspects: [],
      pieces: null,
      checkable: false,
      inOrder: null,
      trial: false,
      lesson: null,
      fettered: false,
    };
    const order = { id: task, run: 1, source, ...asked, connections };
    const transfer: Transfer = new Transfer(order, disk, ports, (report) => {
      if (report.kind === 'answered') transfer.go();
    });
    await transfer.run(new AbortController().signal);
    if (Buffer.compare(disk.bytes, server.content) !== 0) throw new Error('a wrong byte');
  }

  run(work: Promise<unknown>): Promise<void> {
    return this.clock.run(work, 3_600_000).then(() => work.then(() => undefined));
  }

  rate(from: number, to: number, task?: string): number {
    const inside = this.written.filter((one) => one.at >= from && one.at < to && (!task || one.task === task));
    return inside.reduce((sum, { bytes }) => sum + bytes, 0) / ((to - from) / second);
  }

  /** Most bytes that were written in any window beyond the limit's. */
  ahead(limit: number, task?: string): number {
    let [ahead, most, last] = [0, 0, 0];
    for (const { at, bytes } of this.written.filter((one) => !task || one.task === task)) {
      ahead = Math.max(0, ahead - ((at - last) / second) * limit) + bytes;
      [most, last] = [Math.max(most, ahead), at];
    }
    return most;
  }
}

/** What connections may have read before the limiter is told of it: one read each, and what a bucket saves up. */
const slack = (limit: number, readers: number): number => burstOf(limit) + readers * readSize(limit, readers);

describe('transfers under speed limits', () => {
  it('two tasks keep a global limit exactly and share it equally', async () => {
    const limit = 500 * kB;
    const street = new Street({ ...noLimits, all: limit });
    await street.run(Promise.all([street.fetch('a', 8 * MiB), street.fetch('b', 8 * MiB)]));
    expect(street.ahead(limit)).toBeLessThanOrEqual(slack(limit, 2 * connections));
    for (const from of [5, 10, 15]) {
      expect(Math.abs(street.rate(from * second, (from + 10) * second) / limit - 1)).toBeLessThan(0.02);
      expect(street.rate(from * second, (from + 10) * second, 'a') / limit).toBeCloseTo(0.5, 1);
    }
  });

  it('a task keeps its own limit while the other runs free, and loses nothing of it', async () => {
    const limit = 100 * kB;
    const street = new Street({ ...noLimits, tasks: { a: limit } });
    await street.run(Promise.all([street.fetch('a', 4 * MiB), street.fetch('b', 8 * MiB)]));
    expect(street.ahead(limit, 'a')).toBeLessThanOrEqual(slack(limit, connections));
    expect(street.now).toBeGreaterThan(((4 * MiB - slack(limit, connections)) / limit) * second);
    expect(street.now).toBeLessThan(((4 * MiB) / limit) * second * 1.02);
    expect(Math.max(...street.written.filter(({ task }) => task === 'b').map(({ at }) => at))).toBeLessThan(2 * second);
  });

  it('connections that wait for a limit are not taken for stalled, however long', async () => {
    const street = new Street({ ...noLimits, all: 0.4 * kB });
    // 16 KiB at 0.4 kB/s: 41 s between two reads, longer than a stall.
    const size = MiB;
    await street.run(street.fetch('a', size));
    // One of 64 KiB at least after the other, none given up in between.
    expect(street.servers[0]?.requests).toBeLessThan((2 * size) / (64 * 1024));
    expect(street.servers[0]?.sent).toBeLessThan(1.1 * size);
  });

  it('a change holds at once', async () => {
    const [high, low] = [2000 * kB, 100 * kB];
    const street = new Street({ ...noLimits, all: high });
    const change = async (): Promise<void> => {
      await street.clock.wait(3 * second);
      street.pacing.set({ ...noLimits, all: low });
      await street.clock.wait(20 * second);
      street.pacing.set(noLimits);
    };
    await street.run(Promise.all([street.fetch('a', 10 * MiB), change()]));
    expect(street.rate(3100, 23_000)).toBeLessThan(low * 1.1);
    expect(street.rate(6000, 23_000)).toBeGreaterThan(low * 0.97);
    expect(street.now).toBeLessThan(25 * second);
    // What was asked for before the change is given up at once, and asked for in small parts.
    const during = street.requests.filter(({ at }) => at > 3000 && at < 23_000);
    expect(during.length).toBeGreaterThan(connections);
    expect(Math.max(...during.map(({ bytes }) => bytes))).toBeLessThan(2 * low);
  });
});

describe('transfers of one browser', () => {
  it('of a host that wants cookies share its pool: the second begins while the first goes on, and gets half of it', async () => {
    const street = new Street(noLimits, { wantsCookies: true, rate: MiB }, new Lanes(freely));
    const later = street.clock.wait(second).then(() => street.fetch('second', 20 * MiB));
    await street.run(Promise.all([street.fetch('first', 60 * MiB), later]));
    expect(street.rate(2 * second, 4 * second, 'second')).toBeGreaterThan(0.8 * MiB);
    expect(street.rate(2 * second, 4 * second, 'first')).toBeGreaterThan(MiB);
    // Half each, as soon as the second has shown that more connections bring it more.
    for (const task of ['first', 'second']) {
      expect(street.rate(6 * second, 8 * second, task)).toBeGreaterThan(2.4 * MiB);
    }
  });

  it('take no places from each other for which they have no work', async () => {
    const street = new Street(noLimits, { wantsCookies: true, rate: 200 * kB }, new Lanes(freely));
    await street.run(Promise.all([street.fetch('short', 2 * MiB), street.fetch('long', 12 * MiB)]));
    expect(street.servers[1]!.requests).toBeLessThan(20);
    // Four have their place, too: none waits for another's end.
    const four = new Street(noLimits, { wantsCookies: true, rate: 200 * kB }, new Lanes(freely));
    const names = ['a', 'b', 'c', 'd'];
    await four.run(Promise.all(names.map((name) => four.fetch(name, 4 * MiB))));
    for (const name of names) expect(four.rate(4 * second, 8 * second, name)).toBeGreaterThan(100 * kB);
  });

  it('keep to what the user allows a host from the moment on that he says it', async () => {
    const lanes = new Lanes(freely);
    const street = new Street(noLimits, { rate: MiB }, lanes);
    const lower = street.clock.wait(2 * second).then(() => lanes.allow(({ host }) => ({ group: host, most: 2 })));
    await street.run(Promise.all([street.fetch('only', 40 * MiB), lower]));
    expect(street.rate(second, 2 * second)).toBeGreaterThan(4 * MiB);
    expect(street.rate(3 * second, 6 * second)).toBeLessThan(2.2 * MiB);
  });
});
