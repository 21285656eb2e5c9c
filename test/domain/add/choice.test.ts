import { describe, expect, it } from 'vitest';
import { asksBeforeAdding } from '#domain/add/asks';
import { givenBy } from '#domain/add/choice';

const link = 'https://files.example.org/a.bin';
const magnet = `magnet:?xt=urn:btih:${'ab'.repeat(20)}`;

describe('asking before links are added', () => {
  it.each<[on: boolean, sites: string[], links: string[], asks: boolean]>([
    [false, [], [link], false],
    [true, [], [link], true],
    [true, ['example.org'], [link], false],
    [true, ['other.org'], [link], true],
    // Of several one is enough.
    [true, ['example.org'], [link, 'https://other.test/b'], true],
    [true, [], [magnet], false],
    [true, ['example.org'], [magnet, link], false],
  ])('switched on: %s, sites %j, links %j: %s', (askBeforeAdding, sitesAddedAtOnce, links, asks) => {
    expect(asksBeforeAdding({ askBeforeAdding, sitesAddedAtOnce }, links)).toBe(asks);
  });

  it('what was chosen is told of the link, with the page and what its server may see of that', () => {
    const choice = { name: 'b.bin', folder: null, priority: 'high', paused: true } as const;
    expect(givenBy(choice, link, 'https://example.org/page?x#y')).toMatchObject({
      name: 'b.bin',
      folder: null,
      priority: 'high',
      paused: true,
      page: 'https://example.org/page?x#y',
      referrer: 'https://example.org/',
    });
    expect(givenBy(choice, link, null)).toMatchObject({ page: null, referrer: null, mirrors: [], startAt: null });
  });
});
