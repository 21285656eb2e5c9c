import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Retries } from '#engine/swarm/retries';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('what broke down is tried again after a minute, then after longer and longer; after a good hour as at first', () => {
  const again: number[] = [];
  let since = performance.now();
  const retries = new Retries(() => again.push((performance.now() - since) / minute));
  const failsAndWaits = (minutes: number): void => {
    since = performance.now();
    retries.failed('a', since);
    vi.advanceTimersByTime(minutes * minute);
  };
  for (const pause of [1, 5, 30, 30]) failsAndWaits(pause);
  expect(again).toEqual([1, 5, 30, 30]);
  vi.advanceTimersByTime(31 * minute);
  failsAndWaits(1);
  expect(again.at(-1)).toBe(1);
});

it('what is not to be shared any more is not tried', () => {
  const again = vi.fn<() => void>();
  const retries = new Retries(again);
  retries.failed('a', performance.now());
  // One of the two that were told of counts.
  retries.failed('a', performance.now());
  retries.forget('a');
  vi.advanceTimersByTime(100 * minute);
  expect(again).not.toHaveBeenCalled();
});
