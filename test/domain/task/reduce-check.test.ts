import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { nothingExpected, type Hash } from '#domain/check/expected';
import type { Mismatch } from '#domain/check/verdict';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import { taskSchema, type Task, type TaskState } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';
import { answered, size } from './play.ts';

const whole: Partial<Task> = { have: [{ from: 0, to: size }] };
const hash = (from: Hash['from'], value = 'ab'): Hash => ({ algorithm: 'sha-256', value, from });
const expecting = (...hashes: Hash[]) => ({ ...nothingExpected, hashes });
const mismatch = (bad: Mismatch['bad'] = null): Mismatch => ({
  what: 'sha-256',
  from: 'header',
  expected: 'ab',
  actual: 'cd',
  bad,
});
const verifying: TaskState = { kind: 'verifying' };
const damaged = (bad: Mismatch['bad'] = null): TaskState => ({ kind: 'damaged', mismatch: mismatch(bad) });
const checked = { what: 'sha-256', from: 'header', good: true, value: 'ab' } as const;
const file = { name: 'a.bin', mime: 'video/mp4', size, ranged: true, validator: null };

/** The task and the effects' kinds after a series of events. */
function play(first: Task, ...events: TaskEvent[]): { task: Task | null; effects: string[] } {
  let effects: string[] = [];
  const last = events.reduce<Task | null>((known, event) => {
    if (!known) return known;
    const step = reduce(known, event);
    effects = step.effects.map(({ kind }) => kind);
    if (step.task) expect(z.safeParse(taskSchema, step.task).success).toBe(true);
    return step.task;
  }, first);
  return { task: last, effects };
}

describe('a checked file', () => {
  it('is saved, and what it agreed with stays known', () => {
    const saved: TaskEvent = { kind: 'saved', savedAs: 'a', downloadId: 1, bytes: size, now: 2 };
    const pieces = { algorithm: 'sha-1' as const, length: 4096, hashes: ['ab'], from: 'metalink' as const };
    const first = task({ ...whole, state: verifying, expected: { ...expecting(hash('header')), pieces } });
    const end = play(first, { kind: 'verified', checked }, saved);
    expect(end.task).toMatchObject({ state: { kind: 'done' }, checked, expected: { pieces: null } });
  });

  it('that does not agree is kept aside: not saved, not discarded', () => {
    const end = play(task({ ...whole, state: verifying }), { kind: 'damaged', mismatch: mismatch() });
    expect(end).toMatchObject({ task: { state: damaged(), ...whole }, effects: [] });
    expect(play(end.task!, { kind: 'revived' })).toMatchObject({ task: { state: damaged() }, effects: [] });
    expect(play(end.task!, { kind: 'remove', now: 1 }, { kind: 'undo' })).toMatchObject({
      task: { state: damaged() },
      effects: [],
    });
  });

  it('“Fetch again” fetches what is wrong, or all where that is unknown', () => {
    const bad = [{ from: 200, to: 300 }];
    expect(play(task({ ...whole, state: damaged(bad) }), { kind: 'refetch' })).toMatchObject({
      task: {
        state: { kind: 'queued' },
        have: [
          { from: 0, to: 200 },
          { from: 300, to: size },
        ],
      },
      effects: [],
    });
    const expected = expecting(hash('header'), hash('user'), hash('sums'), hash('link'));
    const all = play(task({ ...whole, state: damaged(), expected }), { kind: 'refetch' });
    expect(all).toMatchObject({ task: { state: { kind: 'queued' }, have: [], file: null }, effects: ['discard'] });
    // What the server said of that version goes with it.
    expect(all.task?.expected.hashes).toEqual([hash('user'), hash('link')]);
  });

  it('“Keep anyway” saves it, and it stays known as damaged', () => {
    const kept = play(task({ ...whole, state: damaged() }), { kind: 'keep' });
    expect(kept).toMatchObject({
      task: { state: { kind: 'exporting' }, checked: { good: false, value: 'cd' } },
      effects: ['export'],
    });
    const failed: TaskEvent = { kind: 'failed', error: { code: 'save-disk-full' } };
    // The decision stands when saving has to be tried again.
    expect(play(kept.task!, failed, { kind: 'retry' })).toMatchObject({
      task: { state: { kind: 'exporting' }, checked: { good: false } },
    });
  });

  it('can be paused while it is checked, and is checked from the beginning then', () => {
    const paused = play(task({ ...whole, state: verifying }), { kind: 'pause' });
    expect(paused).toMatchObject({ task: { state: { kind: 'paused' } }, effects: ['stop'] });
    expect(play(paused.task!, { kind: 'resume' })).toMatchObject({ task: { state: verifying }, effects: ['verify'] });
    // An answer that was on its way says nothing any more.
    expect(play(paused.task!, { kind: 'verified', checked }).task?.state.kind).toBe('paused');
    expect(play(paused.task!, { kind: 'damaged', mismatch: mismatch() }).task?.state.kind).toBe('paused');
  });
});

