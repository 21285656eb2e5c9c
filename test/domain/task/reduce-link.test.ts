import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskState } from '#domain/task/task';
import { file, offered, play, taskIn } from './play.ts';

describe('a new link for an unfinished task', () => {
  const bringer = taskIn({ kind: 'probing' }, { ...offered, continues: 'old' });
  const proved: TaskEvent = { kind: 'proved', file, finalUrl: 'https://b.test/a', host: 'b.test' };
  const link = { source: { ...bringer.source, url: 'https://c.test/a' }, file, hosts: ['c.test'], traffic: [] };
  const relinked: TaskEvent = { kind: 'relinked', link, now: 9 };
  const have = [{ from: 0, to: 10 }];

  it('is proven before the browser’s item is given up, and handed on when that is gone', () => {
    expect(play(bringer, { kind: 'offered' }).effects).toEqual(['prove']);
    expect(play(bringer, proved)).toMatchObject({ effects: ['release'], task: { handover: { phase: 'claimed' } } });
    expect(play(bringer, proved, { kind: 'released', slot: true }).effects).toEqual(['hand-on']);
    expect(play(bringer, proved, { kind: 'released', slot: true }, { kind: 'merged' })).toMatchObject({
      at: 'gone',
      effects: ['stop', 'discard'],
    });
  });

  it('of another file goes on as a download of its own, and the old task is told', () => {
    const own = play(bringer, { ...proved, file: null });
    expect([own.effects, own.task?.continues, own.task?.handover]).toEqual([
      ['disown', 'fetch'],
      null,
      offered.handover,
    ]);
  });

  it('goes on by itself when the old task is no more', () => {
    expect(play(bringer, proved, { kind: 'released', slot: true }, { kind: 'alone' }).task).toMatchObject({
      state: { kind: 'queued' },
      continues: null,
      file: null,
      source: { finalUrl: null },
    });
  });

  it('is handed on once more after a crash between the two', () => {
    expect(play(bringer, proved, { kind: 'revived' })).toMatchObject({ at: 'probing', effects: ['release'] });
  });

  it.each<[string, TaskState, string]>([
    ['paused', { kind: 'paused', because: 'user', room: null }, 'queued'],
    ['failed', { kind: 'failed', error: { code: 'expired' }, whole: false }, 'queued'],
    ['failed to be saved', { kind: 'failed', error: { code: 'save-failed' }, whole: true }, 'exporting'],
    ['queued', { kind: 'queued' }, 'queued'],
    ['active', { kind: 'active' }, 'active'],
    ['done', { kind: 'done', finishedAt: 1, downloadId: 7, savedAs: 'a' }, 'done'],
  ])('takes a %s task on, with its bytes', (_, state, at) => {
    const old = taskIn(state, { file, have });
    const next = play(old, relinked);
    expect([next.at, next.task?.have]).toEqual([at, have]);
    expect(next.task?.source.url).toBe(at === 'done' ? old.source.url : 'https://c.test/a');
  });

  it('says so where the task runs already', () => {
    expect(play(taskIn({ kind: 'active' }), relinked).task?.link).toMatchObject({ kind: 'again', at: 9 });
  });

  it('brings back nothing that was removed', () => {
    const removed = taskIn({ kind: 'paused', because: 'user', room: null }, { trash: { at: 1, wasRunning: false } });
    expect(play(removed, relinked).task).toEqual(removed);
  });

  it.each(['http-unauthorized', 'http-forbidden', 'http-not-found', 'http-gone'] as const)(
    'is what helps when bytes were here before %s',
    (code) => {
      const failure: TaskEvent = { kind: 'failed', error: { code, detail: { status: 400 } } };
      const codeAfter = (task: Task) => play(task, failure).task?.state;
      expect(codeAfter(taskIn({ kind: 'active' }, { have }))).toMatchObject({ error: { code: 'expired' } });
      expect(codeAfter(taskIn({ kind: 'probing' }))).toMatchObject({ error: { code } });
    },
  );

  it('that was looked for and is of another file leaves the task as it was', () => {
    const waiting = play(taskIn({ kind: 'paused', because: 'user', room: null }, { file, have }), {
      kind: 'awaited',
      tabId: 3,
      now: 5,
    });
    expect(waiting.task?.link).toEqual({ kind: 'awaited', at: 5, tabId: 3 });
    expect(play(waiting.task!, { kind: 'mistaken', now: 6 }).task).toMatchObject({
      state: { kind: 'paused', because: 'user', room: null },
      link: { kind: 'other-file' },
      have,
    });
  });
});
