import { describe, expect, it } from 'vitest';
import { describing } from '#domain/mirror/describing';
import { fileByWeb } from '#domain/swarm/by-web';
import type { Torrent } from '#domain/swarm/torrent';

const torrent: Torrent = {
  info: new Uint8Array(),
  name: 'a b.iso',
  writtenName: 'a b.iso',
  several: false,
  files: [{ folder: '', name: 'a b.iso', size: 3000, offset: 0, path: [], padding: false }],
  size: 3000,
  pieceLength: 2048,
  pieces: new Uint8Array(40).fill(0xa0, 0, 20).fill(7, 20),
  trackers: [['wss://a.test'], ['udp://b.test:1']],
  webSeeds: ['https://a.test/x.iso', 'https://b.test/dir/', 'https://user:word@c.test/x', 'https://a.test/x.iso'],
  private: false,
};
describe('a torrent of one file, by its web seeds (BEP 19)', () => {
  it('is a file with its pieces, and with every seed once; one that is a folder holds the file', () => {
    expect(fileByWeb(torrent)).toEqual({
      name: 'a b.iso',
      folder: '',
      expected: {
        size: 3000,
        hashes: [],
        pieces: { algorithm: 'sha-1', length: 2048, hashes: ['a0'.repeat(20), '07'.repeat(20)], from: 'torrent' },
      },
      urls: [
        { url: 'https://a.test/x.iso', priority: 999_999, from: 'torrent' },
        { url: 'https://b.test/dir/a%20b.iso', priority: 999_999, from: 'torrent' },
      ],
      unused: 2,
    });
  });

  it('is none where only peers have it, or its pieces reach over the ends of several files', () => {
    expect(fileByWeb({ ...torrent, several: true })).toBeNull();
    expect(fileByWeb({ ...torrent, webSeeds: [] })).toBeNull();
  });
});

it.each([
  ['application/metalink4+xml', 'x', 'metalink'],
  ['application/octet-stream', 'x.meta4', 'metalink'],
  ['Application/X-BitTorrent', 'x', 'torrent'],
  [null, 'x.TORRENT', 'torrent'],
  ['application/zip', 'torrent.zip', null],
  [null, null, null],
])('a file of type %s named %s is read as %s', (mime, name, as) => expect(describing(mime, name)).toBe(as));
