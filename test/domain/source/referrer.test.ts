import { describe, expect, it } from 'vitest';
import { referrerFor } from '#domain/source/referrer';

describe('referrerFor', () => {
  it.each([
    ['https://a.test/page?q=1#part', 'https://a.test/file', 'https://a.test/page?q=1'],
    ['https://a.test/page?q=1', 'https://b.test/file', 'https://a.test/'],
    ['https://a.test/page', 'https://a.test:8443/file', 'https://a.test/'],
    ['http://a.test/page', 'https://b.test/file', 'http://a.test/'],
    ['https://a.test/page', 'http://a.test/file', null],
    ['https://ann:secret@a.test/page', 'https://a.test/file', 'https://a.test/page'],
    ['file:///home/ann/page.html', 'https://a.test/file', null],
    ['about:blank', 'https://a.test/file', null],
    ['no address', 'https://a.test/file', null],
  ])('%s → %s: %s', (page, target, referrer) => {
    expect(referrerFor(page, target)).toBe(referrer);
  });
});
