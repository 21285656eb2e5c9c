import { describe, expect, it } from 'vitest';
import { readMagnet } from '#domain/swarm/magnet';
import { nobodyNamed } from '#domain/swarm/named';
import { noSharing, nothingShared, type Sharing } from '#domain/swarm/sharing';
import type { SwarmContent } from '#domain/swarm/swarm';
import { neededAt, sharedNow } from '#domain/task/due';
import type { TaskEvent } from '#domain/task/reduce';
import { placeToSave } from '#domain/task/place-to-save';
import type { Task, TaskState } from '#domain/task/task';
import { play, taskIn } from './play.ts';

const file = (name: string, offset: number, size: number) => ({
  folder: '',
  name,
  size,
  offset,
  wanted: true,
  saved: false,
});
const content: SwarmContent = {
  several: true,
  size: 30,
  pieceLength: 10,
  files: [file('a', 0, 12), { ...file('b', 12, 0), folder: 'sub' }, file('c', 12, 18)],
};
const swarm = {
  infoHash: 'ab'.repeat(20),
  trackers: ['wss://t.test/x', 'udp://u.test:1'],
  webSeeds: [],
  offered: nobodyNamed,
  agreed: false,
  via: null,
  content: null,
  peers: 0,
  ...nothingShared,
};
const asking: TaskState = { kind: 'paused', because: 'peers', room: null };
const torrentIn = (state: TaskState, change: Partial<Task> = {}): Task =>
  taskIn(state, { name: 'T', file: null, have: [], hosts: [], swarm, ...change });
const agreed = { swarm: { ...swarm, agreed: true } };
const joined: TaskEvent = { kind: 'joined', name: 'T', content };
const all = [{ from: 0, to: 30 }];

describe('a choice of files before they are known', () => {
  const wishing = (wanted: number[]) =>
    play(
      taskIn({ kind: 'probing' }, { swarm: { ...swarm, agreed: true } }),
      { kind: 'chosen', choice: { wanted, first: wanted, inOrder: true } },
      joined,
    ).task?.swarm?.content;

  it('holds when they are', () => {
    expect(wishing([2])?.files.map(({ wanted }) => wanted)).toEqual([false, false, true]);
    expect(wishing([2])?.inOrder).toBe(true);
  });

  it('is none if nothing of it is there', () => {
    expect(wishing([7])).toEqual(content);
  });
});

