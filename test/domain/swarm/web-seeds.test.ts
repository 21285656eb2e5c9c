import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRange, gaps, totalBytes, type Range } from '#domain/segment/range';
import { missingPieces } from '#domain/swarm/pieces';
import { nextLease, usableSeeds, webParts } from '#domain/swarm/web-seeds';

const file = (path: string[], offset: number, size: number, padding = false) => ({
  folder: '',
  name: path.at(-1) ?? '',
  path,
  offset,
  size,
  padding,
});
const several = {
  writtenName: 'A torrent',
  several: true,
  files: [file(['one.bin'], 0, 15), file(['.pad', '5'], 15, 5, true), file(['sub dir', 'ü#.bin'], 20, 30)],
};
const single = { writtenName: 'a b.iso', several: false, files: [file([], 0, 30)] };

describe('a torrent at its web seeds (BEP 19)', () => {
  it('a range reaches over files; what only fills up is not asked for', () => {
    expect(webParts('https://s.test/dir/', several, { from: 10, to: 25 })).toEqual([
      { url: 'https://s.test/dir/A%20torrent/one.bin', from: 10, to: 15, at: 10, size: 15 },
      { url: null, from: 0, to: 5, at: 15, size: 5 },
      { url: 'https://s.test/dir/A%20torrent/sub%20dir/%C3%BC%23.bin', from: 0, to: 5, at: 20, size: 30 },
    ]);
    expect(webParts('https://s.test/dir', several, { from: 0, to: 1 })[0]?.url).toBe(
      'https://s.test/dir/A%20torrent/one.bin',
    );
  });

  it('of one file a seed is that file, or the folder in which it lies', () => {
    expect(webParts('https://s.test/x?y=1', single, { from: 3, to: 9 })).toEqual([
      { url: 'https://s.test/x?y=1', from: 3, to: 9, at: 3, size: 30 },
    ]);
    expect(webParts('https://s.test/', single, { from: 0, to: 1 })[0]?.url).toBe('https://s.test/a%20b.iso');
  });

  it('is asked for nothing where a path would lead to another file', () => {
    expect(usableSeeds(['https://s.test/', 'ftp://s.test/', 'https://s.test/'], several)).toEqual(['https://s.test/']);
    expect(usableSeeds(['https://s.test/?x'], several)).toEqual([]);
    for (const bad of ['..', '.', '']) {
      expect(usableSeeds(['https://s.test/'], { ...several, files: [file([bad, 'x'], 0, 9)] })).toEqual([]);
      expect(usableSeeds(['https://s.test/'], { ...several, writtenName: bad })).toEqual([]);
    }
  });

  it('every byte of a range is asked for once', () => {
    const size = fc.nat(12);
    fc.assert(
      fc.property(fc.array(size, { minLength: 1 }), fc.nat(60), fc.nat(60), (sizes, from, length) => {
        let offset = 0;
        const files = sizes.map((bytes, index) => {
          const one = file([`${index}`], offset, bytes);
          offset += bytes;
          return one;
        });
        const range = { from: Math.min(from, offset), to: Math.min(from + length, offset) };
        let at = range.from;
        for (const part of webParts('https://s.test', { ...several, files }, range)) {
          expect(part.at).toBe(at);
          expect(part.to).toBeGreaterThan(part.from);
          expect(part.to).toBeLessThanOrEqual(part.size);
          at += part.to - part.from;
        }
        expect(at).toBe(range.to);
      }),
    );
  });
});

describe('what a connection to a web seed brings', () => {
  const size = { pieceLength: 10, sharers: 2, most: Infinity, inOrder: false };

  it('is from the longest run, in whole pieces, and leaves the others something', () => {
    const missing = [
      { from: 0, to: 30 },
      { from: 50, to: 205 },
    ];
    expect(nextLease(missing, [], size)).toEqual({ from: 50, to: 90 });
    expect(nextLease(missing, [{ from: 0, to: 10 }], { ...size, inOrder: true })).toEqual({ from: 10, to: 30 });
    expect(nextLease(missing, [{ from: 50, to: 190 }], size)).toEqual({ from: 0, to: 10 });
    expect(nextLease(missing, missing, size)).toBeNull();
    expect(nextLease([{ from: 200, to: 205 }], [], size)).toEqual({ from: 200, to: 205 });
    expect(nextLease(missing, [], { ...size, most: 25 })).toEqual({ from: 50, to: 70 });
  });

  it('in the end all was lent, and nothing twice', () => {
    const piece = fc.nat(40);
    fc.assert(
      fc.property(fc.uniqueArray(piece), fc.integer({ min: 1, max: 5 }), (pieces, sharers) => {
        const missing = pieces.reduce<Range[]>((all, one) => addRange(all, { from: one * 10, to: one * 10 + 10 }), []);
        let lent: Range[] = [];
        for (let lease = nextLease(missing, lent, { ...size, sharers }); lease !== null;) {
          const before = totalBytes(lent);
          lent = addRange(lent, lease);
          expect(totalBytes(lent)).toBe(before + lease.to - lease.from);
          lease = nextLease(missing, lent, { ...size, sharers });
        }
        expect(lent).toEqual(missing);
      }),
    );
  });

  it('is of pieces that a wanted file reaches into', () => {
    const plain = { folder: '', name: 'x', saved: false };
    const content = {
      several: true,
      size: 45,
      pieceLength: 10,
      files: [
        { ...plain, size: 15, offset: 0, wanted: true },
        { ...plain, size: 20, offset: 15, wanted: false },
        { ...plain, size: 10, offset: 35, wanted: true },
      ],
    };
    expect(missingPieces([], content)).toEqual([
      { from: 0, to: 20 },
      { from: 30, to: 45 },
    ]);
    expect(missingPieces([{ from: 10, to: 40 }], content)).toEqual([
      { from: 0, to: 10 },
      { from: 40, to: 45 },
    ]);
    expect(gaps([{ from: 0, to: 45 }], 45)).toEqual([]);
  });
});
