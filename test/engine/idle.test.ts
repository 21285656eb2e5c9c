import { expect, it } from 'vitest';
import { Idle } from '#engine/swarm/idle';

it('a torrent that brings nothing for a minute is idle until it brings something, or runs no longer', () => {
  const told: string[][] = [];
  const idle: Idle = new Idle(() => told.push([...idle.tasks]));
  idle.note('a', { speed: 0 }, 1000);
  idle.note('b', { speed: 5 }, 1000);
  idle.note('a', { speed: 0 }, 60_999);
  expect(told).toEqual([]);
  for (const now of [61_000, 61_250]) idle.note('a', { speed: 0 }, now);
  idle.note('b', { speed: 0 }, 60_999);
  expect(told).toEqual([['a']]);
  idle.note('a', { speed: 1 }, 70_000);
  expect(told).toEqual([['a'], []]);
  idle.note('a', { speed: 0 }, 130_000);
  expect([...idle.tasks]).toEqual(['a']);
  idle.forget('a');
  idle.note('a', { speed: 0 }, 140_000);
  expect([...idle.tasks]).toEqual([]);
});
