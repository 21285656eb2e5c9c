import type { Range } from '#domain/segment/range';
import { noSharing, nothingShared } from '#domain/swarm/sharing';
import { newTask } from '#domain/task/new-task';
import { dayOf } from '#domain/task/day';
import type { Task, TaskState } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import type { BrowserItem } from '#platform/browser-items';
import { storeScene } from './store-scene.ts';

/** What the popup shows in a preview. */
interface Scene {
  readonly tasks: readonly Task[];
  readonly live: Readonly<Record<string, Live>>;
  readonly items: readonly BrowserItem[];
}

/** Scenes do not depend on the clock of the machine. Ms since 1970. */
export const sceneNow = Date.UTC(2026, 10, 23, 12, 4);

const mega = 1e6;
const today = dayOf(sceneNow);
let serial = 0;

/** A task with everything that is not told set to something usual. */
function task(name: string, size: number | null, state: TaskState, more: Partial<Task> = {}): Task {
  serial += 1;
  const host = more.hosts?.[0] ?? 'releases.example.org';
  return newTask({
    id: `task-${serial}`,
    serial,
    addedAt: sceneNow - 3600_000 + serial * 1000,
    source: {
      url: `https://${host}/files/${encodeURIComponent(name)}`,
      finalUrl: `https://cdn.${host}/f/${serial}`,
      referrer: null,
      page: null,
    },
    file: {
      name,
      mime: 'application/octet-stream',
      size,
      ranged: size !== null,
      validator: { etag: '"1"', lastModified: null, strong: true },
    },
    hosts: [host, `cdn.${host}`],
    state,
    ...more,
  });
}

/** Bytes of a file as six connections would have fetched them so far. */
function pieces(size: number, shares: readonly number[]): { have: Range[]; arriving: Range[] } {
  const part = size / shares.length;
  const have = shares
    .map((share, index) => ({ from: index * part, to: (index + share) * part }))
    .filter((range) => range.to > range.from);
  const arriving = shares
    .map((share, index) => ({ from: (index + share) * part, to: (index + 1) * part }))
    .filter((range) => range.to > range.from);
  return { have, arriving };
}

function live(size: number, shares: readonly number[], speed: number, trouble: Live['trouble'] = null): Live {
  const { have, arriving } = pieces(size, shares);
  const bytes = have.reduce((sum, range) => sum + range.to - range.from, 0);
  const connections = trouble ? 0 : arriving.length;
  return { bytes, speed, connections, arriving: trouble ? [] : arriving, have, sources: [], trouble };
}

/** As if two hosts had brought all but the first sixth, and a third one failed. */
function bySources(running: Live): Live {
  const [, ...later] = running.have;
  const source = (host: string, place: number) => {
    const parts = later.filter((_, index) => index % 2 === place);
    const bytes = parts.reduce((sum, { from, to }) => sum + to - from, 0);
    return { host, bytes, connections: 3, parts, arriving: parts.map(({ to }) => to), trouble: null };
  };
  const failed = { host: 'slow.example.net', bytes: 0, connections: 0, parts: [], arriving: [] };
  const trouble = { code: 'http-busy' as const, until: sceneNow + 300_000 };
  return {
    ...running,
    sources: [source('cdn.releases.ubuntu.example', 0), source('mirror.example.net', 1), { ...failed, trouble }],
  };
}

const done = (name: string): TaskState => ({
  kind: 'done',
  finishedAt: sceneNow - serial * 60_000,
  downloadId: serial,
  savedAs: name,
});
const checked: Task['checked'] = { what: 'sha-256', from: 'header', good: true, value: '9f86d081'.repeat(8) };
const failed = (code: Extract<TaskState, { kind: 'failed' }>['error']['code']): TaskState => ({
  kind: 'failed',
  error: { code },
  whole: false,
});

