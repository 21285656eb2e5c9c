import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseFilename, sanitizeFilename } from '#domain/task/filename';
import { isNumbered } from '#domain/task/numbered';
import { nameFromUrl } from '#domain/task/name-from-url';

const url = 'https://x.org/files/archive.zip?v=1#top';
const choose = (given: Partial<Parameters<typeof chooseFilename>[0]>): string =>
  chooseFilename({ disposition: null, browserName: null, url, ...given });

test.each<[saved: string, wanted: string, numbered: boolean]>([
  ['a (1).zip', 'a.zip', true],
  ['a(1).zip', 'a.zip', true],
  ['a (12).tar.gz', 'a.tar.gz', true],
  ['README (1)', 'README', true],
  ['a (1) (1).zip', 'a (1).zip', true],
  ['e\u0301 (1).zip', '\u00e9.zip', true],
  ['a (1).zip', 'a (1).zip', false],
  ['e\u0301.zip', '\u00e9.zip', false],
  ['a.zip', 'a (1).zip', false],
  // What the user himself, or another extension, made of it.
  ['b (1).zip', 'a.zip', false],
  ['a.zip.download', 'a.zip', false],
])('%s for %s was numbered: %s', (saved, wanted, numbered) => {
  expect(isNumbered(saved, wanted)).toBe(numbered);
});

describe('chooseFilename', () => {
  test('what the server says comes first', () => {
    expect(choose({ disposition: "attachment; filename*=UTF-8''%C3%A4.pdf", browserName: 'b.pdf' })).toBe('ä.pdf');
  });

  test.each(['inline', 'attachment; filename="', 'attachment; filename=""'])(
    'a server that names nothing (%s) is passed over',
    (disposition) => {
      expect(choose({ disposition, browserName: 'b.pdf' })).toBe('b.pdf');
    },
  );

  test('what the browser made of the link comes second', () => {
    expect(choose({ browserName: 'from the download attribute.zip' })).toBe('from the download attribute.zip');
  });

  test.each(['archive (1).zip', 'archive (12).zip', 'archive(1).zip'])(
    "the browser's %s is the address's own name",
    (browserName) => {
      expect(choose({ browserName })).toBe('archive.zip');
    },
  );

  test.each<[url: string, browserName: string, expected: string]>([
    ['https://x.org/a.tar.gz', 'a (1).tar.gz', 'a.tar.gz'],
    ['https://x.org/a.tar.gz', 'a.tar (2).gz', 'a.tar.gz'],
    ['https://x.org/LICENSE', 'LICENSE (3)', 'LICENSE'],
    ['https://x.org/a%20b%3Ac.zip', 'a b_c (1).zip', 'a b_c.zip'],
    ['https://x.org/a%20(1).zip', 'a (1).zip', 'a (1).zip'],
    ['https://x.org/a%20(1).zip', 'a (1) (1).zip', 'a (1).zip'],
    ['https://x.org/other.zip', 'a (1).zip', 'a (1).zip'],
    ['https://x.org/a.zip', 'a (copy).zip', 'a (copy).zip'],
    ['https://x.org/', 'download', 'download'],
    ['https://x.org/', 'download (1)', 'download (1)'],
    ['https://x.org/download', '(1)', '(1)'],
    ['https://x.org/a.zip', '(1).zip', '(1).zip'],
  ])("from %s and the browser's %s: %s", (address, browserName, expected) => {
    expect(choose({ url: address, browserName })).toBe(expected);
  });

  test.each<[url: string, expected: string]>([
    ['https://x.org/a/b.zip?c=d.exe#e', 'b.zip'],
    ['https://x.org/a/b.zip/', 'b.zip'],
    ['https://x.org/a%20%C3%A4.zip', 'a ä.zip'],
    ['https://x.org/100%.zip', '100_.zip'],
    ['https://x.org/%E4.zip', '_E4.zip'],
    ['https://x.org/%E4%zz.zip', '_E4_zz.zip'],
    ['https://x.org/..%2F..%2Fetc%2Fpasswd', '__.._etc_passwd'],
    ['https://x.org/%00.zip', '_zip'],
  ])('else the end of the address: %s gives %s', (address, expected) => {
    expect(choose({ url: address })).toBe(expected);
  });

  test.each<[url: string, expected: string]>([
    ['https://files.example.com/', 'files-example-com'],
    ['https://example.com?file=x.zip', 'example-com'],
    ['not an address', 'download'],
    ['data:', 'download'],
  ])('else its host, which never ends in .com: %s gives %s', (address, expected) => {
    expect(choose({ url: address })).toBe(expected);
  });

  test('a name that is empty everywhere is passed on to the next', () => {
    expect(choose({ browserName: '' })).toBe('archive.zip');
  });

  test('never throws, and what it gives is sanitised', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const address = fc.oneof(
      text,
      fc.webUrl({ withQueryParameters: true }),
      text.map((path) => `https://x.org/${path}`),
    );
    fc.assert(
      fc.property(fc.option(text), fc.option(text), address, (disposition, browserName, at) => {
        const name = chooseFilename({
          disposition: disposition && `attachment; filename=${disposition}`,
          browserName,
          url: at,
        });
        expect(sanitizeFilename(name).name).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

test('nameFromUrl decodes what encodeURIComponent encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      fc.pre(name !== '.' && name !== '..' && !/%/.test(name));
      expect(nameFromUrl(`https://x.org/a/${encodeURIComponent(name)}`)).toBe(name);
    }),
  );
});
