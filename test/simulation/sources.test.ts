import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { Random } from './random.ts';
import type { Temper } from './server.ts';
import { calm, MiB, World } from './world.ts';

const nothingKnown = { found: [], pieces: null, inOrder: null };

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

  it('opens no more connections to a mirror than the user allows its host', async () => {
    const long = { ...calm, size: 24 * MiB };
    const world = new World(long, new Random(1), [long, long]);
    world.hostLimit = ({ host }) => ({ group: host, most: host === 'mirror0.test' ? 2 : 6 });
    expect(await world.run()).toBeNull();
    expect(world.mirrors.map(({ peak }) => peak)).toEqual([2, 6]);
  });

  it('takes nothing from a mirror that has other bytes', async () => {
    const world = new World(calm, new Random(1), [{ ...calm, wrong: true, etag: '"v"' }]);
    expect(await world.run()).toBeNull();
    expect([world.whole, world.mirrors[0]!.requests]).toEqual([true, 1]);
  });

  it('never asks a mirror with cookies, also when it is to be found out why it does not answer', async () => {
    const world = new World({ ...calm, size: 30 * MiB }, new Random(1), [{ ...calm, size: 30 * MiB, refuse: 1 }]);
    expect(await world.run()).toBeNull();
    expect(world.explained.length).toBeGreaterThan(0);
    expect(world.explained.every(({ host, bare }) => bare === (host !== 'host.test'))).toBe(true);
  });

  it('gives a mirror up that accepts and never answers, and takes it no longer for one that may help', async () => {
    const gone = { ...calm, size: 30 * MiB, rate: 100_000, goneAfter: 3, cut: 0.9 };
    const world = new World(gone, new Random(4), [{ ...calm, size: 30 * MiB, mute: true }]);
    expect(await world.run()).toBe('http-not-found');
    expect(world.clock.now() - world.begun).toBeLessThan(15 * 60_000);
  });

  it('waits for a good mirror that is left alone for being slow, when the origin loses the file', async () => {
    const slow = { ...calm, size: 8 * MiB, rate: 20_000, hostRate: 20_000 };
    const gone = {
      ...calm,
      size: 8 * MiB,
      rate: 200_000,
      hostRate: 1_200_000,
      dead: [6500, 7000],
      goneAfter: 30,
    } as const;
    const world = new World(gone, new Random(1), [slow]);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
  });

  it('a mirror that is busy is asked again, and no mirror’s refusal ends the task', async () => {
    const busy = { ...calm, size: 30 * MiB, busy: 0.5 };
    const world = new World({ ...calm, size: 30 * MiB }, new Random(3), [busy, { ...calm, goneAfter: 0 }]);
    expect(await world.run()).toBeNull();
    expect(world.mirrors[0]!.sent).toBeGreaterThan(MiB);
  });

  it('one machine of a host that names the version otherwise does not end what the others deliver', async () => {
    const long = { ...calm, size: 30 * MiB };
    const world = new World({ ...long, odd: 0.15 }, new Random(1));
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const changed = new World({ ...long, changesAfter: 3, cut: 0.5 }, new Random(1));
    expect(await changed.run()).toBe('changed');
    // Three answers that say so are believed, whoever delivers still.
    expect(changed.server.sent).toBeLessThan(4 * MiB);
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
    world.reason = 'certificate';
    expect(await world.run()).toBe('certificate');
    expect(totalBytes(world.have)).toBeGreaterThan(0);
  });

  it('names every host before it is asked', async () => {
    const world = new World(calm, new Random(1), [calm]);
    await world.run();
    expect(world.reports.flatMap((report) => (report.kind === 'asked' ? [report.host] : []))).toEqual(['mirror0.test']);
  });

  describe('a mirror without a checksum that would show wrong bytes', () => {
    const long = { ...calm, size: 24 * MiB };
    /** An older copy of the same size, which is the same at the place that it is compared by. */
    const stale = { ...long, etag: '"older"', spoil: 0.5 };
    const worldWith = (mirror: Temper, origin: Temper = long): World => {
      const world = new World(origin, new Random(1), [mirror]);
      world.mirrors[0]!.honestFirst = 1;
      return world;
    };

    it('brings nothing where it has a version of its own', async () => {
      const world = worldWith(stale);
      expect(await world.run()).toBeNull();
      expect([world.whole, world.mirrors[0]!.requests]).toEqual([true, 1]);
    });

    it('is not even asked where the origin names no version', async () => {
      const dated = { lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT', etag: null };
      const world = worldWith({ ...long, ...dated }, { ...long, ...dated });
      expect(await world.run()).toBeNull();
      expect([world.whole, world.mirrors[0]!.requests, world.server.peak]).toEqual([true, 0, 6]);
    });

    it('brings bytes where it names the same version', async () => {
      const world = worldWith(long);
      expect(await world.run()).toBeNull();
      expect(world.mirrors[0]!.sent).toBeGreaterThan(4 * MiB);
    });

    it('brings bytes from when a checksum is known, and is no hope before', async () => {
      const world = worldWith(
        { ...long, etag: '"another server’s"' },
        { ...long, size: 24 * MiB, dead: [3000, 60_000] },
      );
      const run = world.run();
      void world.clock
        .wait(30_000)
        .then(() => world.transfer!.inform({ ...nothingKnown, mirrors: world.addresses, checkable: true }));
      expect(await run).toBeNull();
      expect(world.whole).toBe(true);
      expect(world.clock.now() - world.begun).toBeLessThan(45_000);
      expect(world.mirrors[0]!.sent).toBeGreaterThan(4 * MiB);
    });
  });
});
