import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, readSettings, settingsSchema, type Settings } from '#domain/settings/settings';

const own: Settings = {
  ...defaultSettings,
  takeover: 'always',
  minimumSize: 1,
  connectionsPerHost: 2,
  activeTasks: 4,
  folder: 'x',
  conflict: 'ask',
  askForKnown: false,
  askBeforeAdding: true,
  sitesAddedAtOnce: ['x.org'],
  folderRules: [{ kind: 'video', site: 'x.org', folder: 'x/y' }],
  sitesLeftAlone: ['x.org'],
  bypassKey: 'shift',
  takeDangerous: true,
  speedLimit: 10_000,
  slowMode: true,
  slowLimit: 20_000,
  slowTimes: { on: true, from: 0, to: 1439, days: [6] },
  activeTimes: { on: true, from: 60, to: 60, days: [] },
  hostRules: [{ host: 'x.org', connections: 1, speedLimit: null }],
};

test('the defaults are those that the documents promise', () => {
  expect(defaultSettings).toMatchObject({
    takeover: 'pays',
    minimumSize: 8 * 1024 * 1024,
    connectionsPerHost: 12,
    activeTasks: 3,
    folder: '',
    conflict: 'number',
    askForKnown: true,
    askBeforeAdding: false,
    sitesAddedAtOnce: [],
    sitesLeftAlone: [],
    bypassKey: 'alt',
    takeDangerous: false,
    speedLimit: null,
    slowMode: false,
    slowTimes: { on: false },
    activeTimes: { on: false },
    hostRules: [],
  });
});

describe('readSettings', () => {
  test.each([undefined, null, 'x', 7, [], {}])('gives the defaults for %j', (stored) => {
    expect(readSettings(stored)).toEqual(defaultSettings);
  });

  test('gives back what was stored, and no more', () => {
    expect(readSettings(own)).toEqual(own);
    expect(readSettings({ ...own, unknown: 1 })).toEqual(own);
  });

  test('a field that is missing has its default', () => {
    expect(readSettings({ activeTasks: 5 })).toEqual({ ...defaultSettings, activeTasks: 5 });
  });

  test.each<[field: keyof Settings, bad: unknown]>([
    ['minimumSize', -1],
    ['minimumSize', 1.5],
    ['minimumSize', Infinity],
    ['minimumSize', '8'],
    ['connectionsPerHost', 0],
    ['connectionsPerHost', 13],
    ['connectionsPerHost', 1.5],
    ['activeTasks', 0],
    ['activeTasks', 21],
    ['activeTasks', null],
    ['folder', 7],
    ['conflict', 'skip'],
    ['askForKnown', 'yes'],
    ['askBeforeAdding', 1],
    ['sitesAddedAtOnce', 'x.org'],
    ['folderRules', [{ kind: 'films', site: null, folder: 'x' }]],
    ['sitesLeftAlone', 'x.org'],
    ['sitesLeftAlone', ['x.org', 7]],
    ['bypassKey', 'space'],
    ['takeDangerous', 'yes'],
    ['speedLimit', 0],
    ['speedLimit', 9999],
    ['slowLimit', null],
    ['slowTimes', { on: true, from: 0, to: 1440, days: [] }],
    ['activeTimes', { on: true, from: 0, to: 60, days: [7] }],
    ['hostRules', [{ host: 'x.org', connections: 0, speedLimit: null }]],
  ])('%s %j falls back to its default, and costs the user nothing else', (field, bad) => {
    expect(readSettings({ ...own, [field]: bad })).toEqual({ ...own, [field]: defaultSettings[field] });
  });

  test('several bad fields at once', () => {
    expect(readSettings({ ...own, minimumSize: -1, bypassKey: 7, folder: null })).toEqual({
      ...own,
      minimumSize: defaultSettings.minimumSize,
      bypassKey: defaultSettings.bypassKey,
      folder: defaultSettings.folder,
    });
  });

  test('leaves what was stored alone, and shares no list with the defaults', () => {
    const stored = Object.freeze({ ...own, minimumSize: -1 });
    expect(readSettings(stored)).not.toEqual(stored);
    readSettings({}).sitesLeftAlone.push('x.org');
    expect(readSettings({}).sitesLeftAlone).toEqual([]);
    expect(defaultSettings.sitesLeftAlone).toEqual([]);
  });

  test('never throws, and what it gives is valid', () => {
    const field = fc.constantFrom(...Object.keys(defaultSettings));
    const stored = fc.oneof(fc.anything(), fc.dictionary(field, fc.anything()));
    fc.assert(
      fc.property(stored, (given) => {
        const read = readSettings(given);
        expect(settingsSchema.safeParse(read).success).toBe(true);
        expect(Object.keys(read).toSorted()).toEqual(Object.keys(defaultSettings).toSorted());
      }),
    );
  });
});
