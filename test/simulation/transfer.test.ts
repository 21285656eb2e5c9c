import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import type { Hint } from '#domain/task/task';
import { Random } from './random.ts';
import type { Temper } from './server.ts';
import { calm, MiB, World } from './world.ts';

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

describe('several connections', () => {
  it('uses the pool without cookies too: twelve connections', async () => {
    const world = new World({ ...calm, size: 24 * MiB });
    world.connections = 12;
    expect(await world.run()).toBeNull();
    expect([world.whole, world.server.peak]).toEqual([true, 12]);
    // Two seconds would be ideal; each of three steps up takes a quarter of one.
    expect(world.clock.now() - world.begun).toBeLessThan(3000);
    expect(world.server.sent).toBeLessThan(1.02 * world.server.content.length);
  });

  it('stays at six where cookies are needed, and takes the refusal for no trouble', async () => {
    const world = new World({ ...calm, size: 24 * MiB, wantsCookies: true });
    world.connections = 12;
    expect(await world.run()).toBeNull();
    expect([world.whole, world.server.peak]).toEqual([true, 6]);
    expect(world.server.requests - world.server.withCookies).toBe(1);
  });

  it('tries all, and holds as many as the link is worth', async () => {
    const world = new World({ ...calm, size: 24 * MiB, hostRate: 2 * MiB });
    world.connections = 12;
    expect(await world.run()).toBeNull();
    expect([world.whole, world.server.peak]).toEqual([true, 12]);
    const held = world.reports.flatMap((report) => (report.kind === 'live' ? [report.live.connections] : []));
    expect(held.toSorted((a, b) => a - b)[Math.floor(held.length / 2)]).toBeLessThanOrEqual(3);
  });

  it('begins with as many as were worth it the last time', async () => {
    const cold = new World({ ...calm, size: 24 * MiB });
    const warm = new World({ ...calm, size: 24 * MiB });
    cold.connections = warm.connections = 12;
    expect(await cold.run()).toBeNull();
    warm.lesson = cold.lessons.at(-1) ?? null;
    expect(warm.lesson).toMatchObject({ connections: 12, bare: true });
    const before = warm.clock.now();
    expect(await warm.run()).toBeNull();
    expect(warm.clock.now() - before).toBeLessThan(2600);
  });

  it('does the tail twice when its connection is the slow one', async () => {
    // Every fourth answer falls silent: without a hedge the end would wait 30 s for each.
    const world = new World({ ...calm, stall: 0.25 }, new Random(11));
    const begun = world.clock.now();
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.clock.now() - begun).toBeLessThan(20_000);
  });
});

describe('a trial beside the browser’s own item', () => {
  const beside = (temper: Temper): World => {
    const world = new World(temper);
    world.connections = 12;
    world.trial = true;
    world.offered = { name: null, mime: null, size: temper.size, validator: null };
    return world;
  };
  const verdict = (world: World) => world.reports.find((report) => report.kind === 'answered')?.refuse;

  it('takes over where a second connection brings as much as the first', async () => {
    const world = beside({ ...calm, size: 24 * MiB });
    expect(await world.run()).toBeNull();
    expect([verdict(world), world.whole]).toEqual([null, true]);
    expect(world.lessons[0]).toMatchObject({ pays: true });
  });

  it('leaves what shares one link to the browser, after less than a second, with two connections at most', async () => {
    const world = beside({ ...calm, size: 24 * MiB, hostRate: MiB });
    await world.run();
    expect([verdict(world), world.server.peak]).toEqual(['as-fast-alone', 2]);
    expect(world.server.sent).toBeLessThan(MiB);
    expect(world.lessons[0]).toMatchObject({ pays: false });
  });

  it('leaves a fast link alone after a fifth of a second', async () => {
    const world = beside({ ...calm, size: 60 * MiB, rate: 100 * MiB, hostRate: 100 * MiB });
    await world.run();
    expect(verdict(world)).toBe('as-fast-alone');
    expect(world.server.peak).toBeLessThanOrEqual(2);
    expect(world.clock.now() - world.begun).toBeLessThan(400);
  });

  it('records nothing before it is decided', async () => {
    const world = beside({ ...calm, size: 24 * MiB });
    await world.run();
    const kinds = world.reports.map(({ kind }) => kind);
    expect(kinds.indexOf('checkpoint')).toBeGreaterThan(kinds.indexOf('answered'));
  });
});