describe('a torrent', () => {
  it('PT3: contacts nobody before the user has agreed, whatever is pressed', () => {
    const pressed: TaskEvent[] = [
      { kind: 'resume' },
      { kind: 'start-now' },
      { kind: 'slot' },
      { kind: 'retry' },
      { kind: 'revived' },
      { kind: 'adjusted', change: { startAt: 5 } },
      { kind: 'consent-given' },
      { kind: 'remove', now: 1 },
      { kind: 'undo' },
    ];
    const end = play(torrentIn(asking), ...pressed);
    expect([end.task?.state, end.effects, end.task?.hosts]).toEqual([asking, [], []]);
    // Nor does one that was added in any other state.
    expect(play(torrentIn({ kind: 'active' }), { kind: 'revived' }).task?.state).toEqual(asking);
  });

  it('is fetched once he has; whoever is asked has seen his address', () => {
    const via = { server: 'turn:r.test', relayOnly: true };
    const begun = play(torrentIn(asking), { kind: 'agreed', via }, { kind: 'slot' });
    expect(begun.task?.swarm?.via).toEqual(via);
    expect([begun.at, begun.effects, begun.task?.hosts]).toEqual(['probing', ['fetch'], []]);
    const end = play(begun.task!, { kind: 'asked', host: 't.test' }, joined, { kind: 'met', peers: 2 });
    expect(end.at).toBe('active');
    expect(end.task).toMatchObject({ hosts: ['t.test'], file: { name: 'T', size: 30 }, swarm: { peers: 2, content } });
  });

  it('PT3: whom another link names is shown on its card; when it runs already, asked only when the user wants it', () => {
    const named = { trackers: ['wss://t.test/x', 'wss://other.test'], webSeeds: ['https://s.test/f'] };
    const shown = play(torrentIn(asking), { kind: 'named-again', named });
    expect(shown.task?.swarm).toMatchObject({
      trackers: [...swarm.trackers, 'wss://other.test'],
      webSeeds: named.webSeeds,
      offered: nobodyNamed,
    });
    const runs = play(torrentIn({ kind: 'active' }, agreed), { kind: 'named-again', named });
    expect([runs.at, runs.effects, runs.task?.swarm?.trackers]).toEqual(['active', [], swarm.trackers]);
    expect(runs.task?.swarm?.offered).toEqual({ trackers: ['wss://other.test'], webSeeds: named.webSeeds });
    const offered = runs.task!.swarm!.offered;
    // It joins anew, with all of them.
    const wide = play(runs.task!, { kind: 'widened', named: offered });
    expect([wide.at, wide.effects, wide.task?.swarm?.offered]).toEqual(['queued', ['stop'], nobodyNamed]);
    expect(wide.task?.swarm).toMatchObject({
      trackers: [...swarm.trackers, 'wss://other.test'],
      webSeeds: named.webSeeds,
    });
    const declined = play(runs.task!, { kind: 'widened', named: nobodyNamed });
    expect([declined.at, declined.effects, declined.task?.swarm?.offered]).toEqual(['active', [], nobodyNamed]);
    expect(declined.task?.swarm?.trackers).toEqual(swarm.trackers);
  });

  it('a download goes on as the torrent of its file: its addresses become web seeds, what is right stays, and it asks first', () => {
    const single = { ...content, several: false, files: [file('a', 0, 30)] };
    const magnet = { infoHash: 'cd'.repeat(20), name: 'a', trackers: ['wss://t.test'], webSeeds: ['https://s.test/f'] };
    const mirrors = [{ url: 'https://m.test/a', priority: 1, from: 'metalink' as const }];
    const plain = taskIn({ kind: 'paused', because: 'user', room: null }, { mirrors });
    const download: Task = { ...plain, file: { ...plain.file!, name: 'a.bin', size: 30 } };
    const have = [{ from: 0, to: 20 }];
    const given = play(download, { kind: 'torrent-given', magnet, content: single, have });
    expect(given.task).toMatchObject({
      state: asking,
      have,
      name: 'a.bin',
      file: { name: 'a.bin', size: 30 },
      mirrors: [],
      swarm: {
        infoHash: magnet.infoHash,
        agreed: false,
        trackers: magnet.trackers,
        webSeeds: [plain.source.url, 'https://m.test/a', 'https://s.test/f'],
      },
    });
    expect(readMagnet(given.task!.source.url)).toMatchObject({ infoHash: magnet.infoHash, trackers: magnet.trackers });
    // Not of another file, of several, or while it still runs.
    const others: [Task, SwarmContent][] = [
      [download, { ...single, size: 31 }],
      [download, content],
      [{ ...download, state: { kind: 'active' } }, single],
      [{ ...download, state: { kind: 'verifying' } }, single],
    ];
    for (const [task, other] of others) {
      const event: TaskEvent = { kind: 'torrent-given', magnet, content: other, have };
      expect(play(task, event).task).toEqual(task);
    }
  });

  it('CL7: is left at once when the user takes back that torrents are used, and asks anew', () => {
    const end = play(torrentIn({ kind: 'active' }, agreed), { kind: 'peers-forbidden' });
    expect([end.task?.state, end.task?.swarm?.agreed, end.effects]).toEqual([asking, false, ['stop']]);
    expect(play(end.task!, { kind: 'resume' }).task?.state).toEqual(asking);
  });

  it('puts its files into the folder one after the other, and is done with the last', () => {
    const known = {
      swarm: { ...agreed.swarm, content },
      have: all,
      file: { name: 'T', mime: '', size: 30, ranged: true, validator: null },
      folder: 'D',
    };
    const saved = (bytes: number): TaskEvent[] => [
      { kind: 'export-begun', blobUrl: `blob:${bytes}` },
      { kind: 'export-item', downloadId: bytes },
      { kind: 'saved', savedAs: 'x', downloadId: bytes, bytes, now: 9 },
    ];
    const first = play(torrentIn({ kind: 'verifying' }, known), { kind: 'verified', checked: null });
    expect(placeToSave(first.task!, 30)).toEqual({ from: 0, to: 12, path: 'D/T/a' });
    const second = play(first.task!, ...saved(12));
    expect([second.at, second.effects]).toEqual(['exporting', ['revoke', 'export']]);
    expect(placeToSave(second.task!, 30)).toEqual({ from: 12, to: 12, path: 'D/T/sub/b' });
    const third = play(second.task!, ...saved(0));
    expect(placeToSave(third.task!, 30)).toEqual({ from: 12, to: 30, path: 'D/T/c' });
    expect(play(third.task!, ...saved(17)).task?.state).toMatchObject({ kind: 'failed', error: { code: 'save-size' } });
    const end = play(third.task!, ...saved(18));
    expect([end.at, end.effects]).toEqual(['done', ['revoke', 'discard']]);
  });

  it('goes on saving with the file that is not there yet', () => {
    const some = { ...content, files: content.files.map((one, place) => ({ ...one, saved: place === 0 })) };
    const exporting: TaskState = { kind: 'exporting', blobUrl: 'blob:1', downloadId: 3, held: false };
    const file30 = { name: 'T', mime: '', size: 30, ranged: true, validator: null };
    const known = { swarm: { ...agreed.swarm, content: some }, have: all, file: file30 };
    const end = play(torrentIn(exporting, known), { kind: 'export-lost' });
    expect(placeToSave(end.task!, 30).path).toBe('T/sub/b');
  });

  it('BC10: asks for the files that are wanted alone; fewer may be all that is here', () => {
    const known = { swarm: { ...agreed.swarm, content }, have: [{ from: 0, to: 20 }] };
    // Peers were told of pieces that they get no longer.
    const fewer = play(torrentIn({ kind: 'active' }, known), {
      kind: 'chosen',
      choice: { wanted: [0], first: [], inOrder: false },
    });
    expect([fewer.at, fewer.effects]).toEqual(['queued', ['stop']]);
    expect(fewer.task?.file?.size).toBe(12);
    const more = play(
      { ...fewer.task!, state: { kind: 'active' }, have: [] },
      { kind: 'chosen', choice: { wanted: [0, 2], first: [], inOrder: false } },
    );
    expect([more.at, more.effects]).toEqual(['active', ['select']]);
    // Nor of one that is here, and that they may have now.
    const kept = { ...fewer.task!, state: { kind: 'active' as const }, have: [{ from: 20, to: 30 }] };
    expect(play(kept, { kind: 'chosen', choice: { wanted: [0, 2], first: [], inOrder: false } }).at).toBe('queued');
    const stopped = play(
      torrentIn({ kind: 'paused', because: 'user', room: null }, known),
      { kind: 'chosen', choice: { wanted: [0], first: [], inOrder: false } },
      { kind: 'resume' },
    );
    expect(stopped.at).toBe('verifying');
  });

  it('begun again keeps what is known of it, and what the user chose', () => {
    const known = { swarm: { ...agreed.swarm, content }, have: all };
    const end = play(torrentIn({ kind: 'failed', error: { code: 'swarm-failed' }, whole: false }, known), {
      kind: 'restart',
    });
    expect([end.at, end.task?.have, end.task?.swarm?.content]).toEqual(['queued', [], content]);
  });

  it.each<TaskState>([
    { kind: 'verifying' },
    { kind: 'exporting', blobUrl: 'blob:1', downloadId: 3, held: false },
    { kind: 'seeding', finishedAt: 1, downloadId: 3, savedAs: 'a' },
  ])('$kind: no file more is chosen, for it would be saved without its bytes', (state) => {
    const some = { ...content, files: content.files.map((one, place) => ({ ...one, wanted: place === 0 })) };
    const known = torrentIn(state, { swarm: { ...agreed.swarm, content: some }, have: [{ from: 0, to: 20 }] });
    expect(play(known, { kind: 'chosen', choice: { wanted: [0, 2], first: [], inOrder: false } })).toEqual({
      at: state.kind,
      effects: [],
      task: known,
    });
  });
});

