import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeFilename, sanitizeFolder } from '#domain/task/sanitize';
import { TorrentPaths } from '#domain/swarm/torrent-paths';

const places = (...paths: string[][]): string[] => {
  const given = new TorrentPaths();
  return paths.map((parts) => {
    const { folder, name } = given.place(parts);
    return folder === '' ? name : `${folder}/${name}`;
  });
};

describe('where the files of a torrent lie', () => {
  it.each([
    ['as they are named', [['a', 'b', 'c.txt']], ['a/b/c.txt']],
    [
      'what leads out is dropped',
      [
        ['..', '..', 'etc', 'passwd'],
        ['/', 'etc', 'shadow'],
        ['C:', 'x'],
      ],
      ['etc/passwd', 'etc/shadow', 'x'],
    ],
    ['a part that holds a path is several parts', [['../../x/y', 'z']], ['x/y/z']],
    ['a name that holds a path is one name', [['a', '../../b']], ['a/__.._b']],
    [
      'devices and hidden files',
      [
        ['con', 'aux.txt'],
        ['.ssh', '.bashrc'],
      ],
      ['_con/_aux.txt', '_ssh/_bashrc'],
    ],
    [
      'the same twice',
      [
        ['a', 'x.tar.gz'],
        ['a', 'x.tar.gz'],
        ['a', 'x.tar.gz'],
      ],
      ['a/x.tar.gz', 'a/x (1).tar.gz', 'a/x (2).tar.gz'],
    ],
    ['names that differ by case', [['A.txt'], ['a.TXT']], ['A.txt', 'a (1).TXT']],
    ['a file where a folder is', [['a', 'b'], ['A']], ['a/b', 'A (1)']],
    ['a folder where a file is', [['a'], ['A', 'b'], ['a', 'c']], ['a', 'A (1)/b', 'a (1)/c']],
    [
      'a folder beside files of its name stays one',
      [['a'], ['a', 'b'], ['a'], ['a', 'c']],
      ['a', 'a (1)/b', 'a (2)', 'a (1)/c'],
    ],
    ['nothing at all', [['', ''], ['..']], ['download', 'download (1)']],
  ])('%s', (_what, paths, expected) => expect(places(...paths)).toEqual(expected));

  it('50,000 files of one name get numbers one by one', () => {
    const given = new TorrentPaths();
    const names = Array.from({ length: 50_000 }, () => given.place(['same.txt']).name);
    expect([names[0], names[1], names.at(-1)]).toEqual(['same.txt', 'same (1).txt', 'same (49999).txt']);
  });

  it('no path leads out of the folder, none is given twice, and every part is what sanitising leaves alone', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '/', '\\', 'a', 'A', 'con', '~', 'C:', 'a/b', '../a', 'x.txt', 'é', 'e\u0301'),
      fc.string({ unit: 'binary' }),
    );
    const path = fc.array(part, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), (paths) => {
        const given = places(...paths);
        expect(new Set(given.map((one) => one.toUpperCase().toLowerCase())).size).toBe(given.length);
        for (const one of given) {
          const parts = one.split('/');
          expect(parts).not.toContain('..');
          expect(sanitizeFolder(one)).toBe(one);
          expect(sanitizeFilename(parts.at(-1) ?? '').name).toBe(parts.at(-1));
        }
        const files = new Set(given.map((one) => one.toUpperCase().toLowerCase()));
        const folders = given.flatMap((one) =>
          one
            .split('/')
            .slice(0, -1)
            .map((_, at, all) => all.slice(0, at + 1).join('/')),
        );
        expect(folders.filter((one) => files.has(one.toUpperCase().toLowerCase()))).toEqual([]);
      }),
    );
  });
});
