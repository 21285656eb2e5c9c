import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { calm, MiB, World } from './world.ts';

describe('the first bytes first', () => {
  /** How much of what was recorded at each time was the file's beginning. */
  async function beginnings(inOrder: boolean): Promise<number[]> {
    const world = new World({ ...calm, size: 48 * MiB });
    world.connections = 4;
    world.inOrder = inOrder;
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    return world.reports.flatMap((report) => {
      if (report.kind !== 'checkpoint' || totalBytes(report.have) < 16 * MiB) return [];
      const [first] = report.have;
      return [(first?.from === 0 ? first.to : 0) / totalBytes(report.have)];
    });
  }

  it('somebody who reads along is never far behind; else the beginning comes with the end', async () => {
    expect(Math.min(...(await beginnings(true)))).toBeGreaterThan(0.3);
    expect(Math.min(...(await beginnings(false)))).toBeLessThan(0.35);
  });

  it('costs little', async () => {
    const time = async (inOrder: boolean): Promise<number> => {
      const world = new World({ ...calm, size: 48 * MiB });
      world.connections = 4;
      world.inOrder = inOrder;
      await world.run();
      return world.clock.now() - world.begun;
    };
    expect((await time(true)) / (await time(false))).toBeLessThan(1.08);
  });
});
