import { describe, expect, it } from 'vitest';
import { judge } from '../../bench/http/goals.ts';
import { asText, reportOf } from '../../bench/http/report.ts';
import { scenarios, type Scenario } from '../../bench/http/scenarios.ts';
import type { Trial } from '../../bench/http/trial.ts';

const MiB = 2 ** 20;
const scenario: Scenario = {
  name: 'made-up',
  about: 'nothing real',
  bytes: 100 * MiB,
  ground: { kind: 'mirrors', rates: [3 * MiB, 7 * MiB] },
  contestants: ['ours', 'browser'],
  goals: [
    { field: 'ratioBrowser', most: 0.5, words: 'ours ÷ browser' },
    { field: 'sumRatio', least: 0.93, words: 'of the sum' },
    { field: 'hash', is: 'ok', words: 'whole' },
    { field: 'ratioAria2x16', most: 1.5, words: 'ours ÷ aria2c' },
  ],
  patience: 10,
};

function trial(contestant: Trial['contestant'], change: Partial<Trial> & { seconds?: number } = {}): Trial {
  const { seconds = 1, ...rest } = change;
  return {
    contestant,
    outcome: { kind: 'whole', seconds, hash: 'ok' },
    cpuSeconds: 2,
    peakBytes: 10 * MiB,
    sentBytes: scenario.bytes,
    lastByte: seconds - 0.25,
    serverLoad: 0.1,
    othersLoad: 0.3,
    mode: null,
    requests: [],
    ...rest,
  };
}

const failed: Partial<Trial> = { outcome: { kind: 'failed', reason: 'gave up' }, lastByte: null };
const spoilt: Partial<Trial> = { outcome: { kind: 'whole', seconds: 0.1, hash: 'bad' } };

describe('the figures of a scenario', () => {
  it('are medians, ratios of medians, and the worst of what is wasted', () => {
    const trials = [
      trial('ours', { seconds: 11, mode: 'left', sentBytes: 101 * MiB, peakBytes: 30 * MiB }),
      trial('ours', { seconds: 99, mode: 'taken', sentBytes: 104 * MiB, cpuSeconds: 5 }),
      trial('ours', { seconds: 10, mode: 'taken', cpuSeconds: 3 }),
      ...[20, 22, 90].map((seconds) => trial('browser', { seconds })),
      ...[1, 3].map((seconds) => trial('curl', { seconds })),
    ];
    expect(reportOf(scenario, trials).figures).toEqual({
      ours: 11,
      browser: 22,
      curl: 2,
      ratioBrowser: 0.5,
      sumRatio: 0.909,
      refetchedRatio: 0.04,
      cpuRatio: 1.5,
      peakMB: 30,
      hash: 'ok',
      mode: 'taken',
    });
  });

  it('leave out whom no run brought the file, and say why', () => {
    const report = reportOf(scenario, [trial('ours', { seconds: 10 }), trial('browser', failed)]);
    expect(report.figures).not.toHaveProperty('browser');
    expect(report.figures).not.toHaveProperty('ratioBrowser');
    expect(report.figures.hash).toBe('ok');
    expect(asText(report)).toMatch(/browser alone .*\n +FAILED gave up/);
  });

  it('a failed run of ours is missing, one with wrong bytes is bad, and neither makes it fast', () => {
    const good = trial('ours', { seconds: 10 });
    expect(reportOf(scenario, [good, trial('ours', failed)]).figures).toMatchObject({ ours: 10, hash: 'missing' });
    expect(reportOf(scenario, [good, trial('ours', spoilt)]).figures).toMatchObject({ ours: 10, hash: 'bad' });
    expect(reportOf(scenario, [good, trial('oursWarm', spoilt)]).figures.hash).toBe('bad');
    expect(reportOf(scenario, [trial('browser')]).figures.hash).toBe('missing');
  });
});

describe('a goal', () => {
  it('is met, missed, or was not measured', () => {
    const { verdicts } = reportOf(scenario, [trial('ours', { seconds: 10.4 }), trial('browser', { seconds: 20 })]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['missed', 'met', 'met', 'not measured']);
  });

  it('that is just reached is met', () => {
    expect(judge({ field: 'sumRatio', least: 0.93, words: '' }, { hash: 'ok', sumRatio: 0.93 }).verdict).toBe('met');
    expect(judge({ field: 'cpuRatio', most: 2, words: '' }, { hash: 'ok', cpuRatio: 2 }).verdict).toBe('met');
    expect(judge({ field: 'hash', is: 'ok', words: '' }, { hash: 'missing' }).verdict).toBe('missed');
  });
});

it('every scenario of the issue is there, with goals and with us in it', () => {
  expect(scenarios.map(({ name }) => name)).toEqual([
    'capped',
    'capped-cookie',
    'mirrors',
    'gigabit',
    'open',
    'flaky',
    'far',
    'h2',
  ]);
  expect(scenarios.filter(({ goals, contestants }) => goals.length === 0 || !contestants.includes('ours'))).toEqual([]);
});
