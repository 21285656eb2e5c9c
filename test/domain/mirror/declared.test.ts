import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeclared } from '#domain/mirror/declared';
import { parseLinkHeader } from '#domain/mirror/link-header';
import { addMirrors, type Mirror } from '#domain/mirror/mirror';

const url = 'https://a.test/pub/f.iso';
const declared = (link: string) => readDeclared(206, (name) => (name === 'link' ? link : null), url);

describe('a Link header (RFC 8288)', () => {
  it('has several links, with commas and semicolons where they may stand', () => {
    const links = parseLinkHeader('</a,b;c>; REL="next  Prev"; title="x, \\"y\\"; z" , <d>;rel=up;rel=down,,<e>');
    expect(links.map(({ target, rels }) => [target, rels])).toEqual([
      ['/a,b;c', ['next', 'prev']],
      ['d', ['up']],
      ['e', []],
    ]);
    expect(links[0]?.parameters.get('title')).toBe('x, "y"; z');
  });

  it('that breaks off counts as far as it goes', () => {
    expect(parseLinkHeader('<a>; rel=x, <b').map(({ target }) => target)).toEqual(['a']);
    expect(parseLinkHeader('a; rel=x')).toEqual([]);
    expect(parseLinkHeader('<a>,'.repeat(20_000))).toEqual([]);
    expect(parseLinkHeader('<a>,'.repeat(1000))).toHaveLength(200);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>;,="\\ ax/'.split('')), maxLength: 200 }), (text) => {
        expect(Array.isArray(parseLinkHeader(text))).toBe(true);
      }),
    );
  });
});

describe('mirrors and descriptions (RFC 6249)', () => {
  it('are resolved, with their priority', () => {
    const { mirrors, describedBy } = declared(
      '<https://b.test/f.iso>; rel=duplicate; pri=2; geo=de; depth=1, <../m/f.iso>; rel="duplicate"; pri=1, ' +
        '<f.iso.meta4>; rel=describedby; type="application/metalink4+xml"',
    );
    expect(mirrors).toEqual([
      { url: 'https://b.test/f.iso', priority: 2, from: 'link' },
      { url: 'https://a.test/m/f.iso', priority: 1, from: 'link' },
    ]);
    expect(describedBy).toBe('https://a.test/pub/f.iso.meta4');
  });

  it('are http and https alone, without passwords, and of this file', () => {
    const { mirrors, describedBy } = declared(
      '<ftp://b.test/f>; rel=duplicate, <https://u:p@b.test/f>; rel=duplicate, <https://b.test/f>; rel=duplicate; anchor="/x", ' +
        '<f.asc>; rel=describedby; type="application/pgp-signature", <data:x>; rel=describedby; type=application/metalink4+xml',
    );
    expect(mirrors).toEqual([]);
    expect(describedBy).toBeNull();
  });

  it('each counts once, the first in order are kept, the source itself is none', () => {
    const mirror = (n: number, priority = n): Mirror => ({ url: `https://m${n}.test/`, priority, from: 'link' });
    expect(addMirrors([mirror(3)], [mirror(1), mirror(3, 9), mirror(2)], ['https://m2.test/'])).toEqual([
      mirror(1),
      mirror(3),
    ]);
    const many = Array.from({ length: 3000 }, (_, n) => mirror(n + 1));
    expect(addMirrors([], many.toReversed(), [])).toEqual(many.slice(0, 50));
  });
});
