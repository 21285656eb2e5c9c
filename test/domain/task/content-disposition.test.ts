import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseContentDisposition } from '#domain/task/content-disposition';

/** What `fetch` makes of a header in which a server wrote raw UTF-8. */
const raw = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('parseContentDisposition', () => {
  test.each<[why: string, header: string, type: string, filename: string | null]>([
    ['a type alone', 'inline', 'inline', null],
    ['the type in any case', 'ATTACHMENT; FileName=a.zip', 'attachment', 'a.zip'],
    ['a token', 'attachment; filename=a.zip', 'attachment', 'a.zip'],
    ['a quoted string with separators', 'attachment; filename="a; b=c.zip"', 'attachment', 'a; b=c.zip'],
    ['quoted escapes', String.raw`attachment; filename="say \"hi\" \\ bye.txt"`, 'attachment', 'say "hi" \\ bye.txt'],
    ['white space around everything', '  attachment ;  filename = "a.zip"  ; size=3', 'attachment', 'a.zip'],
    ['a token with spaces, as browsers accept', 'attachment; filename=my file.zip; x=y', 'attachment', 'my file.zip'],
    ['a comma in a token', 'attachment; filename=a,b.zip', 'attachment', 'a,b.zip'],
    ['no type', 'filename="a.zip"', '', 'a.zip'],
    ['an empty type', '; filename="a.zip"', '', 'a.zip'],
    ['an unknown type', 'form-data; name="f"; filename="a.zip"', 'form-data', 'a.zip'],
    ['junk between parameters', 'attachment; foo; filename=a.zip', 'attachment', 'a.zip'],
    ['another parameter that holds the word', 'attachment; xfilename=b.zip; filename=a.zip', 'attachment', 'a.zip'],
    ['the first of two', 'attachment; filename="a.zip"; filename="b.zip"', 'attachment', 'a.zip'],
  ])('reads %s', (_why, header, type, filename) => {
    expect(parseContentDisposition(header)).toEqual({ type, filename });
  });

  test.each<[why: string, header: string, filename: string]>([
    ['UTF-8', "attachment; filename*=UTF-8''%e2%82%ac%20rates.pdf", '€ rates.pdf'],
    ['lower-case charset and a language', "attachment; filename*=utf-8'en-GB'na%C3%AFve.txt", 'naïve.txt'],
    ['ISO-8859-1', "attachment; filename*=iso-8859-1'en'%A3%20rates", '£ rates'],
    ['a quote in the value', "attachment; filename*=UTF-8''it's.txt", "it's.txt"],
    ['a value in quotes, as browsers accept', `attachment; filename*="UTF-8''a%20b.txt"`, 'a b.txt'],
  ])('reads the extended notation: %s', (_why, header, filename) => {
    expect(parseContentDisposition(header).filename).toBe(filename);
  });

  test.each([
    `attachment; filename="plain.txt"; filename*=UTF-8''ext.txt`,
    `attachment; filename*=UTF-8''ext.txt; filename="plain.txt"`,
  ])('filename* wins over filename in either order: %s', (header) => {
    expect(parseContentDisposition(header).filename).toBe('ext.txt');
  });

  test.each<[why: string, extended: string]>([
    ['an unknown charset', "koi8-r''%C1"],
    ['a charset missing', "''a.txt"],
    ['no quotes at all', 'a.txt'],
    ['a broken escape', "UTF-8''100%.txt"],
    ['a broken escape in another charset', "iso-8859-1''100%.txt"],
    ['bytes that are not UTF-8', "UTF-8''%E4.txt"],
    ['a raw byte', "UTF-8''\u00e4.txt"],
    ['nothing', "UTF-8''"],
  ])('falls back to filename when filename* has %s', (_why, extended) => {
    expect(parseContentDisposition(`attachment; filename*=${extended}; filename="plain.txt"`).filename).toBe(
      'plain.txt',
    );
    expect(parseContentDisposition(`attachment; filename*=${extended}`).filename).toBeNull();
  });

  test('repairs raw UTF-8 bytes', () => {
    expect(parseContentDisposition(raw('attachment; filename="Bücher – 本.pdf"')).filename).toBe('Bücher – 本.pdf');
  });

  test('keeps raw bytes that are not valid UTF-8 as ISO-8859-1', () => {
    expect(parseContentDisposition('attachment; filename="B\u00fccher.pdf"').filename).toBe('Bücher.pdf');
  });

  test('keeps text that the browser has decoded already', () => {
    expect(parseContentDisposition('attachment; filename="本\u00c3\u00bc.pdf"').filename).toBe('本\u00c3\u00bc.pdf');
  });

  test.each<[why: string, value: string, filename: string]>([
    ['base64 with padding', '=?UTF-8?B?w6R0ZXN0LnBkZg==?=', 'ätest.pdf'],
    ['base64 without padding', '=?utf-8?b?w6R0ZXN0LnBkZg?=', 'ätest.pdf'],
    ['base64 with all digits', '=?UTF-8?B?Pz8/Pj4+?=', '???>>>'],
    ['quoted-printable', '=?ISO-8859-1?Q?foo-=E4_bar.html?=', 'foo-ä bar.html'],
    ['two words, the white space between them dropped', '=?utf-8?Q?a?= =?utf-8?Q?b.txt?=', 'ab.txt'],
    ['a word of an unknown charset, as it is', '=?koi8-r?Q?=C1?=', '=?koi8-r?Q?=C1?='],
    ['the last character of ISO-8859-1', '=?ISO-8859-1?Q?=FF=ff.txt?=', 'ÿÿ.txt'],
    ['words in capitals', '=?UTF-8?B?w6Q?= =?UTF-8?Q?=C3=A4.txt?=', 'ää.txt'],
    ['a word that is no base64, as it is', '=?utf-8?B?w6R0***?=', '=?utf-8?B?w6R0***?='],
    ['a word that is base64 for addresses, as it is', '=?utf-8?B?w6R0_w6R?=', '=?utf-8?B?w6R0_w6R?='],
    ['a word with a raw character, as it is', '=?utf-8?Q?本?=', '=?utf-8?Q?本?='],
    ['a word that is not valid UTF-8, as it is', '=?utf-8?Q?=E4?=', '=?utf-8?Q?=E4?='],
  ])('reads words of RFC 2047: %s', (_why, value, filename) => {
    expect(parseContentDisposition(`attachment; filename="${value}"`).filename).toBe(filename);
  });

  test.each([
    '',
    ';;;',
    '=',
    'attachment; filename',
    'attachment; filename=',
    'attachment; filename=""',
    'attachment; filename=; x=y',
    'attachment; filename="unterminated',
    'attachment; filename="a.html".txt',
    'attachment; ="x"',
  ])('gives null for the broken header %j', (header) => {
    expect(parseContentDisposition(header).filename).toBeNull();
  });

  test('keeps what stood before the broken part', () => {
    expect(parseContentDisposition('attachment; filename=a.zip; x="unterminated').filename).toBe('a.zip');
  });

  test('never throws, and never gives an empty name', () => {
    const noise = fc.string({ unit: 'binary' });
    const nearly = fc.array(
      fc.constantFrom(
        'attachment',
        ';',
        ' ',
        '=',
        '"',
        '\\',
        "'",
        '%',
        '%E4',
        'filename',
        '*',
        'UTF-8',
        '=?',
        '?B?',
        '?=',
        'ü',
        '本',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          nearly.map((parts) => parts.join('')),
        ),
        (header) => {
          expect(parseContentDisposition(header).filename).not.toBe('');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('gives back any name that a server encodes by RFC 8187', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(parseContentDisposition(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`).filename).toBe(name);
      }),
    );
  });

  test('reads a hostile header of 256 KiB in linear time', () => {
    const started = performance.now();
    for (const unit of [' ', ';', '; ', 'a ', '\\', '"', 'a=', "'", '=?', '?= ', '%', '%41']) {
      const body = unit.repeat(262_144 / unit.length);
      for (const start of ['filename=', 'filename="', "filename*=UTF-8''", ''])
        parseContentDisposition(`a; ${start}${body}\u0000`);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
