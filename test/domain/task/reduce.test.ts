import { describe, expect, it } from 'vitest';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import type { Adjustment, Task } from '#domain/task/task';
import { answered, exporting, failed, file, offered, play, size, taskIn, whole } from './play.ts';

const claimed = { handover: { downloadId: 5, phase: 'claimed' as const } };

describe('the way of a task', () => {
  it('goes from the queue to done', () => {
    const events: TaskEvent[] = [
      { kind: 'slot' },
      answered,
      { kind: 'checkpoint', have: [{ from: 0, to: 500 }], traffic: [] },
      { kind: 'fetched', have: whole.have, size },
      { kind: 'verified', checked: null },
      { kind: 'export-begun', blobUrl: 'blob:x' },
      { kind: 'export-item', downloadId: 7 },
      { kind: 'saved', savedAs: 'a.bin', downloadId: 7, bytes: size, now: 9 },
    ];
    const end = play(taskIn({ kind: 'queued' }), ...events);
    expect(end.at).toBe('done');
    expect(end.effects).toEqual(['revoke', 'discard']);
    expect(end.task?.hosts).toEqual(['a.test', 'b.test']);
    expect(end.task?.source).toEqual({
      url: 'https://a.test/a.bin',
      finalUrl: 'https://b.test/a',
      referrer: null,
      page: null,
    });
  });

  it('keeps the part file when the saved file has another size', () => {
    const end = play(taskIn(exporting, whole), { kind: 'saved', savedAs: 'a', downloadId: 7, bytes: size - 1, now: 9 });
    expect(end.task?.state).toMatchObject({ kind: 'failed', whole: true, error: { code: 'save-size' } });
    expect(end.effects).toEqual(['revoke']);
  });

  it('takes the browser’s word that it is complete where nobody could read its size', () => {
    const end = play(taskIn(exporting, whole), { kind: 'saved', savedAs: 'a', downloadId: 7, bytes: null, now: 9 });
    expect(end.at).toBe('done');
    expect(end.effects).toEqual(['revoke', 'discard']);
  });

  it('saves again after a failed export, without fetching', () => {
    const end = play(
      taskIn(exporting, whole),
      { kind: 'failed', error: { code: 'save-disk-full' } },
      { kind: 'retry' },
    );
    expect([end.at, end.effects]).toEqual(['exporting', ['export']]);
  });

  it.each([
    ['save-disk-full', ['revoke', 'cancel-export']],
    ['save-failed', ['revoke', 'cancel-export']],
    ['save-canceled', ['revoke']],
    ['save-blocked', ['revoke']],
  ] as const)('takes its failed item off the browser’s list, not what was stopped there: %s', (code, effects) => {
    const end = play(taskIn(exporting, whole), { kind: 'failed', error: { code } });
    expect(end.task).toMatchObject({ state: { kind: 'failed', error: { code }, whole: true }, have: whole.have });
    expect(end.effects).toEqual(effects);
  });

  it('waits while the browser holds the file back', () => {
    expect(play(taskIn(exporting, whole), { kind: 'export-held' }).task?.state).toMatchObject({
      held: true,
      downloadId: 7,
    });
  });

  it('pauses and resumes with the bytes it has', () => {
    const active = taskIn({ kind: 'active' }, { file, have: [{ from: 0, to: 10 }] });
    const paused = play(active, { kind: 'pause' });
    expect([paused.at, paused.effects]).toEqual(['paused', ['stop']]);
    expect(play(active, { kind: 'pause' }, { kind: 'resume' }).task).toMatchObject({
      state: { kind: 'queued' },
      have: active.have,
    });
  });

  it('is not asked for when its last bytes were recorded in the line', () => {
    expect(play(taskIn({ kind: 'queued' }, whole), { kind: 'slot' })).toMatchObject({
      at: 'verifying',
      effects: ['verify'],
    });
  });

  it('when it was removed it is brought back before anything else is done to it', () => {
    const removed = play(taskIn({ kind: 'active' }, { file }), { kind: 'remove', now: 1 }).task!;
    for (const event of [{ kind: 'resume' }, { kind: 'start-now' }, { kind: 'restart' }] as const) {
      expect(play(removed, event)).toMatchObject({ at: 'paused', effects: [], task: removed });
    }
    expect(play(removed, { kind: 'undo' }, { kind: 'slot' }).at).toBe('probing');
  });

  it('goes back into the line with its bytes, and by hand out of it', () => {
    const have = [{ from: 0, to: 10 }];
    const active = taskIn({ kind: 'active' }, { file, have, urgent: true });
    const back = play(active, { kind: 'sent-back' });
    expect(back).toMatchObject({ at: 'queued', effects: ['stop'], task: { have, urgent: false } });
    const byHand = play({ ...back.task!, startAt: 99 }, { kind: 'start-now' }).task;
    expect(byHand).toMatchObject({ state: { kind: 'queued' }, urgent: true, startAt: null });
    expect(play(taskIn({ kind: 'paused', because: 'user', room: null }), { kind: 'start-now' }).task).toMatchObject({
      urgent: true,
    });
    expect(play(active, { kind: 'pause' }).task?.urgent).toBe(false);
    expect(play(taskIn(exporting, whole), { kind: 'sent-back' }, { kind: 'start-now' }).at).toBe('exporting');
  });

  it('waits for a start time, also when it runs or is paused; other adjustments stop nothing', () => {
    const active = taskIn({ kind: 'active' }, { file, urgent: true });
    const set = (change: Adjustment): TaskEvent => ({ kind: 'adjusted', change });
    expect(play(active, set({ startAt: 99 }))).toMatchObject({
      at: 'queued',
      effects: ['stop'],
      task: { startAt: 99, urgent: false },
    });
    expect(play(taskIn({ kind: 'paused', because: 'user', room: null }), set({ startAt: 99 })).at).toBe('queued');
    const cut = (lost: boolean) => taskIn({ kind: 'failed', error: { code: 'cut' }, whole: !lost });
    expect([true, false].map((lost) => play(cut(lost), set({ startAt: 99 })).at)).toEqual(['queued', 'failed']);
    const change = { priority: 'high', speedLimit: 20_000, position: 3 } as const;
    expect(play(active, set({ ...change, startAt: null }))).toMatchObject({ at: 'active', effects: [], task: change });
    expect(play(taskIn({ kind: 'queued' }, { startAt: 99 }), { kind: 'slot' }).task?.startAt).toBeNull();
  });

  it('is paused when its time is up, once: resumed, it runs', () => {
    const have = [{ from: 0, to: 10 }];
    const up = play(taskIn({ kind: 'active' }, { file, have, urgent: true, stopAt: 99 }), { kind: 'time-up' });
    expect(up).toMatchObject({ at: 'paused', effects: ['stop'], task: { have, stopAt: null, urgent: false } });
    expect(up.task?.state).toMatchObject({ because: 'time' });
    expect(play(up.task!, { kind: 'resume' }, { kind: 'slot' }).at).toBe('probing');
    expect(play(taskIn({ kind: 'queued' }, { stopAt: 99 }), { kind: 'time-up' }).at).toBe('paused');
    expect(play(taskIn({ kind: 'verifying' }, { stopAt: 99 }), { kind: 'time-up' }).at).toBe('verifying');
    expect(play(taskIn({ kind: 'active' }, { stopAt: 99, ...offered }), { kind: 'time-up' }).at).toBe('active');
  });

  it('records bytes that were flushed after the pause', () => {
    const have = [{ from: 0, to: 20 }];
    const paused = taskIn({ kind: 'paused', because: 'user', room: null }, { file });
    const flushed: TaskEvent = { kind: 'checkpoint', have, traffic: [] };
    expect(play(paused, flushed).task?.have).toEqual(have);
    // Of what file they are is not known: it was stopped before that was told, or began anew meanwhile.
    expect(play({ ...paused, file: null }, flushed).task?.have).toEqual([]);
  });

  it('throws bytes away on "Start again" only', () => {
    const stale = taskIn(
      { kind: 'failed', error: { code: 'changed' }, whole: false },
      { file, have: [{ from: 0, to: 10 }] },
    );
    expect(play(stale, { kind: 'retry' }).task?.have).toEqual(stale.have);
    const fresh = play(stale, { kind: 'restart' });
    expect([fresh.task?.have, fresh.effects]).toEqual([[], ['discard']]);
  });

  it('can be brought back after it was removed, and is purged after that', () => {
    const active = taskIn({ kind: 'active' }, { file, have: [{ from: 0, to: 10 }] });
    const removed = play(active, { kind: 'remove', now: 5 });
    expect([removed.effects, removed.task?.trash]).toEqual([['stop'], { at: 5, wasRunning: true }]);
    expect(play(active, { kind: 'remove', now: 5 }, { kind: 'undo' }).task).toMatchObject({
      trash: null,
      state: { kind: 'queued' },
      have: active.have,
    });
    expect(play(active, { kind: 'remove', now: 5 }, { kind: 'purge' })).toMatchObject({
      at: 'gone',
      effects: ['discard'],
    });
    expect(play(active, { kind: 'remove', now: 5 }, { kind: 'undo' }, { kind: 'purge' }).at).toBe('queued');
  });
});

