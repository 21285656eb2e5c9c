import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, nextChange, type LocalTime, type Times } from '#domain/schedule/times';

const [sun, mon, , , , fri, sat] = [0, 1, 2, 3, 4, 5, 6];
const at = (weekday: number, hour: number, minute = 0): LocalTime => ({ weekday, minute: hour * 60 + minute });
const times = (from: number, to: number, days: number[]): Times => ({ on: true, from: from * 60, to: to * 60, days });

const office = times(8, 18, [1, 2, 3, 4, 5]);
const night = times(22, 6, [fri]);

describe('isWithin', () => {
  it.each<[string, Times, LocalTime, boolean]>([
    ['begins with its first minute', office, at(mon, 8), true],
    ['not before', office, at(mon, 7, 59), false],
    ['ends before its last', office, at(mon, 18), false],
    ['on its days only', office, at(sun, 12), false],
    ['the evening of a night', night, at(fri, 22), true],
    ['its morning belongs to the day it began on', night, at(sat, 5, 59), true],
    ['and is over then', night, at(sat, 6), false],
    ['the morning before it', night, at(fri, 5), false],
    ['the evening after it', night, at(sat, 22), false],
    ['from a time to the same is a whole day', times(6, 6, [sat]), at(sun, 5, 59), true],
    ['of that length', times(6, 6, [sat]), at(sun, 6), false],
    ['a night over the end of the week', times(22, 6, [sat]), at(sun, 1), true],
    ['no day, never', times(0, 0, []), at(sun, 1), false],
  ])('%s', (_, one, moment, inside) => {
    expect(isWithin(one, moment)).toBe(inside);
  });
});

describe('nextChange', () => {
  it.each<[Times, LocalTime, { days: number; minute: number } | null]>([
    [office, at(mon, 7), { days: 0, minute: 480 }],
    [office, at(mon, 8), { days: 0, minute: 1080 }],
    [office, at(fri, 18), { days: 3, minute: 480 }],
    [night, at(sun, 12), { days: 5, minute: 1320 }],
    [night, at(fri, 23), { days: 1, minute: 360 }],
    [times(6, 6, [0, 1, 2, 3, 4, 5, 6]), at(mon, 12), null],
    [times(8, 18, []), at(mon, 12), null],
    [times(22, 6, [6]), at(sat, 6), { days: 0, minute: 1320 }],
  ])('%j from %j', (one, moment, next) => {
    expect(nextChange(one, moment)).toEqual(next);
  });

  it('is the first minute at which the answer differs, and there is none before it', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const any = fc.record({
      on: fc.constant(true),
      from: minute,
      to: minute,
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 6 }), minute, (one, weekday, start) => {
        const inside = isWithin(one, { weekday, minute: start });
        const next = nextChange(one, { weekday, minute: start });
        let first: number | null = null;
        for (let later = start + 1; later <= start + 7 * 1440 && first === null; later++) {
          const moment = { weekday: (weekday + Math.floor(later / 1440)) % 7, minute: later % 1440 };
          if (isWithin(one, moment) !== inside) first = later;
        }
        expect(next && next.days * 1440 + next.minute).toBe(first);
      }),
      { numRuns: 200 },
    );
  });
});