describe('sharing a torrent that is complete', () => {
  const until: Sharing = { ...noSharing, mode: 'until', ratio: 2, hours: 1 };
  const lastOf = (sharing: Sharing, change: Partial<NonNullable<Task['swarm']>> = {}): Task =>
    torrentIn(
      { kind: 'exporting', blobUrl: 'blob:1', downloadId: 3, held: false },
      {
        swarm: {
          ...agreed.swarm,
          content: { ...content, files: content.files.map((one, place) => ({ ...one, saved: place < 2 })) },
          sharing,
          ...change,
        },
        have: all,
        urgent: true,
      },
    );
  const saved: TaskEvent = { kind: 'saved', savedAs: 'c', downloadId: 3, bytes: 18, now: 9 };
  const gave = (bytes: number, sharedFor = 0): TaskEvent => ({ kind: 'gave', bytes, sharedFor });

  it('is by the user’s choice alone: else it ends with the last file', () => {
    expect(play(lastOf(noSharing), saved)).toMatchObject({ at: 'done', effects: ['revoke', 'discard'] });
    // Nor where he has taken back what peers may see meanwhile.
    expect(play(lastOf(until, { agreed: false }), saved).at).toBe('done');
  });

  it('keeps the part file until the ratio is reached, while it was loaded counted in', () => {
    const begun = play(lastOf(until), gave(20), saved);
    expect([begun.at, begun.effects]).toEqual(['seeding', ['revoke']]);
    expect(begun.task).toMatchObject({ urgent: false, state: { finishedAt: 9, downloadId: 3, savedAs: 'c' } });
    const on = play(begun.task!, gave(39));
    expect([on.at, on.effects]).toEqual(['seeding', []]);
    const end = play(on.task!, gave(1));
    expect([end.at, end.effects]).toEqual(['done', ['stop', 'discard']]);
    expect(play(lastOf(until), gave(60), saved).at).toBe('done');
  });

  it('ends after its time, which goes on where it was when the browser starts again', () => {
    const on = play(lastOf(until), saved, gave(0, 3_599_999), { kind: 'revived' });
    expect([on.at, on.effects]).toEqual(['seeding', []]);
    expect(play(on.task!, gave(0, 1)).at).toBe('done');
  });

  it('for long ends too, after 30 days', () => {
    const on = play(lastOf({ ...until, mode: 'long' }), saved, gave(10_000, 30 * 86_400_000 - 1));
    expect(on.at).toBe('seeding');
    expect(play(on.task!, gave(0, 1)).at).toBe('done');
  });

  it.each<[string, TaskEvent]>([
    ['the user stops it', { kind: 'sharing-chosen', sharing: noSharing }],
    ['he lowers the limit below what was given', { kind: 'sharing-chosen', sharing: { ...until, ratio: 0.1 } }],
    ['CL7: he takes back that torrents are used', { kind: 'peers-forbidden' }],
    ['CL7: he takes back his consent to the policy', { kind: 'consent-lost' }],
    ['it breaks down', { kind: 'failed', error: { code: 'swarm-failed' } }],
  ])('%s: it ends at once, and the part file goes; the files stay', (_what, event) => {
    const end = play(lastOf(until), saved, gave(10), event);
    expect([end.at, end.effects]).toEqual(['done', ['stop', 'discard']]);
    expect(end.task?.state).toMatchObject({ downloadId: 3, savedAs: 'c' });
  });

  it('removed, it is given to nobody, and brought back it is shared again; the part file goes when it is purged', () => {
    const gone = play(lastOf(until), saved, { kind: 'remove', now: 1 });
    expect(sharedNow([gone.task!], { now: 5, opensAt: null })).toEqual([]);
    const back = play(gone.task!, { kind: 'undo' });
    expect(sharedNow([back.task!], { now: 5, opensAt: null })).toEqual([back.task]);
    expect(play(gone.task!, { kind: 'purge' })).toMatchObject({ at: 'gone', effects: ['discard'] });
  });

  it('rests out of hours, and needs the engine page again when they begin', () => {
    const { task } = play(lastOf(until), saved);
    const hours = { now: 5, opensAt: 100 };
    expect(sharedNow([task!], hours)).toEqual([]);
    expect(neededAt([task!], hours)).toBe(100);
    expect(neededAt([task!], { now: 5, opensAt: null })).toBe(5);
  });

  it('is done for the newest few at once; the next follows when one ends', () => {
    const { task } = play(lastOf(until), saved);
    const many = Array.from({ length: 10 }, (_, serial) => ({ ...task!, id: `${serial}`, serial }));
    const open = { now: 5, opensAt: null };
    expect(sharedNow(many, open).map(({ serial }) => serial)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
    const ended = many.map((one) => (one.serial === 9 ? play(one, gave(60)).task! : one));
    expect(sharedNow(ended, open).map(({ serial }) => serial)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('is not chosen any more when it is over: its bytes are gone', () => {
    const end = play(lastOf(noSharing), saved);
    expect(play(end.task!, { kind: 'sharing-chosen', sharing: until }).task).toBe(end.task);
  });
});
