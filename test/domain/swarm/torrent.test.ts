import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerseidError } from '#domain/error';
import { readTorrent } from '#domain/swarm/torrent';
import { mostTrackers } from '#domain/swarm/torrent-limits';
import { writeBencode, type Writable } from '../../support/write-bencode.ts';

const KiB = 1024;
const hashes = (count: number) => Buffer.alloc(20 * count, 7);
type Fields = Readonly<Record<string, Writable>>;
const one: Fields = { name: 'a.iso', 'piece length': 16 * KiB, length: 40 * KiB, pieces: hashes(3) };
const file = (size: number, ...path: string[]): Fields => ({ length: size, path });
const torrent = (info: Fields, more: Fields = {}) => writeBencode({ info, ...more });
const without = (key: string): Fields => Object.fromEntries(Object.entries(one).filter(([name]) => name !== key));

function codeOf(bytes: Uint8Array): string {
  try {
    readTorrent(bytes);
    return 'read';
  } catch (error) {
    return error instanceof PerseidError ? error.code : String(error);
  }
}

describe('a .torrent file (BEP 3)', () => {
  it('of one file', () => {
    const bytes = torrent(one, {
      announce: 'udp://old.test:80',
      'announce-list': [['wss://a.test', 'not an address'], ['udp://b.test:1'], ['']],
      'url-list': 'https://seed.test/a.iso',
    });
    expect(readTorrent(new Uint8Array(bytes))).toEqual({
      info: new Uint8Array(writeBencode(one)),
      name: 'a.iso',
      writtenName: 'a.iso',
      several: false,
      files: [{ folder: '', name: 'a.iso', size: 40 * KiB, offset: 0, path: [], padding: false }],
      size: 40 * KiB,
      pieceLength: 16 * KiB,
      pieces: new Uint8Array(hashes(3)),
      trackers: ['wss://a.test', 'udp://b.test:1'],
      webSeeds: ['https://seed.test/a.iso'],
      private: false,
    });
  });

  it('of several files: in one row of bytes, with padding (BEP 47) and empty ones', () => {
    const files = [
      file(10, 'docs', 'read.me'),
      { ...file(16 * KiB - 10, '.pad', '16374'), attr: 'p' },
      file(0, 'empty'),
      file(5, 'docs', 'READ.ME'),
    ];
    const { length: _, ...info } = one;
    const read = readTorrent(torrent({ ...info, name: '../x', files, pieces: hashes(2), private: 1 }));
    expect(read).toMatchObject({
      name: '__x',
      several: true,
      size: 16 * KiB + 5,
      private: true,
      trackers: [],
    });
    expect(read.files.map(({ folder, name, offset, padding }) => [folder, name, offset, padding])).toEqual([
      ['docs', 'read.me', 0, false],
      ['_pad', '16374', 10, true],
      ['', 'empty', 16 * KiB, false],
      ['docs', 'READ (1).ME', 16 * KiB, false],
    ]);
  });

  it('prefers names in UTF-8, and shows what is not UTF-8 all the same', () => {
    expect(readTorrent(torrent({ ...one, 'name.utf-8': 'ü.iso' })).name).toBe('ü.iso');
    expect(readTorrent(torrent({ ...one, name: Buffer.from([0xff, 0x61]) })).name).toBe('\ufffda');
    expect(readTorrent(torrent({ ...one, name: '<img src=x onerror=alert(1)>' })).name).toBe(
      '_img src=x onerror=alert(1)_',
    );
  });

  it('names no more trackers than it may have, however they are grouped, and each once', () => {
    const tier = Array.from({ length: 50_000 }, (_, at) => `wss://t${at}.test`);
    expect(readTorrent(torrent(one, { 'announce-list': [tier] })).trackers).toEqual(tier.slice(0, mostTrackers));
    const groups = [['wss://a.test'], ['wss://a.test', 'wss://b.test']];
    expect(readTorrent(torrent(one, { 'announce-list': groups })).trackers).toEqual(['wss://a.test', 'wss://b.test']);
  });

  it('names web seeds over http and https only', () => {
    const urls = ['https://a.test/x', 'ftp://b.test/x', 'javascript:alert(1)', 7, 'http://c.test/x'];
    expect(readTorrent(torrent(one, { 'url-list': urls })).webSeeds).toEqual(['https://a.test/x', 'http://c.test/x']);
  });

  it('whose keys are in no order is refused: whoever writes it anew would take another info hash', () => {
    const info = `d4:name5:a.iso6:lengthi1e12:piece lengthi16384e6:pieces20:${'x'.repeat(20)}e`;
    const ordered = `d6:lengthi1e4:name5:a.iso12:piece lengthi16384e6:pieces20:${'x'.repeat(20)}e`;
    expect(codeOf(Buffer.from(`d4:info${info}e`))).toBe('torrent-broken');
    expect(codeOf(Buffer.from(`d4:info${ordered}e`))).toBe('read');
  });

  it('of a hybrid, the first half is read', () => {
    expect(codeOf(torrent({ ...one, 'meta version': 2, 'file tree': {} }))).toBe('read');
  });

  const many = (count: number) => Array.from({ length: count }, (_, at) => file(1, String(at)));
  const multi = (files: Writable, pieces: number): Fields => ({ ...without('length'), files, pieces: hashes(pieces) });

  it('with 50,000 files is read, also where both versions list them', () => {
    const root = Buffer.alloc(32, 1);
    const tree = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, at) => [String(at), { '': { length: 1, 'pieces root': root } }]),
    );
    const read = readTorrent(torrent({ ...multi(many(50_000), 4), 'meta version': 2, 'file tree': tree }));
    expect(read.files.length).toBe(50_000);
  });

  it.each<[string, Uint8Array, string]>([
    ['that is cut off', torrent(one).subarray(0, -1), 'torrent-broken'],
    ['over 10 MiB', torrent(one, { comment: Buffer.alloc(10 * 1024 * KiB) }), 'torrent-large'],
    ['with 100,000 files', torrent(multi(many(100_000), 7)), 'torrent-large'],
    [
      'of the second version alone',
      torrent({ ...without('pieces'), 'meta version': 2, 'file tree': {} }),
      'torrent-v2',
    ],
    ['without an info dictionary', writeBencode({ announce: 'x' }), 'torrent-broken'],
    ['that is a list', writeBencode([]), 'torrent-broken'],
    ['without a length', torrent(without('length')), 'torrent-broken'],
    ['with a length below zero', torrent({ ...one, length: -1 }), 'torrent-broken'],
    ['with a piece length of 0', torrent({ ...one, 'piece length': 0 }), 'torrent-broken'],
    ['with a piece length of 1 GiB', torrent({ ...one, 'piece length': 2 ** 30, pieces: hashes(1) }), 'torrent-broken'],
    ['without hashes', torrent(without('pieces')), 'torrent-broken'],
    ['with too few hashes', torrent({ ...one, pieces: hashes(2) }), 'torrent-broken'],
    ['with half a hash', torrent({ ...one, pieces: Buffer.alloc(59) }), 'torrent-broken'],
    ['with no files in its list', torrent(multi([], 0)), 'torrent-broken'],
    ['with a file that is no dictionary', torrent(multi(['x'], 1)), 'torrent-broken'],
    ['with a file without a path', torrent(multi([file(1)], 1)), 'torrent-broken'],
    ['with a path of numbers', torrent(multi([{ length: 1, path: [1] }], 1)), 'torrent-broken'],
    [
      'with a size beyond all numbers',
      torrent(multi([file(2 ** 53 - 1, 'a'), file(2 ** 53 - 1, 'b')], 1)),
      'torrent-broken',
    ],
  ])('one %s is refused', (_what, bytes, code) => expect(codeOf(bytes)).toBe(code));

  it('throws nothing but our errors, whatever the fields are', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.integer()));
    const names = ['name', 'piece length', 'length', 'pieces', 'files', 'private', 'meta version'];
    const changes = fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
    const roots = fc.dictionary(fc.constantFrom('announce', 'announce-list', 'url-list'), value, {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(changes, roots, (change, root) => {
        const bytes = torrent({ ...one, ...(change as Fields) }, root);
        expect(codeOf(bytes)).toMatch(/^(read|torrent-broken|torrent-large|torrent-v2)$/);
      }),
    );
  });
});
