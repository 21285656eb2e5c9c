import { describe, expect, test } from 'vitest';
import { errorCodes } from '#domain/error';
import {
  bytesOf,
  etaSeconds,
  groupOf,
  groupTasks,
  helpFor,
  menuActs,
  nameOf,
  rowActs,
  shareOf,
  siteOf,
  toggleAct,
} from '#domain/task/progress';
import type { Task, TaskState } from '#domain/task/task';
import { live, task } from './tasks.ts';

const failed = (code: (typeof errorCodes)[number]): TaskState => ({ kind: 'failed', error: { code }, whole: false });
const done = (finishedAt: number): TaskState => ({ kind: 'done', finishedAt, downloadId: 1, savedAs: 'saved (1).bin' });
const damaged: TaskState = {
  kind: 'damaged',
  mismatch: { what: 'md5', from: 'user', expected: 'a', actual: 'b', bad: null },
};
const exporting = (held: boolean): TaskState => ({ kind: 'exporting', blobUrl: null, downloadId: null, held });

describe('numbers of a task', () => {
  test('time left follows speed; nothing is said without speed or size', () => {
    expect(etaSeconds(live(), 1000)).toBe(15);
    expect(etaSeconds(live({ bytes: 1200 }), 1000)).toBe(0);
    expect(etaSeconds(live({ speed: 0 }), 1000)).toBeNull();
    expect(etaSeconds(live(), null)).toBeNull();
    expect(etaSeconds(undefined, 1000)).toBeNull();
  });

  test('live bytes win over the checkpoint; a finished task has all', () => {
    const some = task({ have: [{ from: 0, to: 100 }] });
    expect(bytesOf(some, undefined)).toBe(100);
    expect(bytesOf(some, live())).toBe(250);
    expect(bytesOf(task({ state: done(1) }), undefined)).toBe(1000);
  });

  test('share: unknown without size, whole for an empty file, never above 1', () => {
    expect(shareOf(task(), live())).toBe(0.25);
    expect(shareOf(task({ file: null }), undefined)).toBeNull();
    expect(shareOf(task({ file: { name: 'x', mime: '', size: 0, ranged: false, validator: null } }), undefined)).toBe(
      1,
    );
    expect(shareOf(task(), live({ bytes: 5000 }))).toBe(1);
  });

  test('name: saved, told, known to the browser, from the address, its host', () => {
    expect(nameOf(task({ state: done(1) }))).toBe('saved (1).bin');
    expect(nameOf(task())).toBe('file one.bin');
    const hint = { name: 'hinted.bin', mime: null, size: null, validator: null };
    expect(nameOf(task({ file: null, hint }))).toBe('hinted.bin');
    expect(nameOf(task({ file: null }))).toBe('file one.bin');
    const at = (url: string) =>
      nameOf(task({ file: null, source: { url, finalUrl: null, referrer: null, page: null } }));
    expect(at('https://example.org:8080/')).toBe('example.org:8080');
    expect(at('https://example.org/bad%E0%A4%A')).toBe('bad%E0%A4%A');
    expect(siteOf('https://example.org:8080/a')).toBe('example.org:8080');
  });
});

