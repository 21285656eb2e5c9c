import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemOf, plainItem, type Item } from '#domain/exchange/item';
import { readList } from '#domain/exchange/read';
import { leavesOut, listFormats, writeList, type ListFormat } from '#domain/exchange/write';
import { readMetalink } from '#domain/mirror/metalink';
import { task } from '../../ui/tasks.ts';

const sha = 'ab'.repeat(32);
const full: Item = {
  url: 'https://a.example/dir/file.iso?x=1&y=%22',
  name: 'named "so" & so.iso',
  mask: ['3 ', { told: 'name' }, { told: 'ending' }],
  folder: 'sub/folder',
  page: 'https://a.example/page',
  referrer: 'https://a.example/page',
  mirrors: ['https://b.example/file.iso', 'https://c.example/<file>.iso'],
  expected: { size: 700, hashes: [{ algorithm: 'sha-256', value: sha, from: 'user' }], pieces: null },
  priority: 'high',
  speedLimit: 500_000,
  startAt: 1_900_000_000_000,
  paused: true,
  search: false,
  files: { wanted: [0, 2], first: [2], inOrder: true },
  sharing: { mode: 'until', ratio: 2, hours: 5, speedLimit: 100_000 },
};
const magnet = plainItem(`magnet:?xt=urn:btih:${'ab'.repeat(20)}`);
const formats = Object.keys(listFormats) as ListFormat[];
const read = (text: string) => {
  const list = readList(text);
  return typeof list === 'string' ? list : { urls: list.items.map(({ url }) => url), bad: list.bad };
};

