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

  it.each([true, false])(
    'takes no page to log in for the file, when it begins again at 0 (with ranges: %s)',
    async (ranged) => {
      const torn = { ...calm, ranged, cut: 1, pageAfter: 1, pageType: 'video/mp4' };
      const world = new World(torn, new Random(2));
      expect(await world.run()).toBe('changed');
      expect(world.reports.filter(({ kind }) => kind === 'fetched')).toEqual([]);
    },
  );

  it('takes no end of an answer without a length for the end of a file that has one', async () => {
    const world = new World({ ...calm, ranged: false, etag: null, cut: 1, pageAfter: 1, pageType: 'video/mp4' });
    expect(await world.run()).toBe('length-short');
  });

  it('takes nothing that is shorter than what came before, where nothing else tells it from the file', async () => {
    const dumb = { ranged: false, announces: false, etag: null };
    const world = new World({ ...calm, ...dumb, cut: 1, pageAfter: 1, pageType: 'video/mp4' });
    expect(await world.run()).toBe('changed');
  });

  it('asks a server without ranges for nothing without cookies', async () => {
    const world = new World({ ...calm, ranged: false, cut: 0.6 }, new Random(2));
    expect(await world.run()).toBeNull();
    expect(world.server.withCookies).toBe(world.server.requests);
  });

  it('waits for a server that is away for an hour, and goes on at once when the device is on a network again', async () => {
    const away = { ...calm, size: 30 * MiB, dead: [2000, 3_600_000] } as const;
    const patient = new World(away);
    expect(await patient.run()).toBeNull();
    expect(patient.whole).toBe(true);
    const told = new World({ ...away, dead: [2000, 20_000] });
    const run = told.run();
    void told.clock.wait(20_500).then(() => told.transfer?.online());
    expect(await run).toBeNull();
    expect(told.clock.now() - told.begun).toBeLessThan(26_000);
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

  it.each([403, 404, 'page'] as const)(
    'takes %s without cookies for no trouble, also where other files did without',
    async (without) => {
      const world = new World({ ...calm, size: 24 * MiB, wantsCookies: true, without });
      world.connections = 12;
      world.lesson = { host: 'host.test', pays: true, connections: 12, bare: true, at: world.clock.now() };
      expect(await world.run()).toBeNull();
      expect(world.whole).toBe(true);
      expect(world.lessons.at(-1)).toMatchObject({ bare: false });
    },
  );

  it('learns nothing while a limit holds', async () => {
    const world = new World(calm);
    world.fettered = true;
    expect(await world.run()).toBeNull();
    expect(world.lessons).toEqual([]);
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

  describe('where the browser was told what the file is, and its host is known to put up with several', () => {
    const temper = { ...calm, size: 24 * MiB };
    async function warm(changed: Partial<Temper> = {}): Promise<World> {
      const cold = new World(temper);
      cold.connections = 12;
      expect(await cold.run()).toBeNull();
      const world = new World({ ...temper, ...changed });
      world.connections = 12;
      world.lesson = { ...cold.lessons.at(-1)!, pays: true };
      world.offered = { name: null, mime: null, size: temper.size, validator: cold.file?.validator ?? null };
      return world;
    }

    it('asks over all connections at once, with cookies first', async () => {
      const world = await warm();
      expect(await world.run()).toBeNull();
      expect([world.whole, world.server.peak]).toEqual([true, 12]);
      expect(world.server.asked.slice(0, 12).map((at) => at - world.begun)).toEqual(
        Array.from({ length: 12 }, () => 0),
      );
      expect(world.server.sent).toBeLessThan(temper.size + 12 * 64 * 1024);
    });

    it.each<Partial<Temper>>([{ etag: '"another"' }, { ranged: false }, { size: 20 * MiB }])(
      'leaves it to the browser where it is something else by now, and fetches no more of it: %o',
      async (changed) => {
        const world = await warm(changed);
        expect(await world.run()).toBeNull();
        expect(world.reports.find((report) => report.kind === 'answered')?.refuse).toMatch(/^(differs|no-ranges)$/);
        expect(world.reports.filter(({ kind }) => kind === 'fetched' || kind === 'checkpoint')).toEqual([]);
        expect(world.server.requests).toBe(12);
      },
    );

    it.each<Partial<Temper>>([
      { most: 3 },
      { wantsCookies: true, without: 403 },
      { wantsCookies: true, without: 'page' },
    ])('what goes wrong beside the request that speaks for all is no trouble: %o', async (changed) => {
      const world = await warm(changed);
      expect(await world.run()).toBeNull();
      expect(world.whole).toBe(true);
    });

    it('asks but once more, alone, where that request fails', async () => {
      const world = await warm({ refuse: 1, latency: 50 });
      expect(await world.run()).toBe('network');
      expect(world.server.asked.map((at) => at > world.begun)).toEqual([
        ...Array.from({ length: 12 }, () => false),
        true,
      ]);
    });

    it('asks but once where it is not known to pay, or is being tried', async () => {
      for (const [pays, trial] of [
        [null, false],
        [true, true],
      ] as const) {
        const world = await warm({ latency: 50 });
        Object.assign(world, { trial, lesson: { ...world.lesson!, pays } });
        expect(await world.run()).toBeNull();
        expect(world.server.asked.filter((at) => at - world.begun < 50)).toHaveLength(1);
      }
    });
  });

  it('does the tail twice when its connection is the slow one', async () => {
    // Every fourth answer falls silent: without a hedge the end would wait 30 s for each.
    const world = new World({ ...calm, stall: 0.25 }, new Random(11));
    const begun = world.clock.now();
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.clock.now() - begun).toBeLessThan(20_000);
  });

  it.each([5, 20, 30])('does the tail twice also when its connection was good for %d s', async (seconds) => {
    const size = 2 * seconds * MiB;
    const world = new World({ ...calm, size, hushAt: size - MiB });
    world.connections = 2;
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    // The other one does its own rest, then waits for a moment, then does the silent one's.
    expect(world.clock.now() - world.begun).toBeLessThan(seconds * 1000 + 2500);
    expect(world.server.sent).toBeLessThan(size + MiB);
  });
});
