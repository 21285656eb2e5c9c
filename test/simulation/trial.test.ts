import { describe, expect, it } from 'vitest';
import type { Temper } from './server.ts';
import { calm, MiB, World } from './world.ts';

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

  it('asks for no more at once than tells a fast link, until it is decided', async () => {
    const world = beside({ ...calm, size: 60 * MiB, rate: 100 * MiB, hostRate: 100 * MiB });
    world.connections = 2;
    await world.run();
    expect(verdict(world)).toBe('as-fast-alone');
    expect(world.server.widest).toBeLessThanOrEqual(16 * MiB);
  });

  describe('what tells nothing of the next file of its host is no lesson that more bring nothing', () => {
    it.each([
      [9, 6],
      [12, 8],
    ])('%d MiB, which the browser has in a moment at %d MiB/s', async (size, rate) => {
      const world = beside({ ...calm, size: size * MiB, rate: rate * MiB });
      await world.run();
      expect(verdict(world)).toBe('as-fast-alone');
      expect(world.lessons.map(({ pays }) => pays)).toEqual([null]);
    });

    it('a second connection that is refused', async () => {
      const world = beside({ ...calm, size: 24 * MiB, most: 1 });
      await world.run();
      expect(verdict(world)).toBe('as-fast-alone');
      expect(world.lessons.map(({ pays }) => pays)).toEqual([null]);
    });

    it('a second connection whose answer is late', async () => {
      const world = beside({ ...calm, size: 24 * MiB });
      const { open } = world.server;
      world.server.open = async (request, signal) => {
        if (world.server.requests > 0) await world.clock.wait(3500, signal);
        return open(request, signal);
      };
      await world.run();
      expect(verdict(world)).toBe('as-fast-alone');
      expect(world.lessons.map(({ pays }) => pays)).toEqual([null]);
    });
  });

  it('records nothing before it is decided', async () => {
    const world = beside({ ...calm, size: 24 * MiB });
    await world.run();
    const kinds = world.reports.map(({ kind }) => kind);
    expect(kinds.indexOf('checkpoint')).toBeGreaterThan(kinds.indexOf('answered'));
  });
});