describe('groups', () => {
  test('every state has its group', () => {
    const of = (state: TaskState) => groupOf(task({ state }));
    expect(of({ kind: 'queued' })).toBe('waiting');
    expect(of({ kind: 'paused', because: 'user', room: null })).toBe('waiting');
    expect(of({ kind: 'paused', because: 'name', room: null })).toBe('attention');
    expect(of({ kind: 'probing' })).toBe('running');
    expect(of({ kind: 'verifying' })).toBe('running');
    expect(of(exporting(false))).toBe('running');
    expect(of(exporting(true))).toBe('attention');
    expect(of(failed('cut'))).toBe('attention');
    expect(of(damaged)).toBe('attention');
    expect(of(done(1))).toBe('finished');
  });

  test('removed tasks are hidden, the last ten finished are shown, the newest first', () => {
    const finished = Array.from({ length: 12 }, (_, n) => task({ id: `f${n}`, state: done(n) }));
    const trash = { at: 1, wasRunning: true };
    const grouped = groupTasks([...finished, task({ id: 'gone', trash }), task({ id: 'here' })]);
    expect(grouped.finished.map((one) => one.id)).toEqual([
      'f11',
      'f10',
      'f9',
      'f8',
      'f7',
      'f6',
      'f5',
      'f4',
      'f3',
      'f2',
    ]);
    expect(grouped.running.map((one) => one.id)).toEqual(['here']);
  });

  test('running keep their places by age; paused ones wait last; the latest trouble is first', () => {
    const at = (id: string, addedAt: number, state: TaskState) => task({ id, addedAt, state });
    const grouped = groupTasks([
      at('new', 9, { kind: 'active' }),
      at('old', 1, { kind: 'probing' }),
      at('paused', 2, { kind: 'paused', because: 'user', room: null }),
      at('second', 4, { kind: 'queued' }),
      at('first', 3, { kind: 'queued' }),
      at('older trouble', 5, failed('cut')),
      at('trouble', 6, failed('cut')),
    ]);
    expect(grouped.running.map((one) => one.id)).toEqual(['old', 'new']);
    expect(grouped.waiting.map((one) => one.id)).toEqual(['first', 'second', 'paused']);
    expect(grouped.attention.map((one) => one.id)).toEqual(['trouble', 'older trouble']);
  });

  test('waiting ones stand in the order of their turn', () => {
    const queued = (id: string, more: Partial<Task>) => task({ id, addedAt: 5, state: { kind: 'queued' }, ...more });
    const grouped = groupTasks([
      queued('low', { priority: 'low' }),
      queued('second', {}),
      queued('first', { position: 4 }),
      queued('high', { priority: 'high' }),
      queued('hand', { urgent: true, priority: 'low' }),
    ]);
    expect(grouped.waiting.map((one) => one.id)).toEqual(['hand', 'high', 'first', 'second', 'low']);
  });
});

describe('acts', () => {
  test('what stands in the row fits the state', () => {
    const of = (state: TaskState) => rowActs(task({ state }));
    expect(of({ kind: 'active' })).toEqual(['pause', 'cancel']);
    expect(of({ kind: 'queued' })).toEqual(['pause', 'cancel']);
    expect(of({ kind: 'verifying' })).toEqual(['pause', 'cancel']);
    expect(of(damaged)).toEqual(['refetch', 'keep']);
    expect(of({ kind: 'failed', error: { code: 'metalink-broken' }, whole: true })).toEqual(['keep']);
    expect(of({ kind: 'paused', because: 'user', room: null })).toEqual(['resume', 'cancel']);
    expect(of({ kind: 'paused', because: 'peers', room: null })).toEqual([]);
    expect(of({ kind: 'paused', because: 'name', room: null })).toEqual(['keep-both', 'replace']);
    expect(of({ kind: 'paused', because: 'twin', room: null })).toEqual(['again', 'remove']);
    expect(of(done(1))).toEqual(['show']);
    expect(of(failed('cut'))).toEqual(['retry']);
    expect(of(failed('changed'))).toEqual(['restart']);
    expect(of(failed('no-access'))).toEqual(['allow-site', 'retry']);
  });

  test('beside the browser’s own item nothing can be paused', () => {
    const handover = { downloadId: 1, phase: 'offered' } as const;
    expect(rowActs(task({ state: { kind: 'probing' }, handover }))).toEqual(['cancel']);
  });

  test('every error has something that helps', () => {
    expect(errorCodes.filter((code) => helpFor(code).length === 0)).toEqual([]);
  });

  test('what waits can be moved and started', () => {
    const line = ['start-now', 'move-top', 'move-up', 'move-down'];
    expect(menuActs(task({ state: { kind: 'queued' } })).slice(0, 4)).toEqual(line);
    for (const state of [
      { kind: 'active' },
      { kind: 'paused', because: 'user', room: null },
      done(1),
      failed('cut'),
    ] as const)
      expect(menuActs(task({ state })).filter((act) => line.includes(act))).toEqual([]);
  });

  test('the menu offers to start again only where bytes would be thrown away', () => {
    const have = [{ from: 0, to: 10 }];
    expect(menuActs(task({ state: { kind: 'paused', because: 'user', room: null }, have }))).toEqual([
      'properties',
      'copy-address',
      'restart',
      'remove',
    ]);
    expect(menuActs(task({ state: { kind: 'paused', because: 'user', room: null } }))).toEqual([
      'properties',
      'copy-address',
      'remove',
    ]);
    expect(menuActs(task({ have }))).toEqual(['properties', 'copy-address', 'remove']);
  });

  test('the space bar pauses, resumes and retries', () => {
    const of = (state: TaskState) => toggleAct(task({ state }));
    expect([
      of({ kind: 'active' }),
      of({ kind: 'paused', because: 'user', room: null }),
      of(failed('cut')),
      of(failed('changed')),
      of(done(1)),
    ]).toEqual(['pause', 'resume', 'retry', null, null]);
  });
});
