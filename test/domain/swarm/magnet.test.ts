import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerseidError } from '#domain/error';
import { magnetOf, readMagnet } from '#domain/swarm/magnet';

const hash = 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c';
const codeOf = (text: string): string => {
  try {
    readMagnet(text);
    return 'read';
  } catch (error) {
    if (error instanceof PerseidError) return error.code;
    throw error;
  }
};

describe('a magnet link (BEP 9)', () => {
  it('tells hash, name, trackers and web seeds; peers and files that it names are left out', () => {
    const text =
      `magnet:?xt=urn:btih:${hash.toUpperCase()}&dn=a%20b+c&tr=wss%3A%2F%2Ft.test&tr.1=udp://u.test:1&tr=wss%3A%2F%2Ft.test&tr=nonsense` +
      '&ws=https://w.test/x&ws=ftp://w.test/x&xs=https://file.test/x.torrent&x.pe=10.0.0.1:99';
    expect(readMagnet(text)).toEqual({
      infoHash: hash,
      name: 'a b c',
      trackers: ['wss://t.test', 'udp://u.test:1'],
      webSeeds: ['https://w.test/x'],
    });
  });

  it('may have its hash in base 32', () => {
    expect(readMagnet('magnet:?xt=urn:btih:3WBFL3G4PSSV7MF37AJSHWDQMLNR63I4').infoHash).toBe(hash);
  });

  it.each([
    ['no hash', 'magnet:?dn=x', 'magnet-broken'],
    ['a short hash', 'magnet:?xt=urn:btih:dd8255', 'magnet-broken'],
    ['a hash of something else', `magnet:?xt=urn:sha1:${hash}`, 'magnet-broken'],
    ['the hash of the second version alone', `magnet:?xt=urn:btmh:1220${'ab'.repeat(32)}`, 'torrent-v2'],
    ['another kind of link', `https://a.test/?xt=urn:btih:${hash}`, 'magnet-broken'],
    ['70,000 characters', `magnet:?xt=urn:btih:${hash}&dn=${'x'.repeat(70_000)}`, 'magnet-broken'],
    ['a broken percent sign in its name', `magnet:?xt=urn:btih:${hash}&dn=%E0%A4`, 'read'],
  ])('with %s: %s', (_what, text, code) => expect(codeOf(text)).toBe(code));

  it('that we write is read as it was meant', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{40}$/);
    const words = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && text.isWellFormed());
    fc.assert(
      fc.property(hex, fc.option(words), fc.uniqueArray(fc.webUrl()), (infoHash, name, trackers) => {
        const magnet = { infoHash, name, trackers, webSeeds: [] };
        expect(readMagnet(magnetOf(magnet))).toEqual(magnet);
      }),
    );
  });

  it('whatever it is, is read or refused with a code of ours', () => {
    fc.assert(fc.property(fc.string(), (text) => void codeOf(`magnet:?${text}`)));
    fc.assert(fc.property(fc.string(), (text) => void codeOf(`magnet:?xt=urn:btih:${hash}&${text}`)));
  });
});
