import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRange, type Range } from '#domain/segment/range';
import { bitfieldOf, givenPieces, piecesOf, rangesOf } from '#domain/swarm/pieces';
import {
  bytesHere,
  choiceOf,
  isHere,
  isSameChoice,
  nextToSave,
  wantedBytes,
  withChoice,
  withSaved,
  withWanted,
  type SwarmContent,
} from '#domain/swarm/swarm';

/** A torrent of files of these sizes, one after the other. */
function contentOf(pieceLength: number, ...sizes: readonly number[]): SwarmContent {
  let offset = 0;
  const files = sizes.map((size, index) => {
    const file = { folder: '', name: `${index}`, size, offset, wanted: true, saved: false };
    offset += size;
    return file;
  });
  return { several: sizes.length > 1, size: offset, pieceLength, files };
}

const sorted = (ranges: readonly Range[]): Range[] => ranges.reduce<Range[]>(addRange, []);

describe('the pieces of a torrent', () => {
  it('as bits, the first in the highest bit, none beyond the last', () => {
    const content = contentOf(10, 95);
    expect([...bitfieldOf([], content)]).toEqual([0, 0]);
    expect([...bitfieldOf([{ from: 0, to: 95 }], content)]).toEqual([0xff, 0b1100_0000]);
    // A piece of which a byte is missing is missing.
    expect([
      ...bitfieldOf(
        [
          { from: 0, to: 29 },
          { from: 90, to: 95 },
        ],
        content,
      ),
    ]).toEqual([0b1100_0000, 0b0100_0000]);
    expect(piecesOf({ from: 10, to: 20 }, 10)).toEqual([1, 1]);
    expect(piecesOf({ from: 9, to: 21 }, 10)).toEqual([0, 2]);
  });

  it('bits and ranges say the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.boolean()),
        (size, length, bits) => {
          const content = contentOf(length, size);
          const ranges = rangesOf((piece) => bits[piece] === true, content);
          const field = bitfieldOf(ranges, content);
          for (let piece = 0; piece * length < size; piece++) {
            expect(((field[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0).toBe(bits[piece] === true);
          }
          expect(ranges).toEqual(sorted(ranges));
        },
      ),
    );
  });
});

describe('BC10: the pieces that peers may have', () => {
  it('are those that a wanted file reaches into, and no other', () => {
    // Pieces: 0 a | 1 a and b | 2 b | 3 b and c | 4 c.
    const content = withWanted(contentOf(10, 15, 20, 15), [0]);
    const all = [{ from: 0, to: 50 }];
    expect(givenPieces(all, content)).toEqual([{ from: 0, to: 20 }]);
    expect(givenPieces([{ from: 10, to: 50 }], content)).toEqual([{ from: 10, to: 20 }]);
    expect(givenPieces(all, withWanted(content, [1]))).toEqual([{ from: 10, to: 40 }]);
    expect(givenPieces(all, withWanted(content, []))).toEqual([]);
  });
});

describe('the wanted files of a torrent', () => {
  it('count by their own bytes: what of a shared piece is another file’s does not', () => {
    const content = withWanted(contentOf(10, 15, 10, 0, 20), [1, 2]);
    expect(wantedBytes(content)).toBe(10);
    expect(bytesHere(content, [{ from: 0, to: 20 }])).toBe(5);
    expect(isHere(content, [{ from: 0, to: 20 }])).toBe(false);
    expect(isHere(content, [{ from: 10, to: 30 }])).toBe(true);
  });

  it('agree with counting byte by byte', () => {
    const cut = fc.tuple(fc.nat(120), fc.nat(30)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { maxLength: 5 }),
        fc.array(fc.boolean()),
        fc.array(cut),
        (sizes, chosen, cuts) => {
          const content = withWanted(
            contentOf(7, ...sizes),
            sizes.flatMap((_, place) => (chosen[place] ? [place] : [])),
          );
          const have = sorted(cuts);
          const inside = (at: number) => have.some(({ from, to }) => from <= at && at < to);
          const bytes = content.files
            .filter(({ wanted }) => wanted)
            .flatMap(({ offset, size }) => Array.from({ length: size }, (_, n) => offset + n));
          expect(bytesHere(content, have)).toBe(bytes.filter(inside).length);
        },
      ),
    );
  });

  it('are saved one after the other, and those that are saved stay wanted', () => {
    const content = withWanted(contentOf(10, 1, 2, 3), [1, 2]);
    const first = nextToSave(content);
    expect(first?.name).toBe('1');
    const then = withWanted(withSaved(content, first!), [0]);
    expect(then.files.map(({ wanted }) => wanted)).toEqual([true, true, false]);
    expect(nextToSave(then)?.name).toBe('0');
    expect(nextToSave(withSaved(then, then.files[0]!))).toBeNull();
  });
});

describe('the choice among a torrent’s files', () => {
  const choice = { wanted: [0, 2], first: [2], inOrder: true };

  it('only what is wanted goes first; what is saved stays chosen', () => {
    const content = withChoice(contentOf(10, 1, 2, 3), { wanted: [0, 2], first: [1, 2], inOrder: true });
    expect(choiceOf(content)).toEqual(choice);
    const saved = withSaved(content, content.files[0]!);
    expect(choiceOf(withWanted(saved, [1]))).toEqual({ wanted: [0, 1], first: [], inOrder: true });
  });

  it('is the same in whatever order', () => {
    expect(isSameChoice(choice, { ...choice, wanted: [2, 0] })).toBe(true);
    expect(isSameChoice(choice, { ...choice, wanted: [0, 1] })).toBe(false);
    expect(isSameChoice(choice, { ...choice, wanted: [0] })).toBe(false);
    expect(isSameChoice(choice, { ...choice, first: [] })).toBe(false);
    expect(isSameChoice(choice, { ...choice, inOrder: false })).toBe(false);
  });
});
