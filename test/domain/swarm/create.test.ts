import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBencode } from '#domain/swarm/bencode-write';
import { readBencode } from '#domain/swarm/bencode';
import { pieceLengthFor, readTrackerLines, writeInfo } from '#domain/swarm/create';
import { readTorrent } from '#domain/swarm/torrent';
import { writeBencode as asProgramsDo } from '../../support/write-bencode.ts';

const KiB = 1024;

describe('a torrent that is made', () => {
  it.each([
    [1, 16 * KiB],
    [20 * KiB * KiB, 16 * KiB],
    [100 * KiB * KiB, 128 * KiB],
    [4 * KiB ** 3, 4 * KiB * KiB],
    [10 ** 12, 16 * KiB * KiB],
  ])('of %d bytes has pieces of %d', (size, length) => {
    expect(pieceLengthFor(size)).toBe(length);
  });

  it('is read as what it was made of', () => {
    const path = fc.array(fc.stringMatching(/^[a-zü]{1,8}$/), { minLength: 1, maxLength: 3 });
    const files = fc.uniqueArray(fc.record({ path, size: fc.nat(50_000) }), {
      minLength: 1,
      selector: (file) => file.path.join('/'),
      comparator: (a, b) => `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`),
    });
    fc.assert(
      fc.property(files, (list) => {
        const size = list.reduce((sum, file) => sum + file.size, 0);
        const length = pieceLengthFor(size);
        const hashes = new Uint8Array(20 * Math.ceil(size / length)).fill(7);
        const read = readTorrent(writeInfo('Name', list, length, hashes));
        expect(read).toMatchObject({
          name: 'Name',
          several: true,
          size,
          pieceLength: length,
          webSeeds: [],
          trackers: [],
        });
        expect(read.files.map((file) => ({ path: file.path, size: file.size }))).toEqual(list);
        expect(read.pieces).toEqual(hashes);
      }),
    );
  });

  it('of one file has no folder', () => {
    const file = { path: ['a.bin'], size: 5 };
    expect(readTorrent(writeInfo('a.bin', [file], 16 * KiB, new Uint8Array(20)))).toMatchObject({
      several: false,
      files: [{ name: 'a.bin', size: 5 }],
    });
    expect(readTorrent(writeInfo('Folder', [file], 16 * KiB, new Uint8Array(20))).several).toBe(true);
  });

  it('is written as programs that make torrents do, so that its hash is theirs', () => {
    const value = { pieces: new Uint8Array([1, 255]), name: 'ü', b: [1, -2, 'x', { z: 0, a: [] }] };
    expect(Buffer.from(writeBencode(value))).toEqual(Buffer.from(asProgramsDo(value)));
    expect(() => readBencode(writeBencode(value))).not.toThrow();
    expect(
      createHash('sha1')
        .update(writeBencode({ a: 1 }))
        .digest('hex'),
    ).toBe(createHash('sha1').update('d1:ai1ee').digest('hex'));
  });
});

describe('the trackers that a user names', () => {
  it('are those that a browser can speak with, each once', () => {
    expect(readTrackerLines(' wss://a.test/x\nws://b.test  wss://a.test/x\n')).toEqual({
      trackers: ['wss://a.test/x', 'ws://b.test'],
      bad: null,
    });
    expect(readTrackerLines('')).toEqual({ trackers: [], bad: null });
  });

  it.each(['udp://a.test:1', 'https://a.test/announce', 'a.test', 'wss://'])('%s is none', (line) => {
    expect(readTrackerLines(`wss://b.test ${line}`).bad).toBe(line);
  });
});