describe('beside the browser’s own item', () => {
  const probing = taskIn({ kind: 'probing' }, offered);

  it('claims it before it is cancelled, and goes on when it is gone', () => {
    const claim = play(probing, answered);
    expect(claim.task?.handover?.phase).toBe('claimed');
    expect(claim.effects).toEqual(['release']);
    expect(play(probing, answered, { kind: 'released', slot: true })).toMatchObject({
      at: 'active',
      effects: ['go'],
      task: { handover: null },
    });
  });

  it('waits for its turn when too many run already', () => {
    expect(play(probing, answered, { kind: 'released', slot: false })).toMatchObject({
      at: 'queued',
      effects: ['stop'],
    });
  });

  it('ends without a trace when the item stays', () => {
    expect(play(probing, answered, { kind: 'kept' })).toMatchObject({ at: 'gone', effects: ['stop', 'discard'] });
  });

  it.each<[string, TaskEvent]>([
    ['the answer proves nothing', { ...answered, refuse: 'no-ranges' }],
    ['the probe fails', failed],
    ['the user removes it', { kind: 'remove', now: 1 }],
  ])('leaves it to the browser when %s', (_, event) => {
    expect(play(probing, event)).toMatchObject({ at: 'gone', effects: ['stop', 'discard', 'decline'] });
  });

  it('takes no other file’s bytes for its own when a claimed one is asked again', () => {
    const changed = play(probing, answered, { ...answered, refuse: 'differs' });
    expect([changed.task?.state, changed.effects]).toMatchObject([
      { kind: 'failed', error: { code: 'changed' } },
      ['stop'],
    ]);
    expect(play(changed.task!, { kind: 'released', slot: true }).at).toBe('failed');
  });

  it('cannot be paused', () => {
    expect(play(probing, { kind: 'pause' }).at).toBe('probing');
  });
});

