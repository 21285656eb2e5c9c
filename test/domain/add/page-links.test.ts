import { describe, expect, it } from 'vitest';
import { expressionOf, gatherLinks, havingText, isOfKind, type FoundLink, type LinkKind } from '#domain/add/page-links';

const page = 'https://example.org/list/index.html?page=1';
const link = (url: string, text = '', from: FoundLink['from'] = 'link'): FoundLink => ({ url, text, from });
const kindOf = (url: string, from: FoundLink['from'] = 'link'): LinkKind | undefined =>
  gatherLinks([link(url, '', from)], page)[0]?.kind;

describe('links of a page', () => {
  it('each once, in the order of the page, with the first text that there is', () => {
    const found = [
      link('https://example.org/b.zip'),
      link('https://example.org/a.zip', 'First'),
      link('https://example.org/b.zip#part', 'Second'),
      link('https://example.org/a.zip', 'Third'),
    ];
    expect(gatherLinks(found, page).map(({ url, text }) => [url, text])).toEqual([
      ['https://example.org/b.zip', 'Second'],
      ['https://example.org/a.zip', 'First'],
    ]);
  });

  it('none that cannot be fetched, or that leads to the page itself', () => {
    const found = [
      'javascript:void 0',
      'mailto:a@example.org',
      'data:text/plain,a',
      'blob:null/1',
      `${page}#top`,
      page,
    ];
    expect(
      gatherLinks(
        found.map((url) => link(url)),
        page,
      ),
    ).toEqual([]);
  });

  it.each<[string, FoundLink['from'], LinkKind]>([
    ['https://example.org/x/film.MKV', 'link', 'video'],
    ['https://example.org/a.tar.gz?x=1', 'link', 'archive'],
    ['https://example.org/next', 'link', 'page'],
    ['https://example.org/', 'link', 'page'],
    ['https://example.org/next.php?id=3', 'link', 'page'],
    ['https://example.org/next', 'download', 'other'],
    ['https://example.org/page.html', 'download', 'text'],
    ['https://example.org/data.bin', 'link', 'other'],
    ['https://example.org/pic', 'image', 'picture'],
    ['https://example.org/stream', 'video', 'video'],
    ['https://example.org/stream', 'audio', 'audio'],
    ['https://example.org/song.mp3', 'video', 'audio'],
    ['https://example.org/x.torrent', 'link', 'torrent'],
    ['magnet:?xt=urn:btih:0123456789012345678901234567890123456789', 'link', 'torrent'],
  ])('%s, as a %s: %s', (url, from, kind) => {
    expect(kindOf(url, from)).toBe(kind);
  });
});

describe('the filter of a page’s links', () => {
  const [zip, pdf] = gatherLinks(
    [
      link('https://example.org/one/Setup.zip', 'The program'),
      link('https://example.org/two.pdf', 'Manual, 2nd edition'),
    ],
    page,
  );
  const both = [zip!, pdf!];
  const fits = (text: string) => both.filter(havingText(text));

  it('finds words in address and text, in any case and order', () => {
    expect(fits('')).toEqual([zip, pdf]);
    expect(fits('PROGRAM setup')).toEqual([zip]);
    expect(fits('manual setup')).toEqual([]);
    expect(fits('(')).toEqual([]);
  });

  it('takes a regular expression of any case, and knows what is none', () => {
    expect(expressionOf(String.raw`\.ZIP$`)?.test(zip!.url)).toBe(true);
    expect(expressionOf('^manual')?.test(pdf!.text)).toBe(true);
    expect(expressionOf('(')).toBeNull();
  });

  it('by kind', () => {
    expect(both.filter((one) => isOfKind(one, 'archive'))).toEqual([zip]);
    expect(both.filter((one) => isOfKind(one, null))).toEqual(both);
    const [next] = gatherLinks([link('https://example.org/next')], page);
    expect([zip!, next!].filter((one) => isOfKind(one, 'files'))).toEqual([zip]);
  });
});
