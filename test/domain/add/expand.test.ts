import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandRanges, mostLinks } from '#domain/add/expand';

const of = (text: string) => {
  const expanded = expandRanges(text);
  return 'links' in expanded ? expanded.links.join(' ') : `${expanded.wrong} ${expanded.range}`;
};

describe('ranges in an address', () => {
  it.each([
    ['x[1:3]', 'x1 x2 x3'],
    ['x[08:11].jpg', 'x08.jpg x09.jpg x10.jpg x11.jpg'],
    ['x[8:011]', 'x008 x009 x010 x011'],
    ['x[0:2]', 'x0 x1 x2'],
    ['x[a:c]y', 'xay xby xcy'],
    ['x[C:A]', 'xC xB xA'],
    ['x[1:10:4]', 'x1 x5 x9'],
    ['x[10:1:4]', 'x10 x6 x2'],
    ['x[a:g:3]', 'xa xd xg'],
    ['x[5:5]', 'x5'],
    ['[1:2]/[a:b]', '1/a 1/b 2/a 2/b'],
  ])('%s', (text, links) => expect(of(text)).toBe(links));

  it.each(['https://[::1]/x', 'https://[2001:db8:0:0:0:0:0:1]:80/', 'x[1-3]', 'x[1:]', 'x[ab:cd]', 'x[]', 'x[1:2', ''])(
    '%s has none, and stays as it is',
    (text) => expect(of(text)).toBe(text),
  );

  it.each([
    ['x[1:9:0]', 'range-step [1:9:0]'],
    ['x[a:9]', 'range-letters [a:9]'],
    ['x[a:Z]', 'range-letters [a:Z]'],
    ['x[1:10001]', 'range-many [1:10001]'],
    ['x[1:99999999999999999999999]', 'range-many [1:99999999999999999999999]'],
    ['x[1:1000][1:1000]', 'range-many [1:1000]'],
  ])('%s is refused, naming what is wrong', (text, wrong) => expect(of(text)).toBe(wrong));

  it('never gives more than so many, whatever stands around them', () => {
    const range = fc.tuple(fc.nat(3000), fc.nat(3000), fc.nat(40)).map(([a, b, step]) => `[${a}:${b}:${step}]`);
    fc.assert(
      fc.property(fc.array(fc.oneof(range, fc.string({ maxLength: 5 })), { maxLength: 4 }), (parts) => {
        const expanded = expandRanges(parts.join('/'));
        if (!('links' in expanded)) return;
        expect(expanded.links.length).toBeLessThanOrEqual(mostLinks);
        expect(expanded.links.length).toBeGreaterThan(0);
      }),
    );
  });
});
