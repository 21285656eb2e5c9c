import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#domain/source/answer';
import { compareOverlap, isSameFile, overlapOf, type Overlap } from '#domain/source/proof';
import type { Validator } from '#domain/source/validator';

const KiB = 1024;
const tag = (etag: string, strong = !etag.startsWith('W/')): Validator => ({ etag, lastModified: null, strong });

function answer(validator: Validator | null, more: Partial<Answer> = {}): Answer {
  const range = { kind: 'range' as const, from: 0, to: 10, size: 1000, validator, mime: null, disposition: null };
  return { ...range, ...more } as Answer;
}

describe('whether a link leads to the file of which a part is here', () => {
  it.each<[string, boolean, Validator | null, Validator | null, 'there' | 'elsewhere', Overlap]>([
    ['equal strong validators, bytes equal', true, tag('"1"'), tag('"1"'), 'there', 'equal'],
    ['equal strong validators, bytes unknown', true, tag('"1"'), tag('"1"'), 'there', 'none'],
    ['equal strong validators, other bytes', false, tag('"1"'), tag('"1"'), 'there', 'differs'],
    ['equal weak validators, bytes equal', true, tag('W/"1"'), tag('W/"1"'), 'there', 'equal'],
    ['equal weak validators, bytes unknown', false, tag('W/"1"'), tag('W/"1"'), 'there', 'none'],
    ['one weak, one strong, bytes unknown', false, tag('W/"1"'), tag('"1"'), 'there', 'none'],
    ['no validators, bytes equal', true, null, null, 'there', 'equal'],
    ['no validators, bytes unknown', false, null, null, 'there', 'none'],
    ['other validators at the same place, bytes equal', false, tag('"1"'), tag('"2"'), 'there', 'equal'],
    ['other validators elsewhere, bytes equal', true, tag('"1"'), tag('"2"'), 'elsewhere', 'equal'],
    ['other validators elsewhere, bytes unknown', false, tag('"1"'), tag('"2"'), 'elsewhere', 'none'],
    ['a validator where there was none, bytes equal', true, null, tag('"2"'), 'there', 'equal'],
  ])('%s: %s', (_, same, before, now, where, overlap) => {
    expect(isSameFile({ size: 1000, validator: before }, answer(now), where === 'there', overlap)).toBe(same);
  });

  it('never with another length, nor without ranges', () => {
    const known = { size: 1000, validator: tag('"1"') };
    expect(isSameFile(known, answer(tag('"1"'), { size: 1001 }), true, 'equal')).toBe(false);
    expect(isSameFile(known, answer(tag('"1"'), { kind: 'whole' }), true, 'equal')).toBe(false);
    expect(isSameFile({ ...known, size: null }, answer(tag('"1"')), true, 'equal')).toBe(false);
  });
});

describe('what is compared', () => {
  it('is the end of the largest range, when it is long enough to tell something', () => {
    expect(overlapOf([])).toBeNull();
    expect(overlapOf([{ from: 0, to: 64 * KiB - 1 }])).toBeNull();
    expect(overlapOf([{ from: 5, to: 5 + 64 * KiB }])).toEqual({ from: 5, to: 5 + 64 * KiB });
    const ranges = [
      { from: 0, to: 100 * KiB },
      { from: 200 * KiB, to: 900 * KiB },
    ];
    expect(overlapOf(ranges)).toEqual({ from: 644 * KiB, to: 900 * KiB });
  });

  it('one byte that differs is seen, wherever it stands', () => {
    const bytes = fc.uint8Array({ minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.nat(), (here, at) => {
        const again = here.slice();
        expect(compareOverlap(here, again)).toBe(new Set(here).size > 1 ? 'equal' : 'none');
        again[at % again.length]! ^= 1;
        expect(compareOverlap(here, again)).toBe('differs');
      }),
    );
  });

  it('a block of one repeated byte tells nothing, a shorter one differs', () => {
    expect(compareOverlap(new Uint8Array(100), new Uint8Array(100))).toBe('none');
    expect(compareOverlap(new Uint8Array(100), new Uint8Array(99))).toBe('differs');
  });
});
