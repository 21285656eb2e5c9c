import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerseidError } from '#domain/error';
import { isDictionary, readBencode, type Bencoded } from '#domain/swarm/bencode';
import { writeBencode, type Writable } from '../../support/write-bencode.ts';

const read = (text: string): Bencoded => readBencode(Buffer.from(text, 'latin1'));

function codeOf(text: string): string {
  try {
    read(text);
    return 'read';
  } catch (error) {
    return error instanceof PerseidError ? error.code : String(error);
  }
}

/** As it was before it was written. */
function plain(value: Bencoded): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (isDictionary(value)) return Object.fromEntries([...value.values].map(([key, one]) => [key, plain(one)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

describe('bencode (BEP 3)', () => {
  it('gives integers, strings, lists and dictionaries, and the bytes each value was written in', () => {
    const value = read('d4:infod1:ai-3eee');
    expect(plain(value)).toEqual({ info: { a: -3 } });
    expect(isDictionary(value) && Buffer.from(value.raw.get('info') ?? []).toString()).toBe('d1:ai-3ee');
    expect(plain(read('l0:i0e4:spamlee'))).toEqual(['', 0, 'spam', []]);
  });

  it.each([
    ['nothing', '', 'torrent-broken'],
    ['more than one value', 'i1ei2e', 'torrent-broken'],
    ['an integer without an end', 'i12', 'torrent-broken'],
    ['an empty integer', 'ie', 'torrent-broken'],
    ['a minus zero', 'i-0e', 'torrent-broken'],
    ['leading zeros', 'i007e', 'torrent-broken'],
    ['an integer that is not safe', `i${'9'.repeat(20)}e`, 'torrent-broken'],
    ['a string longer than what is there', '9:abc', 'torrent-broken'],
    ['a length of 2^64', '18446744073709551616:a', 'torrent-broken'],
    ['a list without an end', 'li1e', 'torrent-broken'],
    ['a dictionary without a value', 'd1:ae', 'torrent-broken'],
    ['a key that is no string', 'di1ei2ee', 'torrent-broken'],
    ['a key twice', 'd1:ai1e1:ai2ee', 'torrent-broken'],
    ['a web page', '<!doctype html>', 'torrent-broken'],
    ['nesting without an end', 'l'.repeat(1_000_000), 'torrent-large'],
    ['a bomb of empty dictionaries', `l${'de'.repeat(400_000)}e`, 'torrent-large'],
    ['a bomb of empty strings', `l${'0:'.repeat(800_000)}e`, 'torrent-large'],
    ['a bomb of empty lists', `l${'le'.repeat(2_000_000)}e`, 'torrent-large'],
  ])('%s is refused', (_what, text, code) => expect(codeOf(text)).toBe(code));

  const text = fc.string({ unit: 'binary-ascii' });
  const { writable } = fc.letrec<{ writable: Writable }>((tie) => ({
    writable: fc.oneof(
      { depthSize: 'small' },
      fc.maxSafeInteger(),
      text,
      fc.array(tie('writable')),
      fc.dictionary(text, tie('writable'), { noNullPrototype: true }),
    ),
  }));

  it('reads what was written, whatever it is', () => {
    fc.assert(
      fc.property(writable, (value) => {
        // A minus zero is a zero.
        expect(plain(readBencode(writeBencode(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('throws nothing but our errors, whatever the bytes are', () => {
    const cut = fc.tuple(writable, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const bytes = writeBencode(value);
      bytes[at % bytes.length] = byte;
      return bytes.subarray(0, 1 + ((at * 7) % bytes.length));
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), cut), (bytes) => {
        expect(codeOf(Buffer.from(bytes).toString('latin1'))).toMatch(/^(read|torrent-broken|torrent-large)$/);
      }),
    );
  });
});
