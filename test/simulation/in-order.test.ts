import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { calm, MiB, World } from './world.ts';

describe('the first bytes first', () => {
  /** How much of what was recorded at each time was the file's beginning. */
  async function beginnings(inOrder: number | null): Promise<number[]> {
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
    expect(Math.min(...(await beginnings(800)))).toBeGreaterThan(0.3);
    expect(Math.min(...(await beginnings(null)))).toBeLessThan(0.35);
  });

  it('costs little, and fewer requests the longer each is', async () => {
    const run = async (inOrder: number | null): Promise<{ time: number; requests: number }> => {
      const world = new World({ ...calm, size: 48 * MiB });
      world.connections = 4;
      world.inOrder = inOrder;
      await world.run();
      return { time: world.clock.now() - world.begun, requests: world.server.requests };
    };
    const [short, long, any] = [await run(800), await run(2000), await run(null)];
    expect(short.time / any.time).toBeLessThan(1.08);
    expect(long.time / any.time).toBeLessThan(1.08);
    expect(long.requests).toBeLessThan(0.8 * short.requests);
  });
});
