import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PerseidError, type ErrorCode } from '#domain/error';
import { readAnswer, type Answer, type AnswerHead } from '#domain/source/answer';
import type { Validator } from '#domain/source/validator';

const now = Date.UTC(2026, 10, 23);
const strong: Validator = { etag: '"v1"', lastModified: null, strong: true };

type Headers = Readonly<Record<string, string>>;

/** Reads an answer; looks headers up in any case, as `fetch` does. */
function read(
  status: number,
  headers: Headers = {},
  requested: AnswerHead['requested'] = { from: 0, to: null },
): Answer {
  const found = new globalThis.Headers(headers);
  return readAnswer({ status, headers: (name) => found.get(name), requested, now });
}

/** The error that an act ends with. */
function failure(act: () => unknown): PerseidError {
  try {
    act();
  } catch (error) {
    if (error instanceof PerseidError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

const partial = (range: string, more: Headers = {}): Headers => ({ 'Content-Range': range, ...more });

describe('readAnswer: a range', () => {
  test('tells range (end exclusive), size, validator, type and disposition', () => {
    const headers = partial('bytes 100-199/1000', {
      'Content-Length': '100',
      'Content-Type': 'Application/Zip ; charset=x',
      'Content-Disposition': 'attachment; filename=a.zip',
      ETag: '"v1"',
    });
    expect(read(206, headers, { from: 100, to: 200 })).toEqual({
      kind: 'range',
      from: 100,
      to: 200,
      size: 1000,
      validator: strong,
      mime: 'application/zip',
      disposition: 'attachment; filename=a.zip',
    });
  });

  test('says null of what the server does not say', () => {
    expect(read(206, partial('bytes 0-9/10'))).toMatchObject({ validator: null, mime: null, disposition: null });
  });

  test.each<[why: string, range: string, requested: AnswerHead['requested']]>([
    ['to the end', 'bytes 0-999/1000', { from: 0, to: null }],
    ['shorter than asked', 'bytes 0-9/1000', { from: 0, to: 100 }],
    ['shorter than asked, open', 'bytes 5-9/1000', { from: 5, to: null }],
    ['a single byte', 'bytes 0-0/1', { from: 0, to: 1 }],
    ['beyond 4 GiB', 'bytes 4294967296-10737418239/10737418240', { from: 4294967296, to: null }],
    ['a unit in capitals', 'Bytes 0-9/10', { from: 0, to: 10 }],
  ])('takes a range %s', (_why, range, requested) => {
    expect(read(206, partial(range), requested)).toMatchObject({ kind: 'range', from: requested?.from });
  });

  test.each<[why: string, range: string | null, requested: AnswerHead['requested']]>([
    ['no Content-Range', null, { from: 0, to: null }],
    ['an empty one', '', { from: 0, to: null }],
    ['another unit', 'items 0-9/10', { from: 0, to: null }],
    ['an unknown size', 'bytes 0-9/*', { from: 0, to: null }],
    ['an unsatisfied range', 'bytes */10', { from: 0, to: null }],
    ['an end before the beginning', 'bytes 5-4/10', { from: 5, to: null }],
    ['an end at the size', 'bytes 0-10/10', { from: 0, to: null }],
    ['a negative number', 'bytes -1-9/10', { from: 0, to: null }],
    ['a size beyond what a number holds', 'bytes 0-9/99999999999999999999', { from: 0, to: null }],
    ['several ranges', 'bytes 0-1/10, 4-5/10', { from: 0, to: null }],
    ['an earlier beginning', 'bytes 4-9/10', { from: 5, to: null }],
    ['a later beginning', 'bytes 6-9/10', { from: 5, to: null }],
    ['more than asked', 'bytes 0-10/100', { from: 0, to: 10 }],
    ['a range that nobody asked for', 'bytes 0-9/10', null],
  ])('refuses %s as range-wrong', (_why, range, requested) => {
    const error = failure(() => read(206, range === null ? {} : partial(range), requested));
    expect(error.code).toBe('range-wrong');
    expect(error.detail).toEqual({ status: 206 });
  });

  test('refuses multipart/byteranges as range-wrong', () => {
    const headers = partial('bytes 0-9/10', { 'Content-Type': 'multipart/byteranges; boundary=x' });
    expect(failure(() => read(206, headers)).code).toBe('range-wrong');
  });

  test.each<[length: string, code: ErrorCode]>([
    ['9', 'length-short'],
    ['0', 'length-short'],
    ['11', 'length-long'],
  ])('refuses Content-Length %s to ten bytes as %s', (length, code) => {
    expect(failure(() => read(206, partial('bytes 0-9/10', { 'Content-Length': length }))).code).toBe(code);
  });

  test.each(['10', '10, 10', 'ten', '9, 10', ''])('takes Content-Length %j to ten bytes', (length) => {
    expect(read(206, partial('bytes 0-9/10', { 'Content-Length': length })).size).toBe(10);
  });

  test.each(['gzip', 'br', 'GZIP', 'identity, gzip'])('refuses Content-Encoding %s as encoded-range', (encoding) => {
    expect(failure(() => read(206, partial('bytes 0-9/10', { 'Content-Encoding': encoding }))).code).toBe(
      'encoded-range',
    );
  });

  test.each(['identity', 'Identity', ''])('takes Content-Encoding %j', (encoding) => {
    expect(read(206, partial('bytes 0-9/10', { 'Content-Encoding': encoding })).kind).toBe('range');
  });

  test('takes every range that is within what was asked for, and no other', () => {
    const number = fc.nat(50);
    fc.assert(
      fc.property(number, number, number, number, fc.option(number), (first, last, size, from, to) => {
        const inside = first <= last && last < size && first === from && (to === null || last < to);
        const act = (): Answer => read(206, partial(`bytes ${first}-${last}/${size}`), { from, to });
        if (inside) expect(act()).toMatchObject({ from: first, to: last + 1, size });
        else expect(failure(act).code).toBe('range-wrong');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readAnswer: the whole file', () => {
  test('tells size, validator, type and disposition', () => {
    const headers = {
      'Content-Length': '1000',
      'Content-Type': 'video/mp4',
      ETag: '"v1"',
      'Content-Disposition': 'inline',
    };
    expect(read(200, headers)).toEqual({
      kind: 'whole',
      size: 1000,
      validator: strong,
      mime: 'video/mp4',
      disposition: 'inline',
    });
    expect(read(200, headers, null)).toMatchObject({ kind: 'whole', size: 1000 });
  });

  test.each<[why: string, headers: Headers]>([
    ['no Content-Length', {}],
    ['a malformed one', { 'Content-Length': '-1' }],
    ['two that differ', { 'Content-Length': '10, 11' }],
    ['one beyond what a number holds', { 'Content-Length': '99999999999999999999' }],
    ['Content-Encoding, for fetch decodes', { 'Content-Length': '10', 'Content-Encoding': 'gzip' }],
  ])('does not know the size with %s', (_why, headers) => {
    expect(read(200, headers)).toMatchObject({ kind: 'whole', size: null });
  });

  test('a proxy may repeat the one length', () => {
    expect(read(200, { 'Content-Length': '10, 10' })).toMatchObject({ kind: 'whole', size: 10 });
  });

  test('an empty file is whole: by length', () => {
    expect(read(200, { 'Content-Length': '0' })).toMatchObject({ kind: 'whole', size: 0 });
  });

  test('an empty file is whole: because no range of it can be had', () => {
    const headers = partial('bytes */0', { ETag: '"v1"', 'Content-Type': 'text/html' });
    expect(read(416, headers)).toMatchObject({ kind: 'whole', size: 0, validator: strong });
  });
});

describe('readAnswer: anything else', () => {
  test.each<[status: number, code: ErrorCode]>([
    [401, 'http-unauthorized'],
    [407, 'http-unauthorized'],
    [403, 'http-forbidden'],
    [404, 'http-not-found'],
    [410, 'http-gone'],
    [416, 'http-range'],
    [429, 'http-busy'],
    [503, 'http-unavailable'],
    [500, 'http-server'],
    [502, 'http-server'],
    [504, 'http-server'],
    [599, 'http-server'],
    [400, 'http-refused'],
    [402, 'http-refused'],
    [451, 'http-refused'],
    [499, 'http-refused'],
    [0, 'http-unexpected'],
    [101, 'http-unexpected'],
    [201, 'http-unexpected'],
    [203, 'http-unexpected'],
    [204, 'http-unexpected'],
    [205, 'http-unexpected'],
    [302, 'http-unexpected'],
    [304, 'http-unexpected'],
    [600, 'http-unexpected'],
  ])('%d is %s', (status, code) => {
    const error = failure(() => read(status));
    expect(error.code).toBe(code);
    expect(error.detail).toEqual({ status });
    expect(error.retryAfter).toBeUndefined();
  });

  test.each(['bytes */10', 'bytes */*', 'items */0'])('416 with Content-Range %s is http-range', (range) => {
    expect(failure(() => read(416, partial(range))).code).toBe('http-range');
  });

  test.each([429, 503])('%d hands on how long the server asks to wait', (status) => {
    expect(failure(() => read(status, { 'Retry-After': '120' })).retryAfter).toBe(120_000);
    expect(failure(() => read(status, { 'Retry-After': new Date(now + 5000).toUTCString() })).retryAfter).toBe(5000);
  });
});
