import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { calm, MiB, World } from './world.ts';

const minutes = 60_000;
const long = { ...calm, size: 30 * MiB };

describe('a network that is away', () => {
  it.each([1, 2, 20, 60])('goes on when it was dark for %d min and nobody said so', async (time) => {
    const world = new World({ ...long, dark: [2000, 2000 + time * minutes] });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    // Asked about once a minute, not all the time.
    expect(world.server.requests).toBeLessThan(40 + 1.5 * time);
  });

  // Requests that hang for half a minute, and waits as long, take turns.
  it.each([0, 10, 20, 30, 40, 50])(
    'asks at once when the device is on a network again, after 10 min and %d s',
    async (seconds) => {
      const end = 10 * minutes + seconds * 1000;
      const world = new World({ ...long, dark: [2000, end] });
      const run = world.run();
      const told = world.begun + end + 500;
      void world.clock.wait(told - world.clock.now()).then(() => world.transfer?.online());
      expect(await run).toBeNull();
      expect(world.clock.now() - told).toBeLessThan(6000);
    },
  );

  it.each(['dark', 'dead'] as const)('goes on when all sources were away for half an hour: %s', async (fate) => {
    const away = { ...long, [fate]: [2000, 32 * minutes] };
    const world = new World(away, new Random(1), [away, away]);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
  });

  it.each(['dark', 'dead'] as const)(
    'and also when it began anew meanwhile, with no mirror proven: %s',
    async (fate) => {
      const away = { ...long, [fate]: [2000, 32 * minutes] };
      const world = new World(away, new Random(1), [away]);
      expect(await world.run(3000)).toBe('died');
      expect(await world.run()).toBeNull();
      expect(world.whole).toBe(true);
    },
  );

  it('gives up a file that has never answered, and a server that is silent for hours', async () => {
    const mute = new World({ ...long, mute: true });
    expect(await mute.run()).toBe('stalled');
    expect(mute.clock.now() - mute.begun).toBeLessThan(3 * minutes);
    const gone = new World({ ...long, dark: [2000, Infinity] });
    expect(await gone.run()).toBe('stalled');
    expect(gone.clock.now() - gone.begun).toBeGreaterThan(120 * minutes);
    expect(gone.clock.now() - gone.begun).toBeLessThan(150 * minutes);
  });
});

describe('a server that is busy', () => {
  it.each([0, 1, 30])('is waited for, though the time it names (%d s) is over long before', async (patience) => {
    const world = new World({ ...long, patience, overloaded: [2000, 8 * minutes] });
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.server.refusals.length).toBeLessThan(25);
  });

  it('is taken at its word the first time', async () => {
    const world = new World({ ...long, patience: 1, overloaded: [2000, 3000] });
    expect(await world.run()).toBeNull();
    expect(world.clock.now() - world.begun).toBeLessThan(9000);
  });
});

describe('a server that ends every answer early', () => {
  const of = (drip: number) => new World({ ...calm, size: 200 * 1024, drip, latency: 20 });

  it('after 1 KiB: is not asked ten times a second for it', async () => {
    const world = of(1024);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const { asked } = world.server;
    const busiest = Math.max(...asked.map((at) => asked.filter((other) => other >= at && other < at + 10_000).length));
    expect(busiest).toBeLessThan(25);
  });

  it('after 60 KiB: is asked for the rest at once', async () => {
    const world = new World({ ...calm, size: 2 * MiB, drip: 60 * 1024, latency: 20 });
    expect(await world.run()).toBeNull();
    expect(world.clock.now() - world.begun).toBeLessThan(7000);
  });
});
