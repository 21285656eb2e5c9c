import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Content, gzipContent, plainContent, sha256Of, views } from '../support/site/content.ts';

const block = 2 ** 20;

const all = (content: Content): Buffer => Buffer.concat([...views(content)]);

function read(content: Content, offset: number, length: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let got = 0; got < length;) {
    const view = content.view(offset + got, length - got);
    parts.push(view);
    got += view.length;
  }
  return Buffer.concat(parts);
}

describe('content', () => {
  it.each([
    [0, 10],
    [1, 999],
    [block - 3, 7],
    [block, block],
    [12_345, 2 * block + 17],
    [3 * block, 1234],
  ])('the range from %i of %i bytes is that slice of the whole', (offset, length) => {
    const content = plainContent('a', 3 * block + 1234);
    expect(read(content, offset, length).equals(all(content).subarray(offset, offset + length))).toBe(true);
  });

  it('ends where the file ends', () => {
    expect(plainContent('a', 1000).view(990, 500)).toHaveLength(10);
    expect([...views(plainContent('a', 0))]).toHaveLength(0);
  });

  it('has no two blocks alike, also beyond 10 GiB', () => {
    const content = plainContent('a', 2 ** 40);
    const digest = (index: number): string =>
      createHash('sha1')
        .update(read(content, index * block, block))
        .digest('hex');
    const indices = [0, 1, 2, 3, 4, 5, 6, 7, 4095, 4096, 10_240, 10_241, 500_000];
    expect(new Set(indices.map(digest)).size).toBe(indices.length);
  });

  it('differs from seed to seed, and is the same for the same one', () => {
    expect(all(plainContent('a v1', 1000)).equals(all(plainContent('a v2', 1000)))).toBe(false);
    expect(all(plainContent('a v1', 1000)).equals(all(plainContent('a v1', 1000)))).toBe(true);
  });

  it('knows its own SHA-256', async () => {
    const size = 9 * block + 5;
    const expected = createHash('sha256')
      .update(all(plainContent('h', size)))
      .digest('hex');
    expect(await sha256Of('h', size)).toBe(expected);
  });

  it('packs the same bytes', () => {
    const packed = all(gzipContent('g', 100_000));
    expect(gunzipSync(packed).equals(all(plainContent('g', 100_000)))).toBe(true);
  });
});
