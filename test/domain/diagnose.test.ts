import { describe, expect, it } from 'vitest';
import { reportOf, type Findings } from '#domain/diagnose';
import { defaultSettings, type Settings } from '#domain/settings/settings';
import type { TaskState } from '#domain/task/task';
import { task } from '../ui/tasks.ts';

/** Wherever a person's own words, names or addresses may stand. */
const planted = 'planted';
const link = `https://${planted}.example/${planted}?${planted}=1`;
const error = { code: 'http-gone', detail: { host: planted, message: planted } } as const;

const states: TaskState[] = [
  { kind: 'active' },
  { kind: 'failed', error, whole: false },
  { kind: 'failed', error, whole: false },
  { kind: 'failed', error: { code: 'network' }, whole: false },
  { kind: 'paused', because: 'space', room: null },
  { kind: 'done', finishedAt: 1, downloadId: 7, savedAs: planted },
];

/** Everything that a user can write himself. */
const settings: Settings = {
  ...defaultSettings,
  takeover: 'ask',
  minimumSize: 5,
  folder: planted,
  sitesLeftAlone: [planted],
  sumSites: [planted],
  knownTrackers: [planted],
  hostRules: [{ host: planted, connections: 2, speedLimit: null }],
  peerServer: `turn:${planted}`,
  peerServerName: planted,
  peerServerSecret: planted,
};

const found: Findings = {
  version: '0.1.0',
  browser: 'Chrome 140',
  system: 'linux',
  locale: 'de-AT',
  standing: 'accepted',
  policy: 3,
  permissions: ['storage', 'downloads'],
  sites: 2,
  storage: { free: 123_456_789_012, parts: 4 },
  tasks: states.map((state) =>
    task({
      state,
      source: { url: link, finalUrl: link, referrer: link, page: link },
      file: { name: planted, mime: planted, size: 1000, ranged: true, validator: null },
      hosts: [planted],
    }),
  ),
  engine: 83,
  left: ['too-small', 'site-off', 'too-small'],
  settings,
  service: 'entered',
  granted: ['updates'],
  contacts: [{ purpose: 'updates', outcome: { kind: 'failed', because: 'network', status: null } }],
  mismatches: 0,
};

describe('what is found out', () => {
  it('is told in numbers and words of ours', () => {
    expect(reportOf(found)).toBe(`Perseid 0.1.0
Browser: Chrome 140 on linux, de-AT
Policy: accepted, edition 3
Permissions: downloads, storage; sites: 2
Storage: about 100 GB free, 4 part files
Engine page: answers
Downloads: 3 failed, 1 active, 1 done, 1 paused
Failed with: 2 http-gone, 1 network
Paused by: 1 space
In the browser since it started: 2 too-small, 1 site-off
Changed settings: takeover = ask, minimumSize = 5, hostRules, folder, sitesLeftAlone, sumSites, knownTrackers, peerServer, peerServerName, peerServerSecret
Service: entered; switched on: updates
Last contacts: updates failed (network)
Contacts that nobody asked for: 0
`);
  });

  it('CL5: holds no address, no name and nothing that the user wrote', () => {
    expect(reportOf(found)).not.toContain(planted);
  });

  it('says what cannot be read, or does not answer', () => {
    const text = reportOf({ ...found, storage: null, tasks: null, engine: null, contacts: [], granted: [], left: [] });
    expect(text).toContain('Storage: cannot be read\nEngine page: does not answer\nDownloads: cannot be read\n');
    expect(text).toContain('In the browser since it started: none\n');
  });
});
