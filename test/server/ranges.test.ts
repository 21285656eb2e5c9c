import { describe, expect, it } from 'vitest';
import { eachRange, type Range } from '../../server/mirrors/ranges.ts';

/** The steps, if each first byte costs so many milliseconds. */
async function steps(each: number): Promise<Range[]> {
  const all: Range[] = [];
  let now = 0;
  await eachRange(
    (range) => {
      all.push(range);
      now += each * (range.end - range.first);
      return Promise.resolve();
    },
    () => now,
  );
  return all;
}

describe('the steps through all tags', () => {
  it.each([0, 0.1, 7, 15, 50, 5000])('leave none out and take none twice, at %s ms for each 256th', async (each) => {
    const all = await steps(each);
    expect(all[0]?.first).toBe(0);
    expect(all.at(-1)?.end).toBe(256);
    expect(all.slice(1).map(({ first }) => first)).toEqual(all.slice(0, -1).map(({ end }) => end));
  });

  it('are few where there is little, and short where there is much', async () => {
    expect((await steps(0)).length).toBeLessThan(10);
    const longest = (all: readonly Range[]) => Math.max(...all.map(({ first, end }) => end - first));
    expect(longest(await steps(7))).toBeLessThanOrEqual(4);
    expect(longest(await steps(50))).toBe(1);
  });

  it('let others have their turn in between', async () => {
    let [turns, running] = [0, true];
    const other = (): void => {
      turns++;
      if (running) setImmediate(other);
    };
    setImmediate(other);
    const before: number[] = [];
    await eachRange(() => Promise.resolve(void before.push(turns)));
    running = false;
    expect(new Set(before).size).toBe(before.length);
  });
});