function three(): Scene {
  const iso = task(
    'ubuntu-26.04-desktop-amd64.iso',
    6210 * mega,
    { kind: 'active' },
    {
      hosts: ['releases.ubuntu.example', 'cdn.releases.ubuntu.example', 'mirror.example.net'],
      traffic: [
        { host: 'releases.ubuntu.example', requests: 7, bytes: 0, firstDay: today - 1, lastDay: today },
        { host: 'cdn.releases.ubuntu.example', requests: 41, bytes: 4010 * mega, firstDay: today - 1, lastDay: today },
      ],
    },
  );
  const data = task(
    'dataset-2026-11.tar.zst',
    812 * mega,
    { kind: 'paused', because: 'user', room: null },
    { have: pieces(812 * mega, [0.4, 0.3, 0.1, 0.2, 0.1, 0]).have },
  );
  const paper = task('paper.pdf', 41 * mega, done('paper.pdf'), { hosts: ['arxiv.example.org'], checked });
  return {
    tasks: [iso, data, paper],
    live: { [iso.id]: bySources(live(6210 * mega, [0.82, 0.6, 0.7, 0.55, 0.62, 0.5], 12.4 * mega)) },
    items: [],
  };
}

function many(): Scene {
  const base = three();
  const iso2 = task(
    'a very long file name that somebody thought would be helpful (final, revised, 2026-11-23).mkv',
    4100 * mega,
    { kind: 'active' },
  );
  const stuck = task('nightly-build.zip', 300 * mega, { kind: 'active' });
  const stream = task('recording.webm', null, { kind: 'active' });
  const busy = [
    task('probe.bin', null, { kind: 'probing' }, { file: null, hosts: [] }),
    task('checked.iso', 700 * mega, { kind: 'verifying' }, { have: [{ from: 0, to: 700 * mega }] }),
    task(
      'exported.iso',
      900 * mega,
      { kind: 'exporting', blobUrl: null, downloadId: 9, held: false },
      { have: [{ from: 0, to: 900 * mega }] },
    ),
  ];
  const needs = [
    task(
      'setup.exe',
      88 * mega,
      { kind: 'exporting', blobUrl: null, downloadId: 8, held: true },
      { have: [{ from: 0, to: 88 * mega }] },
    ),
    task('report.pdf', 60 * mega, failed('changed'), { have: pieces(60 * mega, [0.5, 0.2]).have }),
    task(
      'disc.img',
      60 * mega,
      {
        kind: 'damaged',
        mismatch: { what: 'sha-256', from: 'metalink', expected: '0'.repeat(64), actual: 'a'.repeat(64), bad: null },
      },
      { have: [{ from: 0, to: 60 * mega }] },
    ),
    task('private.zip', 60 * mega, failed('no-access')),
    task('mirror.img', 60 * mega, failed('http-forbidden'), { have: pieces(60 * mega, [0.9, 0.2, 0.1]).have }),
  ];
  const queue = [1, 2, 3, 4].map((n) => task(`queued-part-${n}.rar`, 500 * mega, { kind: 'queued' }));
  const saved = Array.from({ length: 14 }, (_, n) =>
    task(`photo-archive-${n + 1}.zip`, (n + 3) * 17 * mega, done(`photo-archive-${n + 1}.zip`)),
  );
  return {
    tasks: [...base.tasks, iso2, stuck, stream, ...busy, ...needs, ...queue, ...saved],
    live: {
      ...base.live,
      [iso2.id]: live(4100 * mega, [0.1, 0.3, 0.2, 0.1], 0.06 * mega),
      [stuck.id]: live(300 * mega, [0.3, 0.3], 0, { code: 'http-busy', until: sceneNow + 300_000 }),
      [stream.id]: {
        bytes: 37 * mega,
        speed: 2.1 * mega,
        connections: 1,
        sources: [],
        arriving: [{ from: 37 * mega, to: 38 * mega }],
        have: [{ from: 0, to: 37 * mega }],
        trouble: null,
      },
    },
    items: [
      {
        id: 41,
        url: 'https://new.example.net/big.iso',
        name: 'big.iso',
        bytes: 120 * mega,
        size: 700 * mega,
        paused: false,
        leave: { reason: 'no-access', hosts: ['new.example.net'] },
      },
      {
        id: 42,
        url: 'https://bank.example.com/export',
        name: 'statement.csv',
        bytes: 3 * mega,
        size: null,
        paused: false,
        leave: { reason: 'method', hosts: [] },
      },
    ],
  };
}

/** One whose link has expired, of which nobody knows on which page a new one would be. */
function expired(): Scene {
  const size = 60 * mega;
  const one = task('old-link.zip', size, failed('expired'), { have: pieces(size, [0.5, 0.2]).have });
  return { tasks: [one], live: {}, items: [] };
}

