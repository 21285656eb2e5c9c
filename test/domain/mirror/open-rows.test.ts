import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import { openRows } from '#domain/mirror/open-rows';
import { prefixOf } from '#domain/mirror/prefix';
import { sealAddress, tagOf, type FileIdentity } from '#domain/mirror/sealing';

const file: FileIdentity = { sha256: 'ab'.repeat(32), size: 1000 };
const row = (address: string, of = file): string => toBase64(sealAddress(of, address).sealed);
const noise = (): string => toBase64(Uint8Array.from(randomBytes(528)));

describe('the rows of a file', () => {
  it('are read by who knows it, one address of each host, in their order', () => {
    const rows = [row('https://b.example/f'), noise(), row('https://a.example/f'), row('https://b.example/other')];
    expect(openRows(file, rows, [])).toEqual(['https://b.example/f', 'https://a.example/f']);
    expect(openRows(file, rows, ['b.example'])).toEqual(['https://a.example/f']);
    expect(openRows({ ...file, size: 1001 }, rows, [])).toEqual([]);
  });

  it('that lead to one victim in many ways, by path or port, lead there once; not at all if it is asked already', () => {
    const paths = Array.from({ length: 90 }, (_, at) => row(`https://victim.example/f${at}`));
    const ports = Array.from({ length: 90 }, (_, at) => row(`https://victim.example:${8000 + at}/f`));
    const rows = [...paths, row('https://a.example/f'), ...ports];
    expect(openRows(file, rows, [])).toEqual(['https://victim.example/f0', 'https://a.example/f']);
    expect(openRows(file, rows, ['victim.example'])).toEqual(['https://a.example/f']);
  });

  it.each([
    'http://a.example/f',
    'https://127.0.0.1/f',
    'https://[::1]/f',
    'https://localhost/f',
    'https://router.lan/f',
    'https://u:p@a.example/f',
    'https://a.example/f?token=1',
    'https://a.example/f#1',
    'javascript:alert(1)',
    'no address',
  ])('%s is dropped', (address) => {
    expect(openRows(file, [row(address)], [])).toEqual([]);
  });

  it('of another shape, or of another file, are dropped; whatever comes, nothing is thrown', () => {
    expect(
      openRows(file, ['', 'AA==', '%', noise().slice(4), row('https://a.example/f', { ...file, size: 1 })], []),
    ).toEqual([]);
    fc.assert(fc.property(fc.array(fc.string()), (rows) => openRows(file, rows, []).length === 0));
  });

  it('that flood a tag are not all opened', () => {
    const rows = [...Array.from({ length: 200 }, noise), row('https://a.example/f')];
    expect(openRows(file, rows, [])).toEqual([]);
    expect(openRows(file, rows.slice(1), [])).toEqual(['https://a.example/f']);
  });

  it('are asked for by the first digits of their tag', () => {
    const tag = tagOf(file);
    const digits = BigInt(`0x${Buffer.from(tag).toString('hex')}`)
      .toString(2)
      .padStart(256, '0');
    for (const bits of [1, 7, 8, 9, 31, 32]) expect(prefixOf(tag, bits)).toBe(digits.slice(0, bits));
  });
});
