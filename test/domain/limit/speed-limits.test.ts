import { expect, it } from 'vitest';
import { isLimited, speedLimits } from '#domain/limit/limits';
import { newTask } from '#domain/task/new-task';

const settings = { speedLimit: 900, slowLimit: 100, uploadLimit: 50, hostRules: [] };
const source = { url: 'https://a.test/a', finalUrl: null, referrer: null, page: null };
const task = newTask({ id: 't', serial: 1, addedAt: 0, source, speedLimit: 20 });

it('the limits of the settings and of the tasks hold; what torrents give has one of its own', () => {
  expect(speedLimits(settings, [task], false)).toEqual({ all: 900, tasks: { t: 20 }, upload: 50, hosts: [] });
});

it('slow mode lowers, and never lifts', () => {
  expect(speedLimits(settings, [], true).all).toBe(100);
  expect(speedLimits({ ...settings, speedLimit: 30 }, [], true).all).toBe(30);
  expect(speedLimits({ ...settings, speedLimit: null }, [], true).all).toBe(100);
  // What torrents give, too.
  const upload = (uploadLimit: number, slow: boolean) => speedLimits({ ...settings, uploadLimit }, [], slow).upload;
  expect([upload(50, true), upload(500, true), upload(500, false)]).toEqual([50, 100, 500]);
});

it('the rules of hosts that limit nothing are left out', () => {
  const hostRules = [
    { host: 'a.test', connections: 2, speedLimit: null },
    { host: 'b.test', connections: null, speedLimit: 7 },
  ];
  expect(speedLimits({ ...settings, hostRules }, [], false).hosts).toEqual([{ host: 'b.test', speedLimit: 7 }]);
});

it('a limit holds for a host by the settings, by its rule, and in slow mode', () => {
  const hostRules = [{ host: 'b.test', connections: null, speedLimit: 7 }];
  const free = { speedLimit: null, hostRules };
  expect(isLimited(free, 'a.test', false)).toBe(false);
  expect(isLimited(free, 'x.b.test', false)).toBe(true);
  expect(isLimited(free, 'a.test', true)).toBe(true);
  expect(isLimited({ ...free, speedLimit: 9 }, 'a.test', false)).toBe(true);
});
