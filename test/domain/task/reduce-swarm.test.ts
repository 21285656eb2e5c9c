import { describe, expect, it } from 'vitest';
import { readMagnet } from '#domain/swarm/magnet';
import { nobodyNamed } from '#domain/swarm/named';
import type { SwarmContent } from '#domain/swarm/swarm';
import type { TaskEvent } from '#domain/task/reduce';
import { placeToSave } from '#domain/task/place-to-save';
import type { Task, TaskState } from '#domain/task/task';
import { play, taskIn, whole } from './play.ts';
import { agreed, all, content, file, joined, swarm, torrentIn } from './torrent.ts';

const asking: TaskState = { kind: 'paused', because: 'peers', room: null };

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
    const given = play(download, { kind: 'torrent-given', magnet, content: single, have, ran: true });
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
      const event: TaskEvent = { kind: 'torrent-given', magnet, content: other, have, ran: true };
      expect(play(task, event).task).toEqual(task);
    }
  });

  it.each([
    ['declined', true, 'queued'],
    ['declined', false, 'paused'],
    ['torrent-left', true, 'queued'],
  ] as const)('%s: it is the download again that it was, with what is here (ran: %s)', (kind, ran, at) => {
    const single = { ...content, several: false, files: [file('a', 0, 30)] };
    const magnet = { infoHash: 'cd'.repeat(20), name: 'a', trackers: ['wss://t.test'], webSeeds: [] };
    const mirrors = [{ url: 'https://m.test/a', priority: 1, from: 'metalink' as const }];
    const validator = { etag: '"1"', lastModified: null, strong: true };
    const plain = taskIn({ kind: 'paused', because: 'user', room: null }, { mirrors, describedBy: 'https://d.test/' });
    const download: Task = { ...plain, file: { ...whole.file, size: 30, validator } };
    const have = [{ from: 0, to: 20 }];
    const end = play(
      download,
      { kind: 'torrent-given', magnet, content: single, have, ran },
      // Once agreed to, nothing is left of the card to be declined.
      ...(kind === 'declined' ? [] : [{ kind: 'agreed', via: null } as const, { kind: 'slot' } as const]),
      kind === 'declined' ? { kind, now: 5 } : { kind },
    );
    expect([end.at, end.effects]).toEqual([at, ['leave-swarm']]);
    expect(end.task).toEqual({ ...download, have, state: end.task?.state });
  });

  it('of which nobody could tell what is in it takes no place, whoever has agreed: until its file, or a tracker, is given', () => {
    const webSeeds = ['https://w.test/f'];
    const untold = { ...agreed.swarm, trackers: ['udp://u.test:1'], webSeeds };
    for (const kind of ['agreed', 'resume', 'start-now', 'undo'] as const) {
      const event: TaskEvent = kind === 'agreed' ? { kind, via: null } : { kind };
      expect(play(torrentIn(asking, { swarm: untold }), event).task?.state).toEqual(asking);
    }
    const told = play(torrentIn(asking, { swarm: untold }), { kind: 'opened-torrent', content });
    expect(play(told.task!, { kind: 'resume' }).at).toBe('queued');
    const named = { trackers: ['wss://t.test'], webSeeds: [] };
    const wide = play(torrentIn(asking, { swarm: untold }), { kind: 'widened', named }, { kind: 'resume' });
    expect(wide.at).toBe('queued');
  });

  it('of a magnet link may ask again when its files are known, before any is fetched; agreed to then, it does not once more', () => {
    const begun = play(torrentIn(asking), { kind: 'agreed', via: null, asksForFiles: true }, { kind: 'slot' });
    const told = play(begun.task!, joined);
    expect([told.task?.state, told.effects, told.task?.swarm?.content]).toEqual([asking, ['stop'], content]);
    // Nothing is asked of anybody meanwhile.
    expect(play(told.task!, { kind: 'resume' }).task?.state).toEqual(asking);
    const on = play(told.task!, { kind: 'agreed', via: null, asksForFiles: true }, { kind: 'slot' }, joined);
    expect([on.at, on.effects]).toEqual(['active', []]);
    expect(on.task?.swarm).not.toHaveProperty('asksForFiles');
  });

  it('declined: what is here stays where it is; without anything it goes off the list, and can be brought back', () => {
    const have = [{ from: 0, to: 10 }];
    const kept = play(torrentIn(asking, { have }), { kind: 'declined', now: 5 });
    expect([kept.task?.state.kind, kept.task?.have, kept.task?.trash]).toEqual(['paused', have, null]);
    // The card is closed, and is there again when it is to go on.
    expect(kept.task?.state).toMatchObject({ because: 'user' });
    expect(play(kept.task!, { kind: 'resume' }).task?.state).toEqual(asking);
    const gone = play(torrentIn(asking), { kind: 'declined', now: 5 });
    expect(gone.task?.trash).toEqual({ at: 5, wasRunning: false });
    expect(play(gone.task!, { kind: 'undo' }).task).toEqual(torrentIn(asking));
    const running = torrentIn({ kind: 'active' }, { ...agreed, have });
    expect(play(running, { kind: 'declined', now: 5 }).task).toBe(running);
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
