import { describe, expect, it } from 'vitest';
import { purposes } from '#domain/policy/registry';
import { comesByItself, dueAt, mayCall, type Situation, type Verdict } from '#domain/policy/timing';
import { days } from '#domain/policy/units';

const idle: Situation = { now: 100 * days, last: null, busy: false, quiet: false };
const { report } = purposes.statistics.calls;
const { bundle } = purposes.updates.calls;
const { lookUp } = purposes['mirror-search'].calls;
const go: Verdict = { kind: 'go' };
const tooSoon: Verdict = { kind: 'defer', because: 'too-soon' };
const busy: Verdict = { kind: 'defer', because: 'busy' };

describe('the moment of a call', () => {
  it.each([
    ['never made', bundle, idle, go],
    ['a day ago, to the millisecond', bundle, { ...idle, last: 99 * days }, go],
    ['a millisecond less', bundle, { ...idle, last: 99 * days + 1 }, tooSoon],
    ['six days ago', report, { ...idle, last: 94 * days }, tooSoon],
    ['seven days ago', report, { ...idle, last: 93 * days }, go],
    ['the clock was set back a little', report, { ...idle, last: 101 * days }, tooSoon],
    ['the clock was set back by months', report, { ...idle, last: 200 * days }, go],
    ['by itself, while something downloads', report, { ...idle, busy: true }, busy],
    ['for a task with mirror search', lookUp, { ...idle, busy: true }, go],
    ['for a task, again', lookUp, { ...idle, busy: true, last: idle.now }, go],
    [
      'for a task, beside one without mirror search',
      lookUp,
      { ...idle, busy: true, quiet: true },
      { kind: 'drop', because: 'busy' } as const,
    ],
    ['to a peer', purposes.swarm.calls.exchange, { ...idle, busy: true, quiet: true }, go],
  ])('%s', (_, call, situation, verdict) => {
    expect(mayCall(call, situation)).toEqual(verdict);
  });

  it('the next one may be made exactly when its interval is over', () => {
    const now = idle.now;
    for (const last of [null, now, now - 1, now - days + 1, now - days, now + 1, now + 3 * days]) {
      const at = dueAt(bundle, last, now);
      expect(mayCall(bundle, { ...idle, now: at, last }), `${last}`).toEqual(go);
      expect(at > now && mayCall(bundle, { ...idle, now: at - 1, last }).kind === 'go', `${last}`).toBe(false);
    }
  });

  it('what needs nothing to be told comes by itself', () => {
    expect([bundle, purposes['mirror-search'].calls.snapshot].map(comesByItself)).toEqual([true, true]);
    expect([report, lookUp, purposes.swarm.calls.exchange].map(comesByItself)).toEqual([false, false, false]);
  });

  it('what is not made later is dropped', () => {
    const dropped = { ...report, endpoint: { ...report.endpoint, busy: 'drop' as const } };
    expect(mayCall(dropped, { ...idle, busy: true })).toEqual({ kind: 'drop', because: 'busy' });
  });
});
