import { expect, it } from 'vitest';
import { noLimits } from '#domain/limit/limits';
import { Pacing } from '../../src/engine/http/pacing.ts';
import { VirtualClock } from '../simulation/clock.ts';

const limited = { ...noLimits, hosts: [{ host: 'b.test', speedLimit: 100_000 }] };

it('a rule holds for the host that answers, after redirects', async () => {
  const clock = new VirtualClock();
  const pacing = new Pacing(clock);
  pacing.set(limited);
  const pace = pacing.join('t', 'https://a.test/get', new AbortController().signal);
  expect([pace.most, pace.reach]).toEqual([Infinity, Infinity]);
  pace.from('https://cdn.b.test/file');
  expect(pace.most).toBe(25_000);
  expect(pace.reach).toBeLessThan(200_000);
  const begun = clock.now();
  await clock.run(pace.paid(25_000), 10_000);
  expect(clock.now() - begun).toBe(250);
});

it('who is aborted waits no longer, but what was read counts', async () => {
  const clock = new VirtualClock();
  const pacing = new Pacing(clock);
  pacing.set(limited);
  const gone = new AbortController();
  const paid = pacing.join('t', 'https://b.test/', gone.signal).paid(25_000);
  const other = pacing.join('t', 'https://b.test/', new AbortController().signal);
  gone.abort(new Error('given up'));
  await expect(paid).rejects.toThrow('given up');
  const begun = clock.now();
  await clock.run(other.paid(16_384), 10_000);
  // Its own 16 KiB, after the 25 kB of the other.
  expect(clock.now() - begun).toBe(414);
});

it('connections that begin together do not ask together for ever', () => {
  const pacing = new Pacing(new VirtualClock());
  pacing.set({ ...noLimits, all: 6_000_000 });
  const { signal } = new AbortController();
  const paces = Array.from({ length: 6 }, () => pacing.join('t', 'https://a.test/', signal));
  const reaches = paces.map(({ reach }) => reach);
  expect(new Set(reaches).size).toBe(6);
  expect(Math.min(...reaches)).toBeGreaterThanOrEqual(750_000);
  expect(Math.max(...reaches)).toBeLessThanOrEqual(1_250_000);
});