describe('lists of downloads', () => {
  it('the JSON holds everything, there and back', () => {
    const list = readList(writeList('json', [full, magnet]));
    expect(list).toEqual({
      items: [
        { ...full, name: 'named _so_ & so.iso', mirrors: [full.mirrors[0], 'https://c.example/%3Cfile%3E.iso'] },
        magnet,
      ],
      bad: [],
    });
  });

  it.each(formats)('%s: the addresses come back, each where it was', (format) => {
    const written = [full, magnet, plainItem('https://d.example/')].filter((item) => !leavesOut(format, item));
    expect(read(writeList(format, written))).toEqual({ urls: written.map(({ url }) => url), bad: [] });
  });

  it('a Metalink says names, sizes, checksums and mirrors, as its readers know them', () => {
    const [file] = readMetalink(writeList('metalink', [full, magnet]));
    expect(file).toMatchObject({
      name: 'named _so_ & so.iso',
      folder: 'sub/folder',
      expected: { size: 700, hashes: [{ value: sha }] },
    });
    expect(file?.urls.map(({ url }) => url)).toEqual([full.url, full.mirrors[0], 'https://c.example/%3Cfile%3E.iso']);
  });

  it('an input file of aria2: addresses of one file on a line, options below it', () => {
    expect(writeList('aria2', [{ ...full, name: 'a\nb' }, plainItem('https://d.example/')])).toBe(
      [
        `${full.url}\t${full.mirrors.join('\t')}`,
        '  out=a b',
        '  dir=sub/folder',
        '  referer=https://a.example/page',
        `  checksum=sha-256=${sha}`,
        '  max-download-limit=500000',
        'https://d.example/',
        '',
      ].join('\n'),
    );
    const list = readList(
      [
        '# a comment',
        'https://a.example/x\thttps://b.example/x',
        '  out=deep/er/name.bin',
        `\tchecksum=md5=${'0'.repeat(32)}`,
        ' max-download-limit=200K',
        ' split=5',
        ' dir=/home/me',
        'nonsense',
        ' out=nobody',
        '',
        'https://c.example/y',
        ' checksum=sha-256=12',
        ' max-download-limit=0',
      ].join('\r\n'),
    );
    expect(list).toMatchObject({
      items: [
        {
          url: 'https://a.example/x',
          mirrors: ['https://b.example/x'],
          name: 'name.bin',
          folder: 'deep/er',
          speedLimit: 204_800,
          expected: { hashes: [{ algorithm: 'md5' }] },
        },
        { url: 'https://c.example/y', name: null, folder: null, speedLimit: null, expected: { hashes: [] } },
      ],
      bad: ['nonsense'],
    });
  });

  it('what a list says that cannot be is passed over', () => {
    const strange = {
      ...full,
      page: 'javascript:alert(1)',
      referrer: 'about:blank',
      mirrors: ['magnet:?xt=1', 'https://user:word@b.example/', 'file:///etc/passwd', 'https://c.example/#part'],
      expected: {
        size: -4,
        hashes: [{ algorithm: 'sha-256' as const, value: 'zz', from: 'user' as const }],
        pieces: null,
      },
    };
    expect(readList(writeList('json', [strange]))).toMatchObject({
      items: [{ page: null, referrer: null, mirrors: ['https://c.example/'], expected: { size: null, hashes: [] } }],
    });
  });

  it('links that are indented are links, what is no option is none that is passed over, and a comment may be indented', () => {
    expect(read('a\n  https://a.example/2.zip\n\thttps://a.example/3.zip\n  out=x\n  # note\n  nonsense')).toEqual({
      urls: ['https://a.example/2.zip', 'https://a.example/3.zip'],
      bad: ['a', 'nonsense'],
    });
  });

  it('its own Metalink of thousands is read again', () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ ...full, url: `https://a.example/${n}`, name: `${n}.bin` }));
    expect(read(writeList('metalink', many))).toEqual({ urls: many.map(({ url }) => url), bad: [] });
  });

  it('plain links, also with what is none among them', () => {
    expect(read('https://a.example/1\n\nftp://b/2\nhttps://a.example/3')).toEqual({
      urls: ['https://a.example/1', 'https://a.example/3'],
      bad: ['ftp://b/2'],
    });
  });

  it.each([
    ['', 'list-empty'],
    ['no link at all', 'list-empty'],
    ['{', 'list-broken'],
    ['{"format":"other"}', 'list-broken'],
    ['{"format":"perseid-list","version":2,"downloads":[]}', 'list-broken'],
    ['{"format":"perseid-list","version":1,"downloads":[]}', 'list-empty'],
    ['{"format":"perseid-list","version":1,"downloads":[{"url":"https://a.example/","speedLimit":-5}]}', 'list-broken'],
    ['<html><body>', 'list-broken'],
    ['<metalink xmlns="urn:ietf:params:xml:ns:metalink"></metalink>', 'list-empty'],
    ['<metalink><file name="../../x"><url>https://a.example/</url></file></metalink>', 'list-broken'],
    ['x'.repeat(20_000_001), 'list-large'],
    ['https://a.example/\n'.repeat(10_001), 'list-large'],
  ])('%.60s is refused: %s', (text, problem) => expect(read(text)).toBe(problem));

  it('nothing leads out of the folder, whatever a list says; and nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, folder) => {
        const item = { ...plainItem('https://a.example/x'), name, folder };
        for (const format of formats) {
          const list = readList(writeList(format, [item]));
          for (const one of typeof list === 'string' ? [] : list.items) {
            expect(one.name ?? '').not.toMatch(/[/\\]|^\.\.$/);
            expect((one.folder ?? '').split('/')).not.toContain('..');
          }
        }
        readList(name);
      }),
    );
  });

  it('of a task: its link, the name it has, what it is checked with, and what was set of it', () => {
    const one = task({
      folder: 'iso',
      priority: 'low',
      speedLimit: 1000,
      mirrors: [{ url: 'https://m.example/', priority: 1, from: 'link' }],
    });
    expect(itemOf(one)).toEqual({
      ...plainItem('https://example.org/dir/file%20one.bin?x=1'),
      name: 'file one.bin',
      folder: 'iso',
      mirrors: ['https://m.example/'],
      expected: { size: 1000, hashes: [], pieces: null },
      priority: 'low',
      speedLimit: 1000,
    });
    expect(itemOf(task({ file: null })).name).toBeNull();
    const paused = { kind: 'paused', because: 'user', room: null } as const;
    expect(itemOf(task({ state: paused, search: { ...one.search, off: true } }))).toMatchObject({
      paused: true,
      search: false,
    });
    // Named by a mask: until the server has told the name, the mask is taken along; from then on, what it gave.
    const mask = ['Set/', { told: 'name' as const }];
    expect(itemOf(task({ file: null, mask, folder: 'F' }))).toMatchObject({ name: null, mask, folder: 'F' });
    const file = { ...one.file!, name: '1.bin', folder: 'Set' };
    expect(itemOf(task({ file, mask, folder: 'F' }))).toMatchObject({ name: '1.bin', mask: null, folder: 'F/Set' });
  });
});