describe('a task whose browser’s item is being given up', () => {
  const claiming = taskIn({ kind: 'probing' }, { ...claimed, file });
  const room = { free: 1, needed: 2, until: null };

  it.each<[string, TaskEvent, TaskEvent]>([
    ['is paused', { kind: 'pause' }, { kind: 'resume' }],
    ['finds no room', { kind: 'no-room', room }, { kind: 'room' }],
    ['loses consent', { kind: 'consent-lost' }, { kind: 'consent-given' }],
    ['gets a start time', { kind: 'adjusted', change: { startAt: 9 } }, { kind: 'start-now' }],
  ])('%s: it stops, stays so when the item is gone, and begins again by itself alone', (_, halt, goOn) => {
    const stopped = play(claiming, halt);
    expect(stopped.effects).toEqual(['stop']);
    const free = play(stopped.task!, { kind: 'released', slot: true });
    expect(free).toMatchObject({ at: stopped.at, effects: [], task: { handover: null } });
    expect(play(free.task!, goOn, { kind: 'slot' })).toMatchObject({ at: 'probing', effects: ['fetch'] });
  });

  it('goes on before the item is gone: it is asked for anew, for nobody fetches it any more', () => {
    const back = play(claiming, { kind: 'pause' }, { kind: 'resume' });
    expect(back).toMatchObject({ at: 'queued', effects: ['release'] });
    const released: TaskEvent = { kind: 'released', slot: true };
    expect(play(back.task!, released)).toMatchObject({ at: 'queued', effects: [] });
    expect(play(back.task!, released, { kind: 'slot' }, released)).toMatchObject({ at: 'probing', effects: [] });
  });
});

