import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burstOf, readSize } from '#domain/limit/bucket';
import { Limiter, type Payer } from '#domain/limit/limiter';
import { noLimits, type SpeedLimits } from '#domain/limit/limits';

const kB = 1000;

/** Bytes that passed, when (ms), and whose they were. */
interface Passed {
  readonly at: number;
  readonly bytes: number;
  readonly payer: Payer;
}

/** Connections that always want more, as a pacer would serve them: each reads on when its last read has passed. */
class Demand {
  readonly limiter = new Limiter();
  readonly passed: Passed[] = [];
  readonly #late: () => number;
  now = 0;

  /** @param late ms that a timer rings too late */
  constructor(payers: readonly Payer[], limits: SpeedLimits, late: () => number = () => 0) {
    this.#late = late;
    this.limiter.set(limits, 0);
    for (const payer of payers) this.limiter.join(payer);
    for (const payer of payers) this.#read(payer);
  }

  run(until: number): void {
    while (this.now < until) {
      const { passed, next } = this.limiter.settle(this.now);
      for (const { payer, bytes } of passed) {
        this.passed.push({ at: this.now, bytes, payer });
        this.#read(payer);
      }
      if (passed.length === 0) this.now += Math.max(1, next ?? until) + this.#late();
    }
  }

  bytes(of: (payer: Payer) => boolean = () => true, from = 0): number {
    return this.passed.filter(({ at, payer }) => at >= from && of(payer)).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #read(payer: Payer): void {
    const most = this.limiter.most(payer);
    if (this.limiter.pay(payer, most) === null) throw new Error('nothing limits this connection');
  }
}

/** The most that passed in any window beyond `rate × window`, bytes. */
function mostAhead(passed: readonly Passed[], rate: number): number {
  let ahead = 0;
  let most = 0;
  let last = 0;
  for (const { at, bytes } of passed) {
    ahead = Math.max(0, ahead - ((at - last) / 1000) * rate) + bytes;
    most = Math.max(most, ahead);
    last = at;
  }
  return most;
}

const payersOf = (tasks: number, each: number): Payer[] =>
  Array.from({ length: tasks * each }, (_, i) => ({ task: `t${i % tasks}`, host: `h${i % 3}.test` }));

const rates = fc.integer({ min: 10 * kB, max: 50_000 * kB });

describe('a limit over everything', () => {
  it('lets through its bytes in any window and no more than the stated burst, and nearly all of them', () => {
    const connections = fc.integer({ min: 1, max: 24 });
    const late = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 4 }), connections, late, (all, tasks, each, delays) => {
        let turn = 0;
        const demand = new Demand(payersOf(tasks, each), { ...noLimits, all }, () => delays[turn++ % delays.length]!);
        const seconds = 20;
        demand.run(seconds * 1000);
        expect(mostAhead(demand.passed, all)).toBeLessThanOrEqual(burstOf(all) + 1);
        const short = readSize(all, tasks * each) + 0.1 * all;
        expect(demand.bytes()).toBeGreaterThanOrEqual(0.99 * all * seconds - short);
      }),
      { numRuns: 60 },
    );
  });

  it('is shared equally by tasks, however many connections they have, and by the connections of a task', () => {
    const many = Array.from({ length: 11 }, () => ({ task: 'many', host: 'a.test' }));
    const one = { task: 'one', host: 'a.test' };
    const demand = new Demand([...many, one], { ...noLimits, all: 1000 * kB });
    demand.run(60_000);
    const ofOne = demand.bytes((payer) => payer === one);
    expect(ofOne / demand.bytes()).toBeCloseTo(0.5, 1);
    for (const payer of many) {
      expect(demand.bytes((other) => other === payer) / (demand.bytes() - ofOne)).toBeCloseTo(1 / 11, 1);
    }
  });

  it('is left to the others by a task that wants less', () => {
    const slow = { task: 'slow', host: 'a.test' };
    const fast = { task: 'fast', host: 'a.test' };
    const demand = new Demand([slow, fast], { ...noLimits, all: 1000 * kB, tasks: { slow: 100 * kB } });
    demand.run(30_000);
    expect(demand.bytes((payer) => payer === slow) / 30).toBeCloseTo(100 * kB, -4);
    expect(demand.bytes((payer) => payer === fast) / 30).toBeCloseTo(900 * kB, -5);
  });
});

