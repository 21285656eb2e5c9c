import { expect, it } from 'vitest';
import { defaultSettings } from '#domain/settings/settings';
import { truthsOf, type Facts } from '#domain/stats/truths';
import { newTask } from '#domain/task/new-task';
import type { Task } from '#domain/task/task';

const nothing: Facts = {
  version: '0.1.7',
  language: 'de-AT',
  system: 'win',
  settings: defaultSettings,
  tasks: [],
  searchesMirrors: false,
};
const source = { url: 'https://a.test/x', finalUrl: null, referrer: null, page: null };
const task = (more: Partial<Task>): Task => newTask({ id: 'a', serial: 1, addedAt: 1, source, ...more });

it('answers from the closed lists, the rest is “other” or “none”', () => {
  expect(truthsOf(nothing)).toEqual({ version: ['0.1'], language: ['de'], system: ['windows'], feature: ['none'] });
  const odd = { ...nothing, version: '7.3.0', language: 'gsw-LI', system: 'openbsd' };
  expect(truthsOf(odd)).toMatchObject({ version: ['other'], language: ['other'], system: ['other'] });
});

it.each<[string, Partial<Facts>]>([
  ['checksums', { settings: { ...defaultSettings, sumSites: ['a.test'] } }],
  [
    'checksums',
    {
      tasks: [task({ expected: { size: 1, hashes: [{ algorithm: 'md5', value: 'a', from: 'user' }], pieces: null } })],
    },
  ],
  ['limits', { settings: { ...defaultSettings, speedLimit: 1_000_000 } }],
  ['limits', { tasks: [task({ speedLimit: 1_000_000 })] }],
  [
    'metalink',
    { tasks: [task({ mirrors: [{ url: 'https://b.test/x', priority: 1, from: 'metalink', tried: false }] })] },
  ],
  ['mirrors', { searchesMirrors: true }],
  ['relink', { tasks: [task({ link: { kind: 'other-file', at: 1, tabId: null } })] }],
  ['schedule', { settings: { ...defaultSettings, activeTimes: { ...defaultSettings.activeTimes, on: true } } }],
  ['schedule', { tasks: [task({ startAt: 5 })] }],
])('knows that %s is in use', (feature, facts) => {
  expect(truthsOf({ ...nothing, ...facts }).feature).toEqual([feature]);
});
