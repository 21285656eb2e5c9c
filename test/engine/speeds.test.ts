import { describe, expect, it } from 'vitest';
import { Speeds } from '../../src/engine/speeds.ts';

describe('how fast a task was', () => {
  const noted = (...told: readonly (readonly [at: number, speed: number])[]) => {
    const speeds = new Speeds();
    for (const [at, speed] of told) speeds.note('a', speed, at);
    return speeds;
  };

  it('is one number every two seconds, the last that was told; silence counts as standing still', () => {
    const speeds = noted([1000, 5], [1900, 7], [2100, 9], [8000, 3]);
    expect(speeds.of('a', 8100)).toEqual({ every: 2000, speeds: [7, 9, 0, 0, 3] });
    expect(speeds.of('a', 12_500).speeds).toEqual([7, 9, 0, 0, 3, 0, 0]);
  });

  it('goes back ten minutes and no further, also after a long sleep', () => {
    const speeds = noted(...Array.from({ length: 400 }, (_, span) => [span * 2000, span] as const));
    expect(speeds.of('a', 399 * 2000).speeds).toEqual(Array.from({ length: 300 }, (_, at) => at + 100));
    expect(speeds.of('a', 1e12).speeds).toEqual(Array(300).fill(0));
  });

  it('is unknown of a task that never ran, or is no more', () => {
    const speeds = noted([0, 5]);
    speeds.forget('a');
    expect(speeds.of('a', 0).speeds).toEqual([]);
    expect(speeds.of('b', 0).speeds).toEqual([]);
  });

  it('does not mind a clock that is put back', () => {
    expect(noted([10_000, 5], [4000, 6]).of('a', 4000).speeds).toEqual([6]);
  });
});
