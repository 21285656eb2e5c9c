import { expect, it } from 'vitest';
import { Lanes } from '../../src/engine/http/lanes.ts';

const origin = 'https://host.test';

it('the places of a pool that three share make room for a fourth', () => {
  const lanes = new Lanes(({ host }) => ({ group: host, most: Infinity }));
  const [a, b, c, late] = [{}, {}, {}, {}];
  for (const who of [a, a, b, b, c, c]) expect(lanes.take(origin, false, who)).not.toBeNull();
  expect(lanes.take(origin, false, late)).toBeNull();
  expect(lanes.want(origin, false, late)).toBe(true);
  expect([a, b, c].map((who) => lanes.share(origin, false, who))).toEqual([1, 1, 1]);
});
