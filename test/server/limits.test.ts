import { describe, expect, it } from 'vitest';
import { hourly, Limits } from '../../server/http/limits.ts';
import { Guests } from '../../server/tracker/guests.ts';
import { wednesday } from '../support/service/running.ts';

const hour = 60 * 60 * 1000;

/** How many of so many requests are let through. */
const through = (limits: Limits, address: string, now: number, tries = 2 * hourly.token): number =>
  Array.from({ length: tries }, () => limits.take('token', address, now)).filter(Boolean).length;

describe('limits', () => {
  it('hold one address, and not the others', () => {
    const limits = new Limits();
    expect(through(limits, '192.0.2.1', wednesday)).toBe(hourly.token);
    expect(through(limits, '192.0.2.2', wednesday)).toBe(hourly.token);
    expect(limits.take('write', '192.0.2.1', wednesday)).toBe(true);
  });

  it('begin anew with the hour, and with the day', () => {
    const limits = new Limits();
    through(limits, '192.0.2.1', wednesday);
    expect(limits.take('token', '192.0.2.1', wednesday + hour - 1)).toBe(false);
    expect(limits.take('token', '192.0.2.1', wednesday + hour)).toBe(true);
    expect(through(limits, '192.0.2.1', wednesday + 12 * hour)).toBe(hourly.token);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:0db8:1:2:ffff::1', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:0:0:0:9', true],
    ['2001:db8::1', '2001:db8:0:0:1::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['fe80::1%eth0', 'fe80::2%eth1', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    const limits = new Limits();
    through(limits, one, wednesday);
    expect(limits.take('token', other, wednesday)).toBe(!same);
  });

  it('do not grow without end: of many addresses the first is forgotten', () => {
    const limits = new Limits(1000);
    through(limits, '192.0.2.1', wednesday);
    for (let count = 0; count < 999; count++) limits.take('read', `10.0.${count >> 8}.${count & 255}`, wednesday);
    expect(limits.take('token', '192.0.2.1', wednesday)).toBe(false);
    for (let count = 0; count < 2; count++) limits.take('read', `10.1.0.${count}`, wednesday);
    expect(limits.take('token', '192.0.2.1', wednesday)).toBe(true);
  });
});

describe('guests', () => {
  it('are counted by network and together, and leave once', () => {
    const guests = new Guests({ all: 3, each: 2 });
    const first = guests.enter('192.0.2.1', wednesday);
    guests.enter('::ffff:192.0.2.1', wednesday);
    expect(guests.enter('192.0.2.1', wednesday)).toBeNull();
    expect(guests.enter('192.0.2.2', wednesday)).not.toBeNull();
    expect([guests.enter('192.0.2.3', wednesday), guests.size]).toEqual([null, 3]);
    first?.();
    expect([guests.enter('192.0.2.1', wednesday) === null, guests.size]).toEqual([false, 3]);
  });

  it('who stay over midnight leave as who they came', () => {
    const guests = new Guests({ all: 9, each: 1 });
    const before = guests.enter('192.0.2.1', wednesday);
    const after = guests.enter('192.0.2.1', wednesday + 12 * hour);
    before?.();
    expect(guests.enter('192.0.2.1', wednesday + 12 * hour)).toBeNull();
    after?.();
    expect([guests.enter('192.0.2.1', wednesday + 12 * hour) === null, guests.size]).toEqual([false, 1]);
  });
});
