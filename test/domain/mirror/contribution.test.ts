import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterRefusal, asGiven, laterThan, nextOf, type Contribution } from '#domain/mirror/contribution';
import { isPublicAnswer } from '#domain/mirror/public-answer';
import type { Answer } from '#domain/source/answer';

const hour = 3_600_000;
const text = (bytes: number): string => Buffer.alloc(bytes).toString('base64');
const waiting: Contribution = {
  what: 'give',
  tag: text(32),
  entry: text(16),
  sealed: text(528),
  eraser: text(32),
  token: { input: text(32), output: text(64), key: text(32) },
  stage: 'waits',
  at: 5,
  tries: 0,
  service: 'https://s.example',
};

describe('what is given back', () => {
  it('is sent between one hour and a day later', () => {
    expect([laterThan(0, 0), laterThan(7, 0.5), laterThan(0, 1)]).toEqual([hour, 7 + 12.5 * hour, 24 * hour]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (dice) => {
        const at = laterThan(0, dice);
        return Number.isInteger(at) && at >= hour && at <= 24 * hour;
      }),
    );
  });

  it('is sent one at a time: what was missed beside the first gets another moment', () => {
    const all = [3, null, 1, 9, 2].map((at, id) => ({ ...waiting, at, id }));
    const { next, missed } = nextOf(all, 3);
    expect([next?.at, missed.map(({ at }) => at)]).toEqual([1, [2, 3]]);
    expect(nextOf(all, 0)).toEqual({ next: null, missed: [] });
  });

  it('that is not taken is tried again later, and given up after eight times', () => {
    let one: Contribution | null = waiting;
    let tries = 0;
    for (; one !== null; tries++) one = afterRefusal(one, 100 + tries);
    expect(tries).toBe(8);
    expect(afterRefusal(waiting, 77)).toMatchObject({ at: 77, tries: 1, stage: 'waits' });
  });

  it('that the service has is kept as what takes it back, and nothing more', () => {
    const given = asGiven({ ...waiting, tries: 3 });
    expect(given).toEqual({ ...waiting, stage: 'given', sealed: null, token: null, at: null, tries: 0 });
  });
});

describe('a file that is there for everybody', () => {
  const validator = { etag: '"1"', lastModified: null, strong: true };
  const known = { size: 10, validator };
  const range: Answer = { kind: 'range', from: 9, to: 10, size: 10, validator, mime: null, disposition: null };
  const says = (control: string | null) => (name: string) => (name === 'cache-control' ? control : null);

  it.each<[string, Answer, string | null, boolean]>([
    ['the same', range, null, true],
    ['that may be kept', range, 'public, max-age=60', true],
    ['of another length', { ...range, size: 11 }, null, false],
    ['of another version', { ...range, validator: { ...validator, etag: '"2"' } }, null, false],
    ['of no version', { ...range, validator: null }, null, false],
    ['without ranges', { ...range, kind: 'whole' }, null, false],
    ['not to be kept', range, 'max-age=0, No-Store', false],
    ['for one person', range, 'private', false],
    ['a word that only looks like it', range, 'x-private-mode=1, not-no-store', true],
  ])('%s', (_what, answer, control, expected) => {
    expect(isPublicAnswer(answer, says(control), known)).toBe(expected);
  });
});
