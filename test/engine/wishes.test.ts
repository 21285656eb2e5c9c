import { describe, expect, it } from 'vitest';
import { wantedRanges, type SwarmContent } from '#domain/swarm/swarm';
import { Wishes, type Bringers } from '#engine/swarm/wishes';

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

/** Somebody is there, and has brought so much; so many have what goes first. */
const from = (received: number, owners = 0, some = true): Bringers => ({ some, received, owners: () => owners });

describe('what peers are asked for', () => {
  it('is what goes first, then the rest of what is wanted', () => {
    const wishes = new Wishes(content);
    expect([wishes.look([], 0, from(0)), asked(wishes)]).toEqual([true, [10]]);
    expect(wishes.look([{ from: 10, to: 15 }], 1000, from(5))).toBe(false);
    expect([wishes.look([{ from: 10, to: 20 }], 2000, from(10)), asked(wishes)]).toEqual([true, [0, 10]]);
    expect(wishes.look([{ from: 5, to: 20 }], 3000, from(15))).toBe(false);
  });

  it('is everything at once where nothing goes first, or that is here already', () => {
    const plain = new Wishes({ ...content, files: [file(0), file(10)] });
    expect([plain.look([], 0, from(0)), asked(plain)]).toEqual([true, [0, 10]]);
    const here = new Wishes(content);
    expect([here.look([{ from: 10, to: 20 }], 0, from(0)), asked(here)]).toEqual([true, [0, 10]]);
  });

  it('stays what goes first while nobody is there, however long that takes', () => {
    const wishes = new Wishes(content);
    wishes.look([], 0, from(0, 0, false));
    expect(wishes.look([], 600_000, from(0, 0, false))).toBe(false);
    expect(wishes.look([], 609_999, from(0, 1))).toBe(false);
    expect([wishes.look([], 610_000, from(0, 1)), asked(wishes)]).toEqual([true, [0, 10]]);
  });

  it('stays that while bytes of it come, if not yet a whole piece', () => {
    const wishes = new Wishes(content);
    wishes.look([], 0, from(0));
    for (let at = 1; at <= 10; at++) expect(wishes.look([], at * 9000, from(at))).toBe(false);
    expect(wishes.look([], 100_000, from(10))).toBe(true);
  });

  it('is everything where nobody brings what goes first, until one more has some of it', () => {
    const wishes = new Wishes(content);
    wishes.look([], 0, from(0, 1));
    expect([wishes.look([], 10_000, from(0, 1)), asked(wishes)]).toEqual([true, [0, 10]]);
    // The one that has it brings nothing: that it is still there changes nothing.
    expect(wishes.look([], 11_000, from(3, 1))).toBe(false);
    expect(wishes.look([], 12_000, from(3, 0))).toBe(false);
    expect([wishes.look([], 13_000, from(3, 1)), asked(wishes)]).toEqual([true, [10]]);
    // It has its time, too.
    expect(wishes.look([], 22_999, from(3, 1))).toBe(false);
    expect(wishes.look([], 23_000, from(3, 1))).toBe(true);
  });
});
