import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOfFile } from '#domain/swarm/file-kind';
import { chosenOf, fileTree, shownOf, type FileFolder } from '#domain/swarm/file-tree';

const at = (folder: string, size: number) => ({ folder, size });

describe('the files of a torrent as a tree', () => {
  it('has every folder once, with the bytes of all that is below', () => {
    const tree = fileTree([at('', 1), at('a/b', 2), at('c', 4), at('a', 8), at('a/b', 16)]);
    expect(tree).toMatchObject({ name: '', size: 31, files: [0], all: [0, 1, 2, 3, 4] });
    expect(tree.folders.map(({ path, size, files, all }) => ({ path, size, files, all }))).toEqual([
      { path: 'a', size: 26, files: [3], all: [1, 3, 4] },
      { path: 'c', size: 4, files: [2], all: [2] },
    ]);
    expect(tree.folders[0]?.folders[0]).toMatchObject({ name: 'b', path: 'a/b', size: 18, files: [1, 4] });
  });

  it('says whether all of a folder is chosen, some of it or nothing', () => {
    const tree = fileTree([at('a', 1), at('a/b', 1), at('c', 1)]);
    const said = (chosen: number[]) => [tree, ...tree.folders].map((folder) => chosenOf(folder, new Set(chosen)));
    expect(said([])).toEqual(['none', 'none', 'none']);
    expect(said([1])).toEqual(['some', 'some', 'none']);
    expect(said([0, 1])).toEqual(['some', 'all', 'none']);
    expect(said([0, 1, 2])).toEqual(['all', 'all', 'all']);
  });

  it('is shown up to so many folders and files, and says how many files are left', () => {
    const tree = fileTree([at('', 1), at('', 1), at('a', 1), at('b', 1), at('b/c', 1)]);
    const shown = (most: number) => {
      const { folders, files, rest } = shownOf(tree, most);
      return [folders.map(({ name }) => name).join(), files.length, rest];
    };
    expect([0, 1, 2, 3, 4, 9].map(shown)).toEqual([
      ['', 0, 5],
      ['a', 0, 4],
      ['a,b', 0, 2],
      ['a,b', 1, 1],
      ['a,b', 2, 0],
      ['a,b', 2, 0],
    ]);
  });

  it('no file is left out, and none is in two folders, whatever they are called', () => {
    const folder = fc.array(fc.constantFrom('a', 'b', '__proto__', 'constructor'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(folder, fc.nat(9))), (files) => {
        const tree = fileTree(files.map(([parts, size]) => at(parts.join('/'), size)));
        const placesIn = (one: FileFolder): number[] => [...one.files, ...one.folders.flatMap(placesIn)];
        expect(placesIn(tree).toSorted((a, b) => a - b)).toEqual(files.map((_, place) => place));
        expect(tree.size).toBe(files.reduce((sum, [, size]) => sum + size, 0));
      }),
    );
  });
});

describe('the kind of a file', () => {
  it.each([
    ['Film.MKV', 'video'],
    ['a.b.flac', 'audio'],
    ['cover.jpeg', 'picture'],
    ['read me.txt', 'text'],
    ['x.tar.zst', 'archive'],
    ['setup.exe', 'program'],
    ['no ending', 'other'],
    ['.', 'other'],
    ['x.constructor', 'other'],
  ])('%s: %s', (name, kind) => {
    expect(kindOfFile(name)).toBe(kind);
  });
});
