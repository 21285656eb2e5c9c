import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerseidError } from '#domain/error';
import { describedFile } from '#domain/mirror/described';
import { readMetalink } from '#domain/mirror/metalink';
import { isMetalink } from '#domain/mirror/metalink-type';

const sha256 = 'ab'.repeat(32);
const sha1 = 'cd'.repeat(20);
const base = 'https://a.test/d/x.meta4';
const four = (files: string) =>
  `<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">${files}</metalink>`;
const file = (inside: string, name = 'a.iso') => four(`<file name="${name}">${inside}</file>`);
const url = '<url>https://a.test/a.iso</url>';

function codeOf(text: string): string {
  try {
    readMetalink(text, base);
    return 'read';
  } catch (error) {
    return error instanceof PerseidError ? error.code : String(error);
  }
}

describe('Metalink 4 (RFC 5854)', () => {
  it('names files with sizes, checksums, pieces and addresses', () => {
    const text = four(`
      <generator>x</generator>
      <file name="dir/a.iso">
        <size>10000</size>
        <hash type="sha-256">${sha256}</hash><hash type="md5">${'ef'.repeat(16)}</hash><hash type="whirlpool">00</hash>
        <pieces type="sha-1" length="4096"><hash>${sha1}</hash><hash>${sha1}</hash><hash>${sha1}</hash></pieces>
        <url location="de" priority="2">https://b.test/a.iso</url>
        <url priority="1">https://a.test/a.iso</url>
        <url>ftp://c.test/a.iso</url>
        <metaurl mediatype="torrent">https://a.test/a.torrent</metaurl>
      </file>
      <file name="b.txt"><url>b.txt</url></file>`);
    expect(readMetalink(text, base)).toEqual([
      {
        name: 'a.iso',
        folder: 'dir',
        expected: {
          size: 10000,
          hashes: [
            { algorithm: 'sha-256', value: sha256, from: 'metalink' },
            { algorithm: 'md5', value: 'ef'.repeat(16), from: 'metalink' },
          ],
          pieces: { algorithm: 'sha-1', length: 4096, hashes: [sha1, sha1, sha1], from: 'metalink' },
        },
        urls: [
          { url: 'https://a.test/a.iso', priority: 1, from: 'metalink' },
          { url: 'https://b.test/a.iso', priority: 2, from: 'metalink' },
        ],
        unused: 2,
      },
      {
        name: 'b.txt',
        folder: '',
        expected: { size: null, hashes: [], pieces: null },
        urls: [{ url: 'https://a.test/d/b.txt', priority: 999_999, from: 'metalink' }],
        unused: 0,
      },
    ]);
  });

  it('may have a prefix', () => {
    const text = `<m:metalink xmlns:m="urn:ietf:params:xml:ns:metalink"><m:file name="a"><m:url>https://a.test/a</m:url></m:file></m:metalink>`;
    expect(readMetalink(text, base)).toHaveLength(1);
  });
});

describe('Metalink 3', () => {
  it('has one more level, preferences, and numbered pieces', () => {
    const text = `<metalink version="3.0" xmlns="http://www.metalinker.org/"><files><file name="a.iso">
      <size>5000</size>
      <verification><hash type="sha1">${sha1}</hash>
        <pieces length="4096" type="sha1"><hash piece="1">${'11'.repeat(20)}</hash><hash piece="0">${'00'.repeat(20)}</hash></pieces>
      </verification>
      <resources>
        <url type="http" location="us" preference="10">http://b.test/a.iso</url>
        <url type="http" preference="100">http://a.test/a.iso</url>
        <url type="bittorrent" preference="100">http://a.test/a.torrent.ftp</url>
      </resources></file></files></metalink>`;
    const [read] = readMetalink(text, base);
    expect(read?.expected).toEqual({
      size: 5000,
      hashes: [{ algorithm: 'sha-1', value: sha1, from: 'metalink' }],
      pieces: { algorithm: 'sha-1', length: 4096, hashes: ['00'.repeat(20), '11'.repeat(20)], from: 'metalink' },
    });
    expect(read?.urls.map(({ url: address, priority }) => [address, priority])).toEqual([
      ['http://a.test/a.iso', 1],
      ['http://b.test/a.iso', 91],
    ]);
    expect(read?.unused).toBe(1);
  });
});

