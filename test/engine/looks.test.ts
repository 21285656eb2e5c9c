import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Looks } from '../../src/engine/looks.ts';

describe('looking at all tasks', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Looks that take so long, ms, and when each was. */
  const looking = (cost: number) => {
    let spent = 0;
    const at: number[] = [];
    const now = () => performance.now() + spent;
    const begun = now();
    const looks = new Looks(() => {
      at.push(Math.round(now() - begun));
      spent += cost;
    }, now);
    return { looks, at };
  };

  it('is done at once and every time, where it is cheap', () => {
    const { looks, at } = looking(1);
    for (let n = 0; n < 5; n++) looks.ask();
    expect(at).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes no more than half of the time, where it is dear; and the last change is looked at, too', async () => {
    const { looks, at } = looking(20);
    for (let n = 0; n < 100; n++) {
      looks.ask();
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1000);
    // 20 ms of looking, 20 ms of rest.
    expect(at.slice(0, 4)).toEqual([0, 40, 80, 120]);
    expect(at.length).toBeLessThan(8);
    const before = at.length;
    looks.ask();
    looks.ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(at.length).toBe(before + 2);
  });
});
