import { describe, expect, it } from 'vitest';
import type { SwarmContent } from '#domain/swarm/swarm';
import { Wishes } from '#engine/swarm/wishes';

const file = (offset: number, more: object = {}) => ({
  folder: '',
  name: `${offset}`,
  size: 10,
  offset,
  wanted: true,
  saved: false,
  ...more,
});
const content: SwarmContent = {
  several: true,
  size: 30,
  pieceLength: 5,
  files: [file(0), file(10, { first: true }), file(20, { wanted: false })],
};
const all = [
  { from: 0, to: 10 },
  { from: 10, to: 20 },
];

describe('what peers are asked for', () => {
  it('is what goes first, then the rest of what is wanted', () => {
    const wishes = new Wishes(content);
    expect(wishes.next([], 0)).toEqual([{ from: 10, to: 20 }]);
    expect(wishes.next([{ from: 10, to: 15 }], 1000)).toBeNull();
    expect(wishes.next([{ from: 10, to: 20 }], 2000)).toEqual(all);
    expect(wishes.next([{ from: 5, to: 20 }], 3000)).toBeNull();
  });

  it('is everything at once where nothing goes first, or that is here already', () => {
    const plain = { ...content, files: [file(0), file(10)] };
    expect(new Wishes(plain).next([], 0)).toEqual(all);
    expect(new Wishes(content).next([{ from: 10, to: 20 }], 0)).toEqual(all);
  });

  it('is everything where nobody has what goes first', () => {
    const wishes = new Wishes(content);
    wishes.next([], 0);
    expect(wishes.next([{ from: 10, to: 15 }], 9000)).toBeNull();
    expect(wishes.next([{ from: 10, to: 15 }], 18_999)).toBeNull();
    expect(wishes.next([{ from: 10, to: 15 }], 19_000)).toEqual(all);
    expect(wishes.next([{ from: 10, to: 20 }], 19_100)).toBeNull();
  });
});
