import type { Range } from '#domain/segment/range';
import { dayOf } from '#domain/task/day';
import { newTask } from '#domain/task/new-task';
import type { Task, TaskState } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';

/** What the pictures of the store pages show: an ordinary afternoon, with made-up names. */
interface Afternoon {
  readonly tasks: readonly Task[];
  readonly live: Readonly<Record<string, Live>>;
  readonly items: readonly never[];
}

const mega = 1e6;
const minute = 60_000;
const saved = [
  ['star-atlas-2026.pdf', 41.3, 'library.example.org'],
  ['meadow-recordings-may.flac', 312, 'sounds.example.net'],
  ['lectures-week-6.mp4', 734, 'courses.example.edu'],
  ['field-notes.zip', 12.6, 'library.example.org'],
  ['harbour-panorama.tif', 188, 'photos.example.org'],
  ['tide-tables-2027.csv', 3.2, 'data.example.net'],
  ['old-maps-scanned.zip', 946, 'library.example.org'],
  ['workshop-slides.pdf', 8.4, 'courses.example.edu'],
  ['aurora-26.04-netinst-amd64.iso', 671, 'releases.aurora.example'],
  ['night-sky-timelapse.mkv', 2140, 'photos.example.org'],
  ['birdsong-collection.zip', 418, 'sounds.example.net'],
  ['letters-1890-1912.epub', 5.1, 'library.example.org'],
  ['glacier-survey.tar.zst', 1870, 'data.example.net'],
  ['lectures-week-5.mp4', 702, 'courses.example.edu'],
] as const;

/** @param now ms since 1970 */
export function storeScene(now: number): Afternoon {
  const make = maker(now);
  const iso = make('aurora-26.04-desktop-amd64.iso', 5710, 'releases.aurora.example', { kind: 'active' });
  const data = make('observations-2026-11.tar.zst', 12_400, 'data.example.net', { kind: 'active' });
  const talk = make('lectures-week-7.mp4', 718, 'courses.example.edu', { kind: 'active' });
  const hosts = ['releases.aurora.example', 'cdn.aurora.example', 'mirror.example.net'];
  const busy = { ...iso, hosts, traffic: trafficOf(hosts, now) };
  const paused = make('meadow-recordings-june.flac', 328, 'sounds.example.net', {
    kind: 'paused',
    because: 'user',
    room: null,
  });
  const tasks = [
    busy,
    data,
    talk,
    { ...paused, have: rangesOf(328 * mega, [0.7, 0.5, 0.4]).have },
    make('photo-archive-1.zip', 1450, 'photos.example.org', { kind: 'queued' }),
    make('photo-archive-2.zip', 1380, 'photos.example.org', { kind: 'queued' }),
    { ...make('last-years-index.zip', 60, 'data.example.net', expired), have: [{ from: 0, to: 38 * mega }] },
    ...saved.map(([name, size, host], index) => make(name, size, host, doneAt(name, now - (index * 47 + 6) * minute))),
  ];
  return {
    tasks,
    live: {
      [busy.id]: fromTwo(liveOf(5710 * mega, [0.86, 0.62, 0.74, 0.5, 0.66, 0.58, 0.41, 0.7], 24.6 * mega)),
      [data.id]: liveOf(12_400 * mega, [0.34, 0.21, 0.28, 0.17, 0.25, 0.3], 11.8 * mega),
      [talk.id]: liveOf(718 * mega, [0.95, 0.82, 0.9, 0.88], 5.2 * mega),
    },
    items: [],
  };
}

const expired: TaskState = { kind: 'failed', error: { code: 'expired' }, whole: false };

const doneAt = (name: string, finishedAt: number): TaskState => ({
  kind: 'done',
  finishedAt,
  downloadId: 1,
  savedAs: name,
});

/** Makes tasks of which everything that is not told is something usual. Sizes in MB. */
function maker(now: number) {
  let serial = 0;
  return (name: string, size: number, host: string, state: TaskState): Task => {
    serial += 1;
    const url = `https://${host}/files/${encodeURIComponent(name)}`;
    const value = '9f86d081'.repeat(8);
    return newTask({
      id: `store-${serial}`,
      serial,
      addedAt: now - serial * 41 * minute,
      source: { url, finalUrl: null, referrer: null, page: `https://${host}/` },
      file: { name, mime: 'application/octet-stream', size: size * mega, ranged: true, validator: null },
      hosts: [host],
      traffic: trafficOf([host], now),
      checked: state.kind === 'done' && serial % 3 > 0 ? { what: 'sha-256', from: 'header', good: true, value } : null,
      state,
    });
  };
}

const trafficOf = (hosts: readonly string[], now: number): Task['traffic'] =>
  hosts.map((host, index) => ({
    host,
    requests: 14 - index * 5,
    bytes: [2100, 1450, 90][index]! * mega,
    firstDay: dayOf(now),
    lastDay: dayOf(now),
  }));

/** A file in equal parts of which so much is here, and what the connections bring next. */
function rangesOf(size: number, shares: readonly number[]): { have: Range[]; arriving: Range[] } {
  const part = size / shares.length;
  return {
    have: shares.map((share, index) => ({ from: index * part, to: (index + share) * part })),
    arriving: shares.map((share, index) => ({ from: (index + share) * part, to: (index + 1) * part })),
  };
}

const sum = (ranges: readonly Range[]): number => ranges.reduce((total, { from, to }) => total + to - from, 0);

function liveOf(size: number, shares: readonly number[], speed: number): Live {
  const { have, arriving } = rangesOf(size, shares);
  return { bytes: sum(have), speed, connections: shares.length, arriving, have, sources: [], trouble: null };
}

/** As if two hosts had brought it, every second part each. */
function fromTwo(live: Live): Live {
  const sources = ['cdn.aurora.example', 'mirror.example.net'].map((host, place) => {
    const parts = live.have.filter((_, index) => index % 2 === place);
    const connections = parts.length;
    return { host, bytes: sum(parts), connections, parts, arriving: parts.map(({ to }) => to), trouble: null };
  });
  return { ...live, sources };
}