describe('after a crash', () => {
  it.each<[string, Task, string, string[]]>([
    ['a transfer', taskIn({ kind: 'active' }, { file }), 'queued', []],
    ['a probe', taskIn({ kind: 'probing' }), 'queued', []],
    ['an offer', taskIn({ kind: 'probing' }, offered), 'probing', ['recover-offer']],
    ['a claim', taskIn({ kind: 'probing' }, { handover: { downloadId: 5, phase: 'claimed' } }), 'queued', ['release']],
    [
      'a claim of one that brings a link',
      taskIn({ kind: 'probing' }, { ...claimed, continues: 'x' }),
      'probing',
      ['release'],
    ],
    ['a claim in the line', taskIn({ kind: 'queued' }, claimed), 'queued', ['release']],
    [
      'a claim that was stopped',
      taskIn({ kind: 'paused', because: 'space', room: null }, claimed),
      'paused',
      ['release'],
    ],
    ['a whole transfer', taskIn({ kind: 'active' }, whole), 'verifying', ['verify']],
    ['a check', taskIn({ kind: 'verifying' }, whole), 'verifying', ['verify']],
    ['an export not yet handed over', taskIn({ ...exporting, blobUrl: null }, whole), 'exporting', ['export']],
    ['an export', taskIn(exporting, whole), 'exporting', ['recover-export']],
    ['a pause', taskIn({ kind: 'paused', because: 'user', room: null }), 'paused', []],
  ])('%s goes on', (_, task, state, effects) => {
    expect(play(task, { kind: 'revived' })).toMatchObject({ at: state, effects });
  });

  it.each<[Task['state']]>([
    [{ kind: 'done', finishedAt: 1, downloadId: 2, savedAs: 'a' }],
    [{ kind: 'failed', error: { code: 'cut' }, whole: false }],
    [{ kind: 'paused', because: 'user', room: null }],
    [{ kind: 'queued' }],
  ])('what does not go on by itself is the very same, so that nothing of it is stored anew: %o', (state) => {
    const found = taskIn(state);
    expect(reduce(found, { kind: 'revived' })).toEqual({ task: found, effects: [] });
    expect(reduce(found, { kind: 'revived' }).task).toBe(found);
  });

  it('an offer is probed again beside the running item, goes on alone when that is lost, and ends when it is over', () => {
    const offer = taskIn({ kind: 'probing' }, offered);
    const after = (event: TaskEvent) => play(offer, { kind: 'revived' }, event);
    expect(after({ kind: 'offered' })).toMatchObject({ at: 'probing', effects: ['fetch'], task: offered });
    expect(after({ kind: 'orphaned' })).toMatchObject({ at: 'queued', effects: [], task: { handover: null } });
    expect(after({ kind: 'kept' })).toMatchObject({ at: 'gone', effects: ['stop', 'discard'] });
  });

  it('a claim that failed is made good before the task is fetched', () => {
    const again = play(taskIn({ kind: 'probing' }, claimed), failed, { kind: 'retry' });
    expect(again).toMatchObject({ at: 'queued', effects: ['release'] });
    expect(play(again.task!, { kind: 'slot' })).toMatchObject({ at: 'queued', effects: [] });
    expect(play(again.task!, { kind: 'released', slot: false }, { kind: 'slot' }).effects).toEqual(['fetch']);
  });

  it('an export of which the browser knows nothing is made again', () => {
    expect(play(taskIn(exporting, whole), { kind: 'export-lost' })).toMatchObject({
      at: 'exporting',
      effects: ['export'],
    });
  });
});
