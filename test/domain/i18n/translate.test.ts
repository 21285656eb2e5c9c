import { describe, expect, expectTypeOf, test } from 'vitest';
import { en } from '#domain/i18n/en';
import { errorSentence } from '#domain/i18n/error-text';
import { formatBytes, formatDuration, formatMoment, formatPercent, formatSpeed } from '#domain/i18n/format';
import { chooseLocale } from '#domain/i18n/languages';
import { translator, type Catalogue, type Params } from '#domain/i18n/translate';

const t = translator('en', en);

describe('translator', () => {
  test('fills parameters and chooses the plural form', () => {
    expect(t('toast.removed', { name: 'a $& {b}.iso' })).toBe('Removed “a $& {b}.iso”.');
    expect(t('row.connections', { count: 1 })).toBe('1 connection');
    expect(t('row.connections', { count: 1200 })).toBe('1,200 connections');
  });

  test('another language: its own plural categories and numbers, the same keys', () => {
    const polish: Catalogue = {
      ...en,
      'row.connections': {
        one: '{count} połączenie',
        few: '{count} połączenia',
        many: '{count} połączeń',
        other: '{count} połączenia',
      },
    };
    const pl = translator('pl', polish);
    expect([1, 2, 5, 22].map((count) => pl('row.connections', { count }))).toEqual([
      '1 połączenie',
      '2 połączenia',
      '5 połączeń',
      '22 połączenia',
    ]);
  });

  test('where lines run from right to left, what is filled in is kept apart; numbers are part of the text', () => {
    const ar = translator('ar', { 'toast.removed': '‏{name}', 'row.connections': { other: '{count}' } });
    expect(ar('toast.removed', { name: 'a.iso' })).toBe('‏\u2068a.iso\u2069');
    expect(ar('row.connections', { count: 5 })).toBe(new Intl.NumberFormat('ar').format(5));
  });

  test('keys and parameters are checked when compiling', () => {
    expectTypeOf<Params<'act.pause'>>().toEqualTypeOf<[]>();
    expectTypeOf<Params<'row.bytes'>>().toEqualTypeOf<
      [params: { readonly done: string | number; readonly size: string | number }]
    >();
    expectTypeOf<Params<'row.connections'>>().toEqualTypeOf<[params: { readonly count: number }]>();
    expectTypeOf(t).parameter(0).toEqualTypeOf<keyof typeof en>();
  });

  test('the language: region kept, unknown ones fall back to English', () => {
    expect(chooseLocale(['de-DE', 'en-GB', 'en'], ['en'])).toBe('en-GB');
    expect(chooseLocale(['fr'], ['en'])).toBe('en');
    expect(chooseLocale([], ['en'])).toBe('en');
  });
});

describe('sizes, speeds, times', () => {
  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [4_100_000, '4.1 MB'],
    [62_914_560, '62.9 MB'],
    [4_402_341_478, '4.4 GB'],
    [123_456_789_012, '123 GB'],
    [5e15, '5,000 TB'],
  ])('%d bytes are shown as %s', (bytes, shown) => {
    expect(formatBytes('en', bytes)).toBe(shown);
  });

  test('decimal mark of the locale', () => {
    expect(formatBytes('de', 4_100_000)).toMatch(/^4,1\sMB$/);
  });

  test.each([
    [0, '0.0 MB/s'],
    [12_400_000, '12.4 MB/s'],
    [300_000, '0.3 MB/s'],
    [42_000, '42 kB/s'],
    [250e6, '250 MB/s'],
  ])('%d bytes a second are shown as %s', (speed, shown) => {
    expect(formatSpeed('en', speed)).toBe(shown);
  });

  test.each([
    [3, 'a few seconds'],
    [31, 'about 40 sec'],
    [58, 'about 1 min'],
    [230, 'about 4 min'],
    [1730, 'about 30 min'],
    [3590, 'about 1 hr'],
    [10_000, 'about 3 hr'],
    [200_000, 'about 2 days'],
    [1e9, 'more than 30 days'],
  ])('%d seconds are shown as %s', (seconds, shown) => {
    expect(formatDuration(t, seconds)).toBe(shown);
  });

  test('100 % only when nothing is missing', () => {
    expect(formatPercent('en', 0.9999)).toBe('99%');
    expect(formatPercent('en', 1)).toBe('100%');
  });

  test('a moment of today is a time, an older one has its date', () => {
    const noon = new Date(2026, 10, 23, 12, 4).getTime();
    expect(formatMoment('en-GB', noon, noon + 3600e3)).toBe('12:04');
    expect(formatMoment('en-GB', noon, noon + 48 * 3600e3)).toBe('23 Nov 2026, 12:04');
  });
});

describe('errors', () => {
  test('with the numbers of the case where they are known', () => {
    expect(errorSentence(t, { code: 'disk-full', detail: { free: 1.2e9, needed: 4.1e9 } })).toBe(
      'Your disk has 1.2 GB left for Perseid; this needs 4.1 GB.',
    );
    expect(errorSentence(t, { code: 'disk-full' })).toBe('There is not enough room on your disk.');
  });
});
