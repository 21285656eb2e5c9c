import { describe, expect, it } from 'vitest';
import { reportOf } from '../../bench/http/report.ts';
import { play } from '../../bench/http/run.ts';
import type { Scenario } from '../../bench/http/scenarios.ts';
import type { Trial } from '../../bench/http/trial.ts';
import { limitTrials, playLimit } from '../../bench/limit.ts';
import { MiB } from './stage.ts';

const small: Scenario = {
  name: 'small',
  about: '12 MiB, 2 MiB/s per connection, cookie needed',
  bytes: 12 * MiB,
  ground: { kind: 'capped', rate: 2 * MiB, cookie: true },
  contestants: ['ours', 'browser'],
  goals: [],
  patience: 30,
};

/** Not how fast it is: that is for `npm run bench -- http`. */
describe('the bench', () => {
  it('lets the extension and the browser alone fetch a file each, and weighs them', async () => {
    const heard: Trial[] = [];
    const trials = await play(small, { runs: 1, asked: () => true, tell: (_, trial) => heard.push(trial) });
    expect(heard).toEqual(trials);
    const { figures, lines } = reportOf(small, trials);
    expect(lines.map(({ contestant, failures }) => [contestant, failures])).toEqual([
      ['ours', []],
      ['browser', []],
    ]);
    // The cap alone makes 6 s of one connection.
    expect(figures.browser).toBeGreaterThan(5.8);
    expect(figures.hash).toBe('ok');
    expect(figures.mode).toMatch(/^(taken|left)$/);
    expect(figures.refetchedRatio).toBeGreaterThanOrEqual(0);
    expect(figures.cpuRatio).toBeGreaterThan(0);
    for (const { cpuSeconds, lastByte, outcome, sentBytes } of trials) {
      expect(cpuSeconds).toBeGreaterThan(0);
      expect(sentBytes).toBeGreaterThanOrEqual(small.bytes);
      expect(outcome).toMatchObject({ kind: 'whole' });
      expect(lastByte).toBeLessThanOrEqual('seconds' in outcome ? outcome.seconds : 0);
    }
  });

  it('measures a speed limit on the wire', async () => {
    const trial = limitTrials['globalLow']!;
    const { goalBytesPerSecond, measured } = await playLimit(trial, 2000);
    expect(goalBytesPerSecond).toBe(trial.goal);
    // Loosely: a limiter that limits nothing lets hundreds of times as much by, one that blocks nothing at all.
    expect(measured).toBeGreaterThan(0.4 * trial.goal);
    expect(measured).toBeLessThan(1.5 * trial.goal);
  });
});
