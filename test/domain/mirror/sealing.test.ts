import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraserHash } from '#domain/mirror/eraser';
import {
  entryOf,
  longestAddress,
  openAddress,
  sealAddress,
  sealedBytes,
  tagOf,
  type FileIdentity,
} from '#domain/mirror/sealing';

const file: fc.Arbitrary<FileIdentity> = fc.record({
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  size: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
});
const address = fc.webUrl().filter((url) => new TextEncoder().encode(url).length <= longestAddress);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const one: FileIdentity = { sha256: createHash('sha256').update('a file').digest('hex'), size: 6 };

describe('a sealed address', () => {
  it('is opened by who knows the file', () => {
    fc.assert(
      fc.property(file, address, (known, url) => {
        const row = sealAddress(known, url);
        expect(openAddress(known, row.sealed)).toBe(url);
        expect([row.tag.length, row.entry.length, row.sealed.length]).toEqual([32, 16, sealedBytes]);
        expect(row.entry).toEqual(entryOf(row.sealed));
      }),
    );
  });

  it('is the same for everybody who seals it, and another one for every other address or file', () => {
    fc.assert(
      fc.property(file, file, address, address, (known, other, url, second) => {
        fc.pre(known.sha256 !== other.sha256 && url !== second);
        expect(sealAddress({ ...known }, url)).toEqual(sealAddress(known, url));
        const rows = [sealAddress(known, url), sealAddress(known, second), sealAddress(other, url)];
        expect(new Set(rows.map(({ sealed }) => hex(sealed))).size).toBe(3);
        expect(new Set(rows.map(({ tag }) => hex(tag))).size).toBe(2);
      }),
    );
  });

  it('is not opened with another checksum, another length or a byte changed', () => {
    fc.assert(
      fc.property(
        file,
        address,
        fc.nat({ max: sealedBytes - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (known, url, at, change) => {
          const { sealed } = sealAddress(known, url);
          expect(openAddress({ ...known, size: known.size === 0 ? 1 : known.size - 1 }, sealed)).toBeNull();
          expect(
            openAddress(
              { ...known, sha256: known.sha256.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a')) },
              sealed,
            ),
          ).toBeNull();
          const damaged = sealed.map((byte, index) => (index === at ? byte ^ change : byte));
          expect(openAddress(known, damaged)).toBeNull();
        },
      ),
    );
  });

  it('shows nothing of what is in it: neither text nor length', () => {
    const short = sealAddress(one, 'https://a.example/f');
    const long = sealAddress(one, `https://a.example/${'f'.repeat(400)}`);
    expect(short.sealed.length).toBe(long.sealed.length);
    expect(Buffer.from(short.sealed).includes('example')).toBe(false);
    expect(hex(short.sealed).slice(0, 64)).not.toBe(hex(long.sealed).slice(0, 64));
  });

  it('has room for 510 bytes', () => {
    const longest = `https://a.example/${'f'.repeat(longestAddress - 18)}`;
    expect(openAddress(one, sealAddress(one, longest).sealed)).toBe(longest);
    expect(() => sealAddress(one, `${longest}f`)).toThrow(RangeError);
    expect(() => sealAddress(one, '')).toThrow(RangeError);
  });

  it('needs a checksum and a length', () => {
    expect(() => sealAddress({ ...one, sha256: one.sha256.toUpperCase() }, 'https://a.example/')).toThrow(RangeError);
    expect(() => sealAddress({ ...one, size: 1.5 }, 'https://a.example/')).toThrow(RangeError);
    expect(openAddress(one, new Uint8Array(10))).toBeNull();
  });
});

it('the formats of version 1 are as they were: what lies on services stays readable', () => {
  const known = { sha256: '00'.repeat(31) + '01', size: 1024 };
  const row = sealAddress(known, 'https://mirror.example/file.iso');
  expect({
    tag: hex(tagOf(known)),
    entry: hex(row.entry),
    eraser: hex(eraserHash(new Uint8Array(32))),
  }).toMatchInlineSnapshot(`
    {
      "entry": "b154efc9fd0b4f09edd80d61912664fb",
      "eraser": "6922e50788a2783cdf919d66835a810502e3092ae03c3ec6427adaeb2925bdd2",
      "tag": "b8caf3f96e942b6a4ce852f653929ec183d42756aaa4f42ab8ebf3065a562b24",
    }
  `);
});
