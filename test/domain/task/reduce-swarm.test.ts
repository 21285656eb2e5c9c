import { describe, expect, it } from 'vitest';
import type { SwarmContent } from '#domain/swarm/swarm';
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
  agreed: false,
  content: null,
  peers: 0,
};
const asking: TaskState = { kind: 'paused', because: 'peers', room: null };
const torrentIn = (state: TaskState, change: Partial<Task> = {}): Task =>
  taskIn(state, { name: 'T', file: null, have: [], hosts: [], swarm, ...change });
const agreed = { swarm: { ...swarm, agreed: true } };
const joined: TaskEvent = { kind: 'joined', name: 'T', content };
const all = [{ from: 0, to: 30 }];

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
    const begun = play(torrentIn(asking), { kind: 'agreed' }, { kind: 'slot' });
    expect([begun.at, begun.effects, begun.task?.hosts]).toEqual(['probing', ['fetch'], []]);
    const end = play(begun.task!, { kind: 'asked', host: 't.test' }, joined, { kind: 'met', peers: 2 });
    expect(end.at).toBe('active');
    expect(end.task).toMatchObject({ hosts: ['t.test'], file: { name: 'T', size: 30 }, swarm: { peers: 2, content } });
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
    const fewer = play(torrentIn({ kind: 'active' }, known), { kind: 'chosen', files: [0] });
    expect(fewer.effects).toEqual(['select']);
    expect(fewer.task?.file?.size).toBe(12);
    const stopped = play(
      torrentIn({ kind: 'paused', because: 'user', room: null }, known),
      { kind: 'chosen', files: [0] },
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
});
