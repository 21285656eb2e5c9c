import { describe, expect, test } from 'vitest';
import { parseSpeed, showSpeed } from '#domain/limit/speed-text';
import {
  checkFolder,
  parseMebibytes,
  parseTime,
  parseWhole,
  showMebibytes,
  showTime,
  siteOfPattern,
  weekdayName,
} from '../../src/options/parse.ts';

describe('what is typed in the options', () => {
  test.each([
    ['8', 8_388_608],
    [' 0.5 ', 524_288],
    ['1,25', 1_310_720],
    ['0', 0],
    ['', null],
    ['-1', null],
    ['8 MB', null],
    ['1e3', null],
    ['9999999999', null],
  ])('size %j is %j bytes', (text, bytes) => {
    expect(parseMebibytes(text)).toBe(bytes);
  });

  test.each([
    ['1', 1_000_000],
    [' 0,25 ', 250_000],
    ['0.01', 10_000],
    ['', null],
  ])('speed %j is %j bytes a second', (text, value) => {
    expect(parseSpeed(text)).toEqual({ value });
    expect(parseSpeed(showSpeed(value))).toEqual({ value });
  });

  test.each(['0', '0.009', '-1', '1 MB/s', '1e3', '99999999'])('%j is no speed', (text) => {
    expect(parseSpeed(text)).toBe('bad');
  });

  test('times of day and days', () => {
    expect([parseTime('00:00'), parseTime('18:05'), parseTime('23:59:30'), parseTime('')]).toEqual([
      0,
      1085,
      1439,
      null,
    ]);
    expect([showTime(0), showTime(1085)]).toEqual(['00:00', '18:05']);
    expect([weekdayName('en', 0), weekdayName('en', 6), weekdayName('de', 1)]).toEqual(['Sun', 'Sat', 'Mo']);
  });

  test('sizes are shown with at most two decimals', () => {
    expect(showMebibytes(8 * 1024 * 1024)).toBe('8');
    expect(showMebibytes(8_000_000)).toBe('7.63');
  });

  test.each([
    ['1', 1],
    [' 6 ', 6],
    ['7', null],
    ['0', null],
    ['2.5', null],
    ['', null],
  ])('whole number %j from 1 to 6 is %j', (text, value) => {
    expect(parseWhole(text, 1, 6)).toBe(value);
  });

  test('folders: kept as typed where both browsers take them, else the nearest name', () => {
    expect(checkFolder('')).toEqual({ ok: true, folder: '' });
    expect(checkFolder(' Perseid/Images/ ')).toEqual({ ok: true, folder: 'Perseid/Images' });
    expect(checkFolder('a\\b')).toEqual({ ok: true, folder: 'a/b' });
    expect(checkFolder('../secret')).toMatchObject({ ok: false });
    expect(checkFolder('a:b')).toMatchObject({ ok: false });
  });

  test('match patterns as sites', () => {
    expect(siteOfPattern('*://example.org/*')).toBe('example.org');
    expect(siteOfPattern('https://*.example.org/*')).toBe('example.org');
    expect(siteOfPattern('*://*/*')).toBeNull();
    expect(siteOfPattern('<all_urls>')).toBeNull();
  });
});