describe('several sources', () => {
  it('BC7: brings bytes from all hosts, in proportion to their speed', async () => {
    const rates = [1, 2, 4, 8];
    const of = (rate: number): Temper => ({ ...calm, size: 30 * MiB, rate: rate * MiB, hostRate: rate * MiB });
    const world = new World(of(1), new Random(1), rates.slice(1).map(of));
    const begun = world.clock.now();
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const ideal = (30 / 15) * 1000;
    expect(ideal / (world.clock.now() - begun)).toBeGreaterThan(0.7);
    const sent = [world.server, ...world.mirrors].map((server) => server.sent);
    expect(sent[3]! / sent[1]!).toBeGreaterThan(2.5);
  });

  it('never asks a mirror with cookies', async () => {
    const world = new World(calm, new Random(1), [calm, calm]);
    await world.run();
    expect(world.mirrors.map(({ requests, withCookies }) => [requests > 1, withCookies])).toEqual([
      [true, 0],
      [true, 0],
    ]);
  });

  it('takes nothing from a mirror that has other bytes', async () => {
    const world = new World(calm, new Random(1), [{ ...calm, wrong: true, etag: '"v"' }]);
    expect(await world.run()).toBeNull();
    expect([world.whole, world.mirrors[0]!.requests]).toEqual([true, 1]);
  });

  it('goes on without the origin when that dies, and comes back to it', async () => {
    const slow: Temper = { ...calm, size: 30 * MiB, rate: 20_000, hostRate: 20_000 };
    const origin: Temper = { ...calm, size: 30 * MiB, dead: [3000, 400_000] };
    const world = new World(origin, new Random(1), [slow]);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.server.asked.some((at) => at > world.begun + 400_000)).toBe(true);
  });

  it('fails only when every source has failed', async () => {
    const mortal: Temper = { ...calm, size: 30 * MiB, dead: [2000, Infinity] };
    const world = new World(mortal, new Random(1), [{ ...mortal, dead: [4000, Infinity] }]);
    world.reason = 'connection-refused';
    expect(await world.run()).toBe('connection-refused');
    expect(totalBytes(world.have)).toBeGreaterThan(0);
  });

  it('names every host before it is asked', async () => {
    const world = new World(calm, new Random(1), [calm]);
    await world.run();
    expect(world.reports.flatMap((report) => (report.kind === 'asked' ? [report.host] : []))).toEqual(['mirror0.test']);
  });
});

describe('any servers, any fate', () => {
  const runs = 2000;

  function temperOf(random: Random, size: number): Temper {
    const rough = random.next() * 0.4;
    const rate = random.between(100_000, 5_000_000);
    const deadFrom = random.chance(0.15) ? random.between(0, 20_000) : Infinity;
    return {
      size,
      ranged: random.chance(0.85),
      etag: random.chance(0.8) ? '"v"' : random.chance(0.5) ? 'W/"v"' : null,
      announces: random.chance(0.9),
      rate,
      hostRate: random.chance(0.3) ? rate * random.between(1, 4) : Infinity,
      rateChangesAfter: random.chance(0.2) ? random.between(100, 10_000) : Infinity,
      laterRate: random.between(20_000, 5_000_000),
      wantsCookies: random.chance(0.3),
      wrong: false,
      spoil: 0,
      dead: [deadFrom, random.chance(0.7) ? deadFrom + random.between(100, 100_000) : Infinity],
      latency: random.chance(0.1) ? random.between(100, 600) : null,
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

  /** Mirrors of an honest origin: some have another file of the same size. */
  function mirrorsOf(random: Random, origin: Temper): Temper[] {
    return Array.from({ length: random.chance(0.5) ? random.between(1, 3) : 0 }, () => ({
      ...temperOf(random, origin.size),
      changesAfter: Infinity,
      wrong: random.chance(0.2),
    }));
  }

  const faultless = { cut: 0, stall: 0, refuse: 0, busy: 0, lie: 0, most: Infinity, changesAfter: Infinity };

  it(`ends whole or with a stated error, never with a wrong byte (${runs} seeds)`, async () => {
    const ends = new Map<string, number>();
    let fromMirrors = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const random = new Random(seed);
      const origin = temperOf(random, random.between(0, 5 * MiB));
      const world = new World(origin, random, mirrorsOf(random, origin));
      world.connections = random.between(1, 12);
      world.inOrder = seed % 4 === 0 ? 800 : null;
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
      else {
        const calmed = { ...faultless, dead: [Infinity, expect.anything()] };
        expect(world.server.temper, `seed ${seed}: ${end} from a calm server`).not.toMatchObject(calmed);
      }
      if (world.mirrors.some(({ sent }) => sent > 100_000)) fromMirrors++;
    }
    expect(ends.get('whole')).toBeGreaterThan(runs / 2);
    expect(fromMirrors).toBeGreaterThan(runs / 10);
  });
});