/** Torrents: two that ask, and one that runs. */
function torrents(): Scene {
  const trackers = ['wss://tracker.example.org/announce', 'udp://tracker.example.net:1337/announce'];
  const swarm = {
    infoHash: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
    trackers,
    webSeeds: [],
    agreed: false,
    offered: { trackers: [], webSeeds: [] },
    via: null,
    content: null,
    peers: 0,
    ...nothingShared,
  };
  const asks: TaskState = { kind: 'paused', because: 'peers', room: null };
  const files = ['read me.txt', 'film.mkv', 'extras.mkv'].map((name, place) => ({
    folder: place === 2 ? 'more' : '',
    name,
    size: [4000, 700 * mega, 120 * mega][place] ?? 0,
    offset: [0, 4000, 4000 + 700 * mega][place] ?? 0,
    wanted: place !== 2,
    saved: false,
  }));
  const content = { several: true, size: 820 * mega + 4000, pieceLength: mega, files };
  const unknown = task('A magnet link', null, asks, { file: null, hosts: [], swarm: { ...swarm, trackers: [] } });
  const known = task('Film', 700 * mega, asks, {
    hosts: [],
    swarm: { ...swarm, content, webSeeds: ['https://files.example.org/'], sharing: { ...noSharing, mode: 'until' } },
  });
  const running = task(
    'Film, running',
    700 * mega,
    { kind: 'active' },
    { hosts: ['tracker.example.org'], swarm: { ...swarm, agreed: true, content, peers: 9 } },
  );
  const shared = task(
    'Film, shared',
    700 * mega,
    { kind: 'seeding', finishedAt: Date.now() - 3_600_000, downloadId: 3, savedAs: 'film.mkv' },
    {
      hosts: ['tracker.example.org'],
      swarm: { ...swarm, agreed: true, content, sharing: { ...noSharing, mode: 'until' }, given: 310 * mega, peers: 4 },
    },
  );
  return {
    tasks: [unknown, known, running, shared],
    live: {
      [shared.id]: { ...live(700 * mega, [1], 0), connections: 2, up: 0.4 * mega },
      [running.id]: { ...live(700 * mega, [0.3], 1.4 * mega), connections: 3 },
    },
    items: [],
  };
}

/** What waits for the user's word. */
function asked(): Scene {
  const asks = (because: 'name' | 'twin'): TaskState => ({ kind: 'paused', because, room: null });
  const taken = task('minutes.pdf', 2 * mega, asks('name'), { have: [{ from: 0, to: 2 * mega }] });
  const had = (name: string, by: 'address' | 'history' | 'hash') =>
    task(name, null, asks('twin'), { file: null, hosts: [], twin: { by, name, waived: false } });
  return {
    tasks: [taken, had('again.zip', 'address'), had('plain.zip', 'history'), had('same.iso', 'hash')],
    live: {},
    items: [],
  };
}

const endings = ['pdf', 'zip', 'mkv', 'flac', 'jpg', 'exe', 'bin'];

/** The other scenes' tasks and so many that are saved that nobody can look through them: 10,000 in all. */
function thousands(): Scene {
  const few = many();
  const saved = Array.from({ length: 10_000 - few.tasks.length }, (_, n) => {
    const name = `archive ${String(n + 1).padStart(5, '0')}.${endings[n % endings.length]}`;
    return task(name, ((n % 97) + 1) * mega, done(name), { hosts: [`site-${n % 31}.example.org`] });
  });
  return { ...few, tasks: [...few.tasks, ...saved] };
}

/** The scene the page's address asks for: `?scene=empty`, `three`, `many`, `thousands`, `expired`, `torrents`, `asked` or `store`. */
export function sceneOf(search: string): Scene {
  serial = 0;
  const name = new URLSearchParams(search).get('scene') ?? 'three';
  if (name === 'empty') return { tasks: [], live: {}, items: [] };
  if (name === 'torrents') return torrents();
  if (name === 'asked') return asked();
  if (name === 'expired') return expired();
  if (name === 'thousands') return thousands();
  if (name === 'store') return storeScene(sceneNow);
  return name === 'many' ? many() : three();
}
