import { describe, expect, it } from 'vitest';
import { noSharing, type Sharing } from '#domain/swarm/sharing';
import { neededAt, sharedNow } from '#domain/task/due';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { play } from './play.ts';
import { agreed, all, content, joined, torrentIn } from './torrent.ts';

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
    ['its bytes are lost', { kind: 'failed', error: { code: 'part-lost' } }],
  ])('%s: it ends at once, and the part file goes; the files stay', (_what, event) => {
    const end = play(lastOf(until), saved, gave(10), event);
    expect([end.at, end.effects]).toEqual(['done', ['stop', 'discard']]);
    expect(end.task?.state).toMatchObject({ downloadId: 3, savedAs: 'c' });
  });

  it.each(['internal', 'swarm-failed', 'no-access'] as const)(
    '%s: it is left, says why, and is shared again later',
    (code) => {
      const broken = play(lastOf(until), saved, gave(10), { kind: 'failed', error: { code } });
      expect([broken.at, broken.effects]).toEqual(['seeding', ['stop']]);
      expect(broken.task?.state).toMatchObject({ savedAs: 'c', trouble: { code } });
      expect(sharedNow([broken.task!], { now: 5, opensAt: null })).toEqual([broken.task]);
      const again = play(broken.task!, joined);
      expect([again.at, again.effects]).toEqual(['seeding', []]);
      expect(again.task?.state).toEqual(play(lastOf(until), saved).task?.state);
      expect(play(broken.task!, gave(60)).task?.state).toEqual({ ...again.task?.state, kind: 'done' });
    },
  );

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
