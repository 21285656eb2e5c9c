import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskState } from '#domain/task/task';
import { exporting, offered, play, taskIn, whole } from './play.ts';

const lost: TaskEvent = { kind: 'consent-lost' };
const given: TaskEvent = { kind: 'consent-given' };
const waiting: TaskState = { kind: 'paused', because: 'policy', room: null };

describe('the policy is declined, or says something new', () => {
  it.each<[what: string, state: TaskState, more: Partial<Task>, at: string, effects: string[]]>([
    ['waits in the line', { kind: 'queued' }, {}, 'paused', ['stop']],
    ['asks its server', { kind: 'probing' }, {}, 'paused', ['stop']],
    ['transfers', { kind: 'active' }, {}, 'paused', ['stop']],
    [
      'runs beside the browser’s item, which stays',
      { kind: 'probing' },
      offered,
      'gone',
      ['stop', 'discard', 'decline'],
    ],
    ['is checked: nobody is asked', { kind: 'verifying' }, whole, 'verifying', []],
    ['is saved: nobody is asked', exporting, whole, 'exporting', []],
    ['was paused by the user', { kind: 'paused', because: 'user', room: null }, {}, 'paused', []],
  ])('a task that %s', (_what, state, more, at, effects) => {
    const after = play(taskIn(state, more), lost);
    expect([after.at, after.effects]).toEqual([at, effects]);
  });

  it('keeps the bytes, and goes on when it is accepted', () => {
    const stopped = play(taskIn({ kind: 'active' }, { have: [{ from: 0, to: 500 }] }), lost).task!;
    expect(stopped).toMatchObject({ state: waiting, have: [{ from: 0, to: 500 }] });
    expect(play(stopped, given).at).toBe('queued');
  });

  it('what the user paused or removed does not go on by that', () => {
    expect(play(taskIn({ kind: 'paused', because: 'user', room: null }), given).at).toBe('paused');
    expect(play(taskIn(waiting, { trash: { at: 1, wasRunning: true } }), given).at).toBe('paused');
  });
});
