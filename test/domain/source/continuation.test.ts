import { describe, expect, test } from 'vitest';
import { PerseidError, type ErrorCode } from '#domain/error';
import { checkContinuation, type Answer, type KnownFile } from '#domain/source/answer';
import type { Validator } from '#domain/source/validator';

const strong: Validator = { etag: '"v1"', lastModified: null, strong: true };

/** The code of the error that an act ends with; null when it does not fail. */
function codeOf(act: () => void): ErrorCode | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof PerseidError) return error.code;
    throw error;
  }
}

describe('checkContinuation', () => {
  const known: KnownFile = { size: 1000, validator: strong, mime: 'video/mp4' };
  const range: Answer = {
    kind: 'range',
    from: 500,
    to: 1000,
    size: 1000,
    validator: strong,
    mime: null,
    disposition: null,
  };
  const whole: Answer = { kind: 'whole', size: 1000, validator: strong, mime: null, disposition: null };
  const other: Validator = { etag: '"v2"', lastModified: null, strong: true };
  const check =
    (answer: Answer, from = 500, file: KnownFile = known) =>
    () =>
      checkContinuation(file, answer, from);

  test('a range of the same version goes on', () => {
    expect(check(range)).not.toThrow();
    expect(check({ ...range, validator: { ...strong, etag: 'W/"v1"', strong: false } })).not.toThrow();
    expect(check(range, 500, { ...known, size: null })).not.toThrow();
    expect(check({ ...range, validator: null }, 500, { ...known, validator: null })).not.toThrow();
  });

  test.each<[why: string, answer: Answer]>([
    ['a range of another version', { ...range, validator: other }],
    ['a range of another size', { ...range, size: 1001 }],
    ['a range whose entity tag is gone', { ...range, validator: null }],
    ['a whole file of another version', { ...whole, validator: other }],
    ['a whole file of another size', { ...whole, size: 999 }],
    ['a whole file whose entity tag is gone', { ...whole, validator: null }],
    ['a whole file whose entity tag and length are gone', { ...whole, size: null, validator: null }],
    ['a page in the place of the file', { ...whole, mime: 'text/html' }],
    ['a file that is empty now', { ...whole, size: 0, validator: null }],
  ])('%s is changed, in mid-file and at the beginning', (_why, answer) => {
    expect(codeOf(check(answer))).toBe('changed');
    expect(codeOf(check(answer, 0))).toBe('changed');
  });

  test('a whole file without the date that was sent in If-Range is changed; a range may leave it out', () => {
    const dated: Validator = { etag: null, lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT', strong: true };
    expect(codeOf(check({ ...whole, validator: null }, 0, { ...known, validator: dated }))).toBe('changed');
    expect(check({ ...range, validator: null }, 500, { ...known, validator: dated })).not.toThrow();
  });

  test('a page that was a page goes on', () => {
    expect(check({ ...whole, mime: 'text/html' }, 0, { ...known, mime: 'text/html' })).not.toThrow();
  });

  test.each<[why: string, answer: Answer, validator: Validator | null]>([
    ['of the same version', whole, strong],
    ['of the same version and unknown size', { ...whole, size: null }, strong],
    ['where no version was known', whole, null],
    ['that says nothing, where no version was known', { ...whole, size: null, validator: null }, null],
  ])('a whole file %s in mid-file is range-ignored; at the beginning it is welcome', (_why, answer, validator) => {
    expect(codeOf(check(answer, 500, { ...known, validator }))).toBe('range-ignored');
    expect(check(answer, 0, { ...known, validator })).not.toThrow();
  });
});