describe('a checksum given by the user', () => {
  const given: TaskEvent = { kind: 'expect', hash: hash('user') };
  it.each<[string, TaskState, string, string[]]>([
    ['before the transfer', { kind: 'queued' }, 'queued', []],
    ['during it', { kind: 'active' }, 'active', ['inform']],
    ['during the check: which begins anew', verifying, 'verifying', ['verify']],
    ['when it is damaged', damaged(), 'verifying', ['verify']],
    ['when saving failed', { kind: 'failed', error: { code: 'save-name' }, whole: true }, 'verifying', ['verify']],
    ['when fetching failed', { kind: 'failed', error: { code: 'cut' }, whole: false }, 'failed', []],
  ])('counts %s', (_, state, then, effects) => {
    const end = play(task({ ...whole, state }), given);
    expect([end.task?.state.kind, end.effects, end.task?.expected.hashes]).toEqual([then, effects, [hash('user')]]);
  });

  it.each<[string, TaskState]>([
    ['is being saved', { kind: 'exporting', blobUrl: null, downloadId: null, held: false }],
    ['is saved', { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' }],
  ])('comes too late when the file %s', (_, state) => {
    expect(play(task({ ...whole, state }), given).task?.expected.hashes).toEqual([]);
  });
});

describe('what headers declare', () => {
  const declared = {
    hashes: [hash('header')],
    mirrors: [
      { url: 'https://m.test/a', priority: 2, from: 'link' as const },
      { url: 'https://b.test/a', priority: 1, from: 'link' as const },
    ],
    describedBy: 'https://d.test/a.meta4',
  };
  const probing = task({ file: null, state: { kind: 'probing' }, hosts: [] });

  it('is stored; the source itself is no mirror; the description is read, by a host that sees the address', () => {
    const end = play(probing, { ...answered, declared });
    expect(end.task).toMatchObject({
      expected: { hashes: [hash('header')] },
      mirrors: [{ url: 'https://m.test/a' }],
      describedBy: 'https://d.test/a.meta4',
      hosts: ['b.test', 'd.test'],
    });
    expect(end.effects).toEqual(['go', 'inform', 'describe', 'search']);
  });

  it('a description is read once, also after a death in between', () => {
    const first = play(probing, { ...answered, declared }).task!;
    const again = play(first, { kind: 'revived' }, { kind: 'slot' }, { ...answered, declared });
    expect(again.effects).toEqual(['go', 'inform', 'describe', 'search']);
    const described: TaskEvent = { kind: 'declared', expected: nothingExpected, mirrors: [], described: true };
    const read = play(again.task!, described).task!;
    expect(read.describedBy).toBeNull();
    const later = play(read, { kind: 'pause' }, { kind: 'resume' }, { kind: 'slot' }, { ...answered, declared });
    expect(later.effects).toEqual(['go', 'inform', 'search']);
  });

  it('beside the browser’s item nobody else is asked before it is released', () => {
    const offered = task({ file: null, state: { kind: 'probing' }, handover: { downloadId: 5, phase: 'offered' } });
    expect(play(offered, { ...answered, declared }).effects).toEqual(['release']);
    expect(play(offered, { ...answered, declared }, { kind: 'released', slot: true }).effects).toEqual([
      'go',
      'inform',
      'describe',
      'search',
    ]);
  });

  it('the name that a Metalink gave wins over the server’s', () => {
    const named = task({ file: null, state: { kind: 'probing' }, name: 'n.iso' });
    expect(play(named, answered).task?.file?.name).toBe('n.iso');
  });
});

describe('a Metalink', () => {
  const metalink = { ...file, name: 'a.meta4', mime: 'application/metalink4+xml', ranged: false };
  const at = (state: TaskState, more: Partial<Task> = {}) => task({ ...whole, file: metalink, state, ...more });
  const offered = { handover: { downloadId: 5, phase: 'offered' as const } };
  const opening = { kind: 'verified', checked: null } as const;

  it('is opened instead of saved, and gives way to its tasks', () => {
    const opened = play(at(verifying), opening);
    expect(opened).toMatchObject({ task: { state: verifying }, effects: ['open'] });
    expect(play(opened.task!, { kind: 'opened' })).toEqual({ task: null, effects: ['discard'] });
  });

  it('beside the browser’s item is fetched without its consent, which goes when the tasks are stored', () => {
    const probing = at({ kind: 'probing' }, { ...offered, file: null, have: [] });
    const active = play(probing, { ...answered, file: metalink, refuse: 'no-ranges' });
    expect(active).toMatchObject({ task: { state: { kind: 'active' }, ...offered }, effects: ['go'] });
    expect(play(at(verifying, offered), opening, { kind: 'opened' })).toEqual({
      task: null,
      effects: ['discard', 'give-up'],
    });
  });

  it.each<[string, TaskEvent]>([
    ['cannot be opened', { kind: 'failed', error: { code: 'metalink-broken' } }],
    ['is damaged', { kind: 'damaged', mismatch: mismatch() }],
    ['is removed', { kind: 'remove', now: 1 }],
  ])('stays the browser’s when it %s', (_, event) => {
    expect(play(at(verifying, offered), event)).toMatchObject({ task: null, effects: ['stop', 'discard', 'decline'] });
  });

  it('that cannot be opened can be kept as a file', () => {
    const failed = play(at(verifying), { kind: 'failed', error: { code: 'metalink-broken' } });
    expect(failed.task?.state).toMatchObject({ kind: 'failed', whole: true });
    expect(play(failed.task!, { kind: 'keep' }).effects).toEqual(['export']);
  });

  it('that a Metalink describes is a file like any other, and so is one too large to be read', () => {
    expect(play(at(verifying, { name: 'b.meta4' }), opening).effects).toEqual(['export']);
    const large = { ...metalink, size: 5_000_000 };
    expect(play(at(verifying, { file: large }), opening).effects).toEqual(['export']);
  });
});

it('a record of an earlier release is read, with nothing expected of it', () => {
  const { expected: _1, checked: _2, mirrors: _3, describedBy: _4, name: _5, ...older } = task();
  expect(z.parse(taskSchema, older)).toEqual({ ...task() });
});
