import { describe, expect, it } from 'vitest';
import type { TaskState } from '#domain/task/task';
import { exporting, play, taskIn, whole } from './play.ts';

const taken: TaskState = { kind: 'paused', because: 'name', room: null };

describe('a name that is taken', () => {
  const asked = { kind: 'name-taken', blobUrl: 'blob:x' } as const;

  it('is asked about with all bytes here; what was being saved is not read any more', () => {
    const { task, effects } = play(taskIn(exporting, whole), asked);
    expect(task).toMatchObject({ state: taken, have: whole.have });
    expect(effects).toEqual(['revoke']);
  });

  it('waits over a restart, and for the one answer: nothing else saves it, or asks a server', () => {
    for (const event of ['revived', 'resume', 'retry', 'room', 'consent-given', 'consent-lost', 'slot'] as const) {
      expect(play(taskIn(taken, whole), { kind: event })).toMatchObject({ at: 'paused', effects: [] });
    }
  });

  it('is told of an export that is no more: nothing happens', () => {
    expect(play(taskIn({ ...exporting, blobUrl: 'blob:later' }, whole), asked).at).toBe('exporting');
    expect(play(taskIn({ kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' }), asked).at).toBe('done');
  });

  it.each(['number', 'overwrite'] as const)('answered, it is saved so, also later: %s', (conflict) => {
    const { task, effects } = play(taskIn(taken, whole), { kind: 'name-chosen', conflict });
    expect(task).toMatchObject({ conflict, state: { kind: 'exporting', downloadId: null } });
    expect(effects).toEqual(['export']);
  });

  it('an answer that was not asked for, or to one that was removed, changes nothing', () => {
    const answer = { kind: 'name-chosen', conflict: 'overwrite' } as const;
    const paused = taskIn({ kind: 'paused', because: 'user', room: null }, whole);
    expect(play(paused, answer)).toMatchObject({ task: paused, effects: [] });
    const removed = taskIn(taken, { ...whole, trash: { at: 1, wasRunning: false } });
    expect(play(removed, answer)).toMatchObject({ task: removed, effects: [] });
  });
});

describe('what is there already', () => {
  const asks: TaskState = { kind: 'paused', because: 'twin', room: null };
  const twin = { by: 'address', name: 'a.bin', waived: false } as const;
  const held = taskIn(asks, { twin });

  it('asks nobody until the user wants it all the same; given once more is no answer', () => {
    for (const event of ['revived', 'resume', 'retry', 'room', 'consent-given', 'consent-lost', 'slot'] as const) {
      expect(play(held, { kind: event })).toMatchObject({ at: 'paused', effects: [] });
    }
    expect(play(held, { kind: 'relinked', link: null, now: 1 })).toMatchObject({ at: 'paused', effects: [] });
    expect(play(held, { kind: 'wanted-again' }).task).toMatchObject({
      state: { kind: 'queued' },
      twin: { ...twin, waived: true },
    });
  });

  it('removed and brought back, it asks still', () => {
    const { task } = play(held, { kind: 'remove', now: 1 }, { kind: 'wanted-again' }, { kind: 'undo' });
    expect(task).toMatchObject({ state: asks, trash: null });
  });

  it('an answer that was not asked for changes nothing', () => {
    const queued = taskIn({ kind: 'queued' });
    expect(play(queued, { kind: 'wanted-again' }).task).toBe(queued);
  });
});