describe('limits below it', () => {
  it('all hold at once, for any tree', () => {
    const perTask = fc.dictionary(fc.constantFrom('t0', 't1', 't2'), rates, { maxKeys: 3 });
    const perHost = fc.dictionary(fc.constantFrom('h0.test', 'h1.test'), rates, { maxKeys: 2 });
    fc.assert(
      fc.property(rates, perTask, perHost, (all, tasks, hosts) => {
        const rules = Object.entries(hosts).map(([host, speedLimit]) => ({ host, speedLimit }));
        const demand = new Demand(payersOf(3, 3), { ...noLimits, all, tasks, hosts: rules });
        demand.run(10_000);
        const ahead = (rate: number, own: (payer: Payer) => boolean) =>
          expect(
            mostAhead(
              demand.passed.filter(({ payer }) => own(payer)),
              rate,
            ),
          ).toBeLessThanOrEqual(burstOf(rate) + 1);
        ahead(all, () => true);
        for (const [task, rate] of Object.entries(tasks)) ahead(rate, (payer) => payer.task === task);
        for (const { host, speedLimit } of rules) ahead(speedLimit, (payer) => payer.host === host);
      }),
      { numRuns: 60 },
    );
  });

  it('a rule for a host holds for its sub-domains together; the nearest rule counts', () => {
    const payers = ['x.org', 'a.x.org', 'b.a.x.org', 'notx.org'].map((host, i) => ({ task: `t${i}`, host }));
    const hosts = [
      { host: 'x.org', speedLimit: 100 * kB },
      { host: 'a.x.org', speedLimit: 50 * kB },
    ];
    const demand = new Demand(payers, { ...noLimits, all: 1000 * kB, hosts });
    demand.run(20_000);
    const perSecond = (...wanted: string[]) => demand.bytes(({ host }) => wanted.includes(host)) / 20 / kB;
    expect(Math.round(perSecond('x.org') / 10)).toBe(10);
    expect(Math.round(perSecond('a.x.org', 'b.a.x.org') / 5)).toBe(10);
    expect(perSecond('notx.org')).toBeGreaterThan(800);
  });
});

describe('a change', () => {
  it('holds at once, for what waits too', () => {
    const demand = new Demand(payersOf(1, 6), { ...noLimits, all: 10_000 * kB });
    demand.run(5000);
    demand.limiter.set({ ...noLimits, all: 100 * kB }, demand.now);
    demand.run(15_000);
    const after = demand.passed.filter(({ at }) => at > 5000);
    expect(mostAhead(after, 100 * kB)).toBeLessThanOrEqual(burstOf(100 * kB) + 1);
    expect(demand.bytes(undefined, 7000) / 8).toBeGreaterThan(95 * kB);
    demand.limiter.set({ ...noLimits, all: 10_000 * kB }, demand.now);
    demand.run(16_000);
    expect(demand.bytes(undefined, 15_000)).toBeGreaterThan(8000 * kB);
  });

  it('to no limit lets pass what waits', () => {
    const limiter = new Limiter();
    const payer = { task: 't', host: 'a.test' };
    limiter.set({ ...noLimits, all: 10 * kB }, 0);
    limiter.join(payer);
    expect(limiter.pay(payer, 16_384)).not.toBeNull();
    expect(limiter.settle(0)).toEqual({ passed: [], next: 1639 });
    limiter.set(noLimits, 10);
    expect(limiter.settle(10).passed).toHaveLength(1);
    expect(limiter.pay(payer, 16_384)).toBeNull();
  });

  it('a read that was begun without a limit counts as one of the new size', () => {
    const limiter = new Limiter();
    const payer = { task: 't', host: 'a.test' };
    limiter.join(payer);
    limiter.set({ ...noLimits, all: 100 * kB }, 0);
    expect(limiter.pay(payer, 1024 * 1024)?.bytes).toBe(readSize(100 * kB, 1));
  });
});

it('the bytes of a connection that ends still count', () => {
  const limiter = new Limiter();
  const [gone, stays] = [
    { task: 'g', host: 'a.test' },
    { task: 's', host: 'a.test' },
  ];
  limiter.set({ ...noLimits, all: 100 * kB }, 0);
  limiter.join(gone);
  limiter.join(stays);
  limiter.pay(gone, 16_384);
  limiter.leave(gone);
  limiter.pay(stays, 16_384);
  expect(limiter.settle(165).passed.map(({ payer }) => payer)).toEqual([gone]);
  expect(limiter.settle(328).passed.map(({ payer }) => payer)).toEqual([stays]);
});

it('a read takes a quarter of a second of its share, within bounds', () => {
  expect(readSize(1000 * kB, 1)).toBe(250_000);
  expect(readSize(1000 * kB, 5)).toBe(50_000);
  expect(readSize(10 * kB, 12)).toBe(16 * 1024);
  expect(readSize(1e9, 1)).toBe(1024 * 1024);
});

it('a large read is not kept waiting by many small ones', () => {
  const limiter = new Limiter();
  const [large, small] = [
    { task: 'l', host: 'a.test' },
    { task: 's', host: 'a.test' },
  ];
  limiter.set({ ...noLimits, all: 100 * kB }, 0);
  for (const payer of [large, small]) limiter.join(payer);
  const waiting = limiter.pay(large, 16_384);
  limiter.pay(small, 500);
  let now = 0;
  for (let passed: readonly unknown[] = []; !passed.includes(waiting); now++) {
    expect(now).toBeLessThan(400);
    passed = limiter.settle(now).passed;
    if (passed.length > 0) limiter.pay(small, 500);
  }
});
