import { describe, expect, test } from 'vitest';
import { ifRangeOf, readValidator, sameVersion, type Validator } from '#domain/source/validator';

const read = (headers: Partial<Parameters<typeof readValidator>[0]>): Validator | null =>
  readValidator({ etag: null, lastModified: null, date: null, ...headers });
const modified = 'Sun, 06 Nov 1994 08:49:00 GMT';
const minuteLater = 'Sun, 06 Nov 1994 08:50:00 GMT';
const tagged = (etag: string): Validator => ({ etag, lastModified: null, strong: !etag.startsWith('W/') });
const dated = (lastModified: string, strong = true): Validator => ({ etag: null, lastModified, strong });

describe('readValidator', () => {
  test('there is none without ETag and Last-Modified', () => {
    expect(read({ date: modified })).toBeNull();
    expect(read({ etag: '', lastModified: '' })).toBeNull();
  });

  test.each<[etag: string, strong: boolean]>([
    ['"abc"', true],
    ['""', true],
    ['W/"abc"', false],
    ['abc', false],
    ['"abc', false],
    ['w/"abc"', false],
  ])('the entity tag %s is strong: %s', (etag, strong) => {
    expect(read({ etag, lastModified: modified, date: minuteLater })).toEqual({ etag, lastModified: modified, strong });
  });

  test.each<[why: string, date: string | null, strong: boolean]>([
    ['a minute before the answer is strong', minuteLater, true],
    ['less than a minute before the answer is weak', 'Sun, 06 Nov 1994 08:49:59 GMT', false],
    ['after the answer is weak', 'Sun, 06 Nov 1994 08:48:00 GMT', false],
    ['with an answer of unknown date is weak', null, false],
    ['with an answer of a broken date is weak', 'yesterday', false],
  ])('Last-Modified %s', (_why, date, strong) => {
    expect(read({ lastModified: modified, date })).toEqual({ etag: null, lastModified: modified, strong });
  });

  test('a broken Last-Modified is weak', () => {
    expect(read({ lastModified: 'yesterday', date: minuteLater })?.strong).toBe(false);
  });
});

describe('ifRangeOf', () => {
  test('the entity tag before the date, and none that is weak', () => {
    expect(ifRangeOf({ etag: '"a"', lastModified: modified, strong: true })).toBe('"a"');
    expect(ifRangeOf(dated(modified))).toBe(modified);
    expect(ifRangeOf(dated(modified, false))).toBeNull();
    expect(ifRangeOf(tagged('W/"a"'))).toBeNull();
    expect(ifRangeOf(null)).toBeNull();
  });
});

describe('sameVersion', () => {
  test.each<[why: string, known: Validator | null, answered: Validator | null]>([
    ['nothing said on either side', null, null],
    ['equal tags', tagged('"a"'), tagged('"a"')],
    ['a tag that was weakened on the way', tagged('"a"'), tagged('W/"a"')],
    [
      'equal tags, whatever the dates',
      { ...tagged('"a"'), lastModified: modified },
      { ...tagged('"a"'), lastModified: minuteLater },
    ],
    ['equal dates', dated(modified), dated(modified, false)],
    ['a strong date that the 206 to its If-Range leaves out', dated(modified), null],
  ])('yes: %s', (_why, known, answered) => {
    expect(sameVersion(known, answered)).toBe(true);
  });

  test.each<[why: string, known: Validator | null, answered: Validator | null]>([
    ['other tags', tagged('"a"'), tagged('"b"')],
    ['other dates', dated(modified), dated(minuteLater)],
    ['a tag that is gone', tagged('"a"'), null],
    ['a tag that is gone while the date is equal', { ...tagged('"a"'), lastModified: modified }, dated(modified)],
    ['a tag that is new', dated(modified), { ...tagged('"a"'), lastModified: modified }],
    ['a weak date that is gone: no If-Range was sent', dated(modified, false), null],
    ['a validator that is new', null, tagged('"a"')],
  ])('no: %s', (_why, known, answered) => {
    expect(sameVersion(known, answered)).toBe(false);
  });
});
