import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { algorithms, readBase64 } from '#domain/check/algorithm';
import {
  readChecksumLine,
  readLinkChecksums,
  readPastedChecksum,
  readSums,
  sumsBeside,
} from '#domain/check/checksum-text';

const sha256 = 'ab'.repeat(32);
const sha1 = 'cd'.repeat(20);
const md5 = 'ef'.repeat(16);

describe('a checksum in a text', () => {
  it.each([
    [sha256, 'sha-256', sha256, null],
    [` ${sha1.toUpperCase()}\n`, 'sha-1', sha1, null],
    ['0'.repeat(128), 'sha-512', '0'.repeat(128), null],
    [md5, 'md5', md5, null],
    [`sha256:${sha256}`, 'sha-256', sha256, null],
    [`SHA-256=${sha256}`, 'sha-256', sha256, null],
    [`sha1: ${sha1}`, 'sha-1', sha1, null],
    [`${sha256} *a file.iso`, 'sha-256', sha256, 'a file.iso'],
    [`${sha256}  dir/a.iso`, 'sha-256', sha256, 'dir/a.iso'],
    [`SHA256 (a (1).iso) = ${sha256}`, 'sha-256', sha256, 'a (1).iso'],
    [`sha256-${Buffer.from(sha256, 'hex').toString('base64')}`, 'sha-256', sha256, null],
  ])('%s', (text, algorithm, value, name) => {
    expect(readChecksumLine(text)).toEqual({ algorithm, value, name });
  });

  it.each(['', 'hello', 'ab', sha256.slice(1), `sha1:${sha256}`, `crc32:${md5}`, `x${sha256}`, '='.repeat(64)])(
    'is not one: %s',
    (text) => {
      expect(readChecksumLine(text)).toBeNull();
    },
  );

  it('of a pasted list the file’s own is meant', () => {
    const list = `# sums\n${sha256}  a.iso\n${'12'.repeat(32)}  b.iso\n`;
    expect(readPastedChecksum(list, 'a.iso')?.value).toBe(sha256);
    expect(readPastedChecksum(list, 'c.iso')).toBeNull();
    expect(readPastedChecksum(`${list}${md5}  a.iso\n`, 'a.iso')).toBeNull();
    expect(readPastedChecksum(sha256, 'c.iso')?.value).toBe(sha256);
  });

  it('never fails, and what it reads has the length of its algorithm', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abf09 -=:*()sha256md5\n'.split('')) }), (text) => {
        const line = readChecksumLine(text);
        if (line) expect(createHash(line.algorithm.replace('-', '')).digest('hex')).toHaveLength(line.value.length);
      }),
    );
  });
});

describe('lists of sums', () => {
  it('have the file by its name', () => {
    const list = `${sha256} *a.iso\n${'12'.repeat(32)}  ./b.iso\n${sha1}  a.iso\n`;
    expect(readSums(list, ['a.iso'])).toEqual([
      { algorithm: 'sha-256', value: sha256, from: 'sums' },
      { algorithm: 'sha-1', value: sha1, from: 'sums' },
    ]);
    expect(readSums(list, ['b.iso'])).toHaveLength(1);
    expect(readSums(list, ['c.iso'])).toEqual([]);
  });

  it('of one file may have the digest alone', () => {
    expect(readSums(`${sha256}\n`, ['a.iso'])).toHaveLength(1);
    expect(readSums(`${sha256}  other.iso\n`, ['a.iso'])).toEqual([]);
    expect(readSums('<!doctype html><title>Not found</title>', ['a.iso'])).toEqual([]);
  });

  it('lie beside the file, without its query', () => {
    expect(sumsBeside('https://a.test/d/f.iso?x=1#y')).toEqual([
      'https://a.test/d/SHA256SUMS',
      'https://a.test/d/f.iso.sha256',
    ]);
    expect(sumsBeside('https://a.test/d/')).toEqual([]);
    expect(sumsBeside('blob:x')).toEqual([]);
  });
});

describe('checksums in a link', () => {
  it('stand behind #, one or several', () => {
    expect(readLinkChecksums(`https://a.test/f#sha256=${sha256}&egg=f&md5=${md5}`)).toEqual([
      { algorithm: 'sha-256', value: sha256, from: 'link' },
      { algorithm: 'md5', value: md5, from: 'link' },
    ]);
    expect(readLinkChecksums(`https://a.test/f#sha1:${sha1}`)).toHaveLength(1);
  });

  it('are none when they do not fit', () => {
    expect(readLinkChecksums(`https://a.test/f#sha256=${sha1}`)).toEqual([]);
    expect(readLinkChecksums(`https://a.test/f?sha256=${sha256}`)).toEqual([]);
    expect(readLinkChecksums('no link')).toEqual([]);
  });
});

describe('base64', () => {
  it('reads what was written, for every algorithm', () => {
    fc.assert(
      fc.property(fc.constantFrom(...algorithms), fc.string(), (algorithm, text) => {
        const digest = createHash(algorithm.replace('-', '')).update(text).digest();
        expect(readBase64(algorithm, digest.toString('base64'))).toBe(digest.toString('hex'));
        expect(readBase64(algorithm, digest.subarray(1).toString('base64'))).toBeNull();
      }),
    );
  });
});
