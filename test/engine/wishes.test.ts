import { describe, expect, it } from 'vitest';
import { wantedRanges, type SwarmContent } from '#domain/swarm/swarm';
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
/** Where what is asked for begins. */
const asked = (wishes: Wishes): number[] => wantedRanges(wishes.content).map(({ from }) => from);

describe('what peers are asked for', () => {
  it('is what goes first, then the rest of what is wanted', () => {
    const wishes = new Wishes(content);
    expect([wishes.look([], 0), asked(wishes)]).toEqual([true, [10]]);
    expect(wishes.look([{ from: 10, to: 15 }], 1000)).toBe(false);
    expect([wishes.look([{ from: 10, to: 20 }], 2000), asked(wishes)]).toEqual([true, [0, 10]]);
    expect(wishes.look([{ from: 5, to: 20 }], 3000)).toBe(false);
  });

  it('is everything at once where nothing goes first, or that is here already', () => {
    const plain = new Wishes({ ...content, files: [file(0), file(10)] });
    expect([plain.look([], 0), asked(plain)]).toEqual([true, [0, 10]]);
    const here = new Wishes(content);
    expect([here.look([{ from: 10, to: 20 }], 0), asked(here)]).toEqual([true, [0, 10]]);
  });

  it('is everything where nobody has what goes first', () => {
    const wishes = new Wishes(content);
    wishes.look([], 0);
    expect(wishes.look([{ from: 10, to: 15 }], 9000)).toBe(false);
    expect(wishes.look([{ from: 10, to: 15 }], 18_999)).toBe(false);
    expect([wishes.look([{ from: 10, to: 15 }], 19_000), asked(wishes)]).toEqual([true, [0, 10]]);
    expect(wishes.look([{ from: 10, to: 20 }], 19_100)).toBe(false);
  });
});
