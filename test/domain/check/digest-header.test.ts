import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDigestHeaders } from '#domain/check/digest-header';

const sha256 = createHash('sha256').update('x').digest();
const sha512 = createHash('sha512').update('x').digest();
const md5 = createHash('md5').update('x').digest();
const read = (headers: Record<string, string>, status = 206) =>
  readDigestHeaders(status, (name) => headers[name] ?? null);
const header = (algorithm: string, value: Buffer) => ({ algorithm, value: value.toString('hex'), from: 'header' });

describe('digests in headers', () => {
  it('Repr-Digest speaks of the whole file, also beside a part (RFC 9530)', () => {
    const value = `sha-256=:${sha256.toString('base64')}:, sha-512=:${sha512.toString('base64')}:;x=1, crc32c=:AAAAAA==:`;
    const found = read({ 'repr-digest': value });
    expect(found).toContainEqual(header('sha-256', sha256));
    expect(found).toContainEqual(header('sha-512', sha512));
    expect(found).toHaveLength(2);
  });

  it('the last of a key counts, as in any dictionary (RFC 9651)', () => {
    const value = `sha-256=:${Buffer.alloc(32).toString('base64')}:, sha-256=:${sha256.toString('base64')}:`;
    expect(read({ 'repr-digest': value })).toEqual([header('sha-256', sha256)]);
  });

  it('the older Digest (RFC 3230), also in hexadecimal', () => {
    expect(read({ digest: `SHA-256=${sha256.toString('base64')},md5=${md5.toString('base64')}` })).toHaveLength(2);
    expect(read({ digest: `sha-256=${sha256.toString('hex')}` })).toEqual([header('sha-256', sha256)]);
  });

  it('Content-MD5 counts beside a whole file only, Content-Digest never', () => {
    const headers = {
      'content-md5': md5.toString('base64'),
      'content-digest': `sha-256=:${sha256.toString('base64')}:`,
    };
    expect(read(headers, 206)).toEqual([]);
    expect(read(headers, 200)).toEqual([header('md5', md5)]);
  });

  it('of an encoded answer none counts: they are of the encoded form', () => {
    const value = `sha-256=:${sha256.toString('base64')}:`;
    expect(read({ 'repr-digest': value, 'content-encoding': 'gzip' }, 200)).toEqual([]);
    expect(read({ 'repr-digest': value, 'content-encoding': 'identity' }, 200)).toHaveLength(1);
  });

  it.each(['', 'sha-256', 'sha-256=:', 'sha-256=::', 'sha-256=:AAAA:', `sha-256=:${'A'.repeat(9000)}:`, ',,,'])(
    'is broken: %s',
    (value) => {
      expect(read({ 'repr-digest': value, digest: value })).toEqual([]);
    },
  );
});
