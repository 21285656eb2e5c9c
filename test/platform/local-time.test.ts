import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import type { Times } from '#domain/schedule/times';
import { changesAt, isTimeOf, localTime, opensAt } from '#platform/local-time';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const night: Times = { on: true, from: 22 * 60, to: 6 * 60, days: everyDay };
const moment = (text: string): number => Date.parse(text);

describe('local time', () => {
  it('is that of the time zone', () => {
    process.env['TZ'] = 'Asia/Kolkata';
    expect(localTime(moment('2027-01-03T20:00:00Z'))).toEqual({ weekday: 1, minute: 90 });
    process.env['TZ'] = 'America/New_York';
    expect(localTime(moment('2027-01-03T20:00:00Z'))).toEqual({ weekday: 0, minute: 900 });
  });

  it('a night is an hour shorter when the clocks go forward, and an hour longer when they go back', () => {
    process.env['TZ'] = 'Europe/Berlin';
    expect(changesAt(night, moment('2027-03-27T21:00:00Z'))).toBe(moment('2027-03-28T04:00:00Z'));
    expect(changesAt(night, moment('2027-10-30T20:00:00Z'))).toBe(moment('2027-10-31T05:00:00Z'));
    // 22:00 is 22:00 before and after.
    expect(changesAt(night, moment('2027-03-27T12:00:00Z'))).toBe(moment('2027-03-27T21:00:00Z'));
    expect(changesAt(night, moment('2027-03-28T12:00:00Z'))).toBe(moment('2027-03-28T20:00:00Z'));
  });

  it('a time that the clocks leave out has come when they have passed it', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const early: Times = { on: true, from: 150, to: 300, days: everyDay };
    const before = moment('2027-03-28T00:59:00Z'); // 01:59
    expect(isTimeOf(early, before)).toBe(false);
    expect(isTimeOf(early, moment('2027-03-28T01:00:00Z'))).toBe(true); // 03:00
    expect(changesAt(early, before)).toBe(moment('2027-03-28T01:30:00Z'));
  });

  it('the queue is open at any time without active times, and in them; else it opens with them', () => {
    process.env['TZ'] = 'UTC';
    const noon = moment('2027-01-03T12:00:00Z');
    expect(opensAt({ ...night, on: false }, noon)).toBeNull();
    expect(opensAt(night, moment('2027-01-03T23:00:00Z'))).toBeNull();
    expect(opensAt(night, noon)).toBe(moment('2027-01-03T22:00:00Z'));
    expect(opensAt({ ...night, days: [] }, noon)).toBe(Infinity);
    expect(isTimeOf({ ...night, on: false }, moment('2027-01-03T23:00:00Z'))).toBe(false);
  });
});
