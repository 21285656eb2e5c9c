import { expect, it } from 'vitest';
import { Retirement } from '../../src/engine/retirement.ts';

it('does not retire while a task is being stored, which is in no list yet', async () => {
  const retirement = new Retirement(
    new Map(),
    () => true,
    () => undefined,
    () => true,
  );
  const stored = Promise.withResolvers<void>();
  const adding = retirement.during(() => stored.promise);
  await Promise.resolve();
  expect(retirement.retire()).toBe(false);
  stored.resolve();
  await adding;
  expect(retirement.retire()).toBe(true);
});

it('takes no work after it has agreed to be closed', async () => {
  const retirement = new Retirement(
    new Map(),
    () => true,
    () => undefined,
    () => true,
  );
  expect(retirement.retire()).toBe(true);
  let taken = false;
  void retirement.during(() => Promise.resolve(void (taken = true)));
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toBe(false);
});