describe('hostile Metalinks', () => {
  it.each([
    ['not XML', 'hello', 'metalink-broken'],
    ['not well-formed', '<metalink><file>', 'metalink-broken'],
    ['something else', '<html></html>', 'metalink-broken'],
    ['a negative size', file(`<size>-1</size>${url}`), 'metalink-broken'],
    ['a size beyond all numbers', file(`<size>99999999999999999999</size>${url}`), 'metalink-broken'],
    ['nested too deep', four('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 'metalink-broken'],
    [
      'entities that grow',
      `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${file(`${url}&b;`)}`,
      'metalink-broken',
    ],
    [
      'an external entity',
      `<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>${file(`${url}&a;`)}`,
      'metalink-broken',
    ],
    ['too large', file(`${url}<!--${'x'.repeat(4 * 1024 * 1024)}-->`), 'metalink-large'],
    ['too many files', four(`<file name="a">${url}</file>`.repeat(201)), 'metalink-large'],
    ['no file', four(''), 'metalink-empty'],
    ['nothing to fetch', file('<metaurl mediatype="torrent">https://a.test/t</metaurl>'), 'metalink-empty'],
    ['a script as address', file('<url>javascript:alert(1)</url><url>file:///etc/passwd</url>'), 'metalink-empty'],
    ['a way out', file(url, '../a'), 'metalink-unsafe'],
    ['a way out in the middle', file(url, 'a/../../b'), 'metalink-unsafe'],
    ['a way out backwards', file(url, 'a\\..\\..\\b'), 'metalink-unsafe'],
    ['an absolute path', file(url, '/etc/passwd'), 'metalink-unsafe'],
    ['a drive', file(url, 'C:\\a'), 'metalink-unsafe'],
    ['the home folder', file(url, '~/a'), 'metalink-unsafe'],
    ['no name', file(url, ''), 'metalink-unsafe'],
    ['a folder', file(url, 'a/'), 'metalink-unsafe'],
  ])('%s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('thousands of addresses: the first in order are kept', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `<url priority="${5000 - n}">https://m${n}.test/</url>`).join(
      '',
    );
    const [read] = readMetalink(file(many), base);
    expect(read?.urls).toHaveLength(50);
    expect(read?.urls[0]).toMatchObject({ url: 'https://m4999.test/', priority: 1 });
  });

  it.each([
    ['of a wrong number', `<size>10000</size><pieces type="sha-1" length="4096"><hash>${sha1}</hash></pieces>`],
    ['of no length', `<size>4</size><pieces type="sha-1" length="0"><hash>${sha1}</hash></pieces>`],
    ['of a huge length', `<size>4</size><pieces type="sha-1" length="1e12"><hash>${sha1}</hash></pieces>`],
    ['that are no digests', '<size>4</size><pieces type="sha-1" length="4096"><hash>xyz</hash></pieces>'],
    ['of an unknown size', `<pieces type="sha-1" length="4096"><hash>${sha1}</hash></pieces>`],
    [
      'that are weak and slow',
      `<size>4</size><pieces type="md5" length="4096"><hash>${'a'.repeat(32)}</hash></pieces>`,
    ],
  ])('pieces %s are left out', (_, inside) => {
    expect(readMetalink(file(inside + url), base)[0]?.expected.pieces).toBeNull();
  });

  it('never fail with anything but a stated error, and never lead out of the folder', () => {
    const part = fc.constantFrom('..', '.', 'a', 'C:', '~', ' ', '', 'con', 'b.txt', '...');
    const path = fc.array(part, { maxLength: 6 }).chain((parts) => fc.constantFrom(parts.join('/'), parts.join('\\')));
    fc.assert(
      fc.property(path, (name) => {
        const code = codeOf(file(url, name));
        expect(['read', 'metalink-unsafe']).toContain(code);
        if (code !== 'read') return;
        const [read] = readMetalink(file(url, name), base);
        expect(`${read?.folder}/${read?.name}`.split('/')).not.toContain('..');
        expect(read?.folder.startsWith('/')).toBe(false);
      }),
    );
  });
});

describe('the file that is meant', () => {
  const files = readMetalink(
    four(`<file name="a"><size>1</size>${url}</file><file name="b"><size>2</size>${url}</file>`),
    base,
  );
  it.each([
    [{ name: 'a', size: 1 }, 'a'],
    [{ name: 'x', size: 2 }, 'b'],
    [{ name: 'b', size: null }, 'b'],
    [{ name: 'a', size: 2 }, 'b'],
    [{ name: 'x', size: null }, undefined],
    [{ name: 'a', size: 3 }, undefined],
  ])('%o', (download, name) => {
    expect(describedFile(files, download)?.name).toBe(name);
  });
});

describe('what is a Metalink', () => {
  it('by type or by name', () => {
    expect(isMetalink('application/metalink4+xml', null)).toBe(true);
    expect(isMetalink('application/metalink+xml', 'x')).toBe(true);
    expect(isMetalink('text/xml', 'A.META4')).toBe(true);
    expect(isMetalink(null, 'a.metalink')).toBe(true);
    expect(isMetalink('application/xml', 'meta4')).toBe(false);
    expect(isMetalink(null, null)).toBe(false);
  });
});
