import { describe, expect, it } from 'vitest';
import { nothingExpected } from '#domain/check/expected';
import { reduce } from '#domain/task/reduce';
import { roomFor } from '#domain/task/room';
import { stepTime, worthStreaming } from '#domain/task/stream';
import type { Task, TaskState } from '#domain/task/task';
import { exporting, file, play, taskIn } from './play.ts';

const MiB = 1024 * 1024;
const url = 'chrome-extension://x/export/1';
const large = { ...file, size: 2048 * MiB };
const here = [{ from: 0, to: 100 * MiB }];
/** 2 GiB of which 100 MiB are here. */
const fast: Partial<Task> = { file: large, have: here };
const begun: Partial<Task> = { ...fast, stream: { url, downloadId: null } };
const read: Partial<Task> = { ...fast, stream: { url, downloadId: 7 } };
const verifying: TaskState = { kind: 'verifying' };

describe('whether a file is streamed', () => {
  it.each<[what: string, more: Partial<Task>, speed: number, worth: boolean]>([
    ['on a fast link', {}, 110, true],
    ['on a home’s link', {}, 24, true],
    ['where the copy is a small share of all', {}, 14, false],
    ['where the stream would hold it up', {}, 160, false],
    ['where the copy is done in a moment', { file: { ...file, size: 300 * MiB } }, 110, false],
    ['where nothing is known of the rate yet', { have: [{ from: 0, to: 20 * MiB }] }, 110, false],
    ['where it would not catch up in time', { have: [{ from: 0, to: 1500 * MiB }] }, 110, false],
    ['where a checksum is expected', { expected: { ...nothingExpected, size: 1 } }, 110, false],
    ['where one may be learned', { describedBy: 'https://a.test/a.meta4' }, 110, false],
    [
      'where one is looked for at the end',
      { source: { ...taskIn(verifying).source, url: 'https://sums.test/a' } },
      110,
      false,
    ],
    ['into a sub-folder', { folder: 'films' }, 110, false],
    ['whose name is to be asked about', { conflict: 'ask' }, 110, false],
    ['of a program', { file: { ...large, name: 'a.exe' } }, 110, false],
    ['of a type of programs', { file: { ...large, mime: 'application/x-msdownload' } }, 110, false],
    ['from a server without ranges', { file: { ...large, ranged: false } }, 110, false],
    ['whose parts may be of two versions', { file: { ...large, validator: null } }, 110, false],
    ['beside the browser’s own item', { handover: { downloadId: 1, phase: 'offered' } }, 110, false],
    ['that is being streamed', { stream: { url, downloadId: null } }, 110, false],
    ['that was removed', { trash: { at: 1, wasRunning: true } }, 110, false],
    ['that does not run', { state: { kind: 'queued' } }, 110, false],
  ])('%s', (_what, more, speed, worth) => {
    expect(
      worthStreaming(taskIn({ kind: 'active' }, { ...fast, ...more }), speed * MiB, {
        conflict: 'number',
        sumSites: ['sums.test'],
      }),
    ).toBe(worth);
  });
});

it.each(['overwrite', 'ask'] as const)(
  'nothing is streamed where a taken name is not just numbered: %s',
  (conflict) => {
    const fastOne = taskIn({ kind: 'active' }, fast);
    expect(worthStreaming(fastOne, 110 * MiB, { conflict, sumSites: [] })).toBe(false);
    expect(worthStreaming({ ...fastOne, conflict: 'number' }, 110 * MiB, { conflict, sumSites: [] })).toBe(true);
  },
);

describe('a stream', () => {
  it('is stored before the browser is led to it; the first bytes come first from then on', () => {
    const { task, effects } = play(taskIn({ kind: 'active' }, fast), { kind: 'stream-begun', url });
    expect(task?.stream).toEqual({ url, downloadId: null });
    expect(effects).toEqual(['stream', 'inform']);
    expect(play(task!, { kind: 'stream-item', downloadId: 7 }).task?.stream).toEqual({ url, downloadId: 7 });
  });

  it('begins in no other state, and once', () => {
    expect(
      play(taskIn({ kind: 'paused', because: 'user', room: null }, fast), { kind: 'stream-begun', url }).effects,
    ).toEqual([]);
    expect(play(taskIn({ kind: 'active' }, begun), { kind: 'stream-begun', url: 'other' }).task?.stream?.url).toBe(url);
  });

  it('goes on into saving when the file is verified: the last byte may go, too', () => {
    const end = play(taskIn(verifying, read), { kind: 'verified', checked: null });
    expect(end.task).toMatchObject({ stream: null, state: { ...exporting, blobUrl: url, downloadId: 7 } });
    expect(end.effects).toEqual(['finish-stream']);
    const saved = play(end.task!, { kind: 'saved', savedAs: 'a.bin', downloadId: 7, bytes: large.size, now: 5 });
    expect([saved.at, saved.effects]).toEqual(['done', ['revoke', 'discard']]);
  });

  it('that the browser has not begun to save by then is given up for a blob', () => {
    const end = play(taskIn(verifying, begun), { kind: 'verified', checked: null });
    expect([end.at, end.effects, end.task?.stream]).toEqual(['exporting', ['end-stream', 'export'], null]);
  });

  it.each<[what: string, state: TaskState, event: Parameters<typeof reduce>[1]]>([
    ['paused', { kind: 'active' }, { kind: 'pause' }],
    ['removed', { kind: 'active' }, { kind: 'remove', now: 1 }],
    ['sent back into the line', { kind: 'active' }, { kind: 'sent-back' }],
    ['failed', { kind: 'active' }, { kind: 'failed', error: { code: 'changed' } }],
    ['without room', { kind: 'active' }, { kind: 'no-room', room: { free: 0, needed: 1, until: null } }],
    [
      'found damaged',
      verifying,
      { kind: 'damaged', mismatch: { what: 'sha-256', from: 'user', expected: 'a', actual: 'b', bad: null } },
    ],
    ['revived', { kind: 'active' }, { kind: 'revived' }],
    ['revived while it was verified', verifying, { kind: 'revived' }],
    ['no longer read by the browser', { kind: 'active' }, { kind: 'stream-lost' }],
  ])('ends when its task is %s', (_what, state, event) => {
    const step = reduce(taskIn(state, read), event);
    expect(step.effects).toContainEqual({ by: 'engine', kind: 'end-stream', url });
    expect(step.task?.stream).toBeNull();
  });

  it('goes on while its task does', () => {
    const going = play(
      taskIn({ kind: 'active' }, read),
      { kind: 'checkpoint', have: here, traffic: [] },
      { kind: 'asked', host: 'b.test' },
    );
    expect([going.effects, going.task?.stream]).toEqual([[], read.stream]);
  });

  it('that breaks while it is being finished is followed by a blob; a blob that breaks is not', () => {
    const finishing = taskIn({ ...exporting, blobUrl: url }, fast);
    expect(play(finishing, { kind: 'stream-lost' }).effects).toEqual(['end-stream', 'export']);
    expect(play(taskIn(exporting, fast), { kind: 'stream-lost' }).effects).toEqual([]);
  });

  it('is fetched in longer steps where all of it takes long anyway', () => {
    const step = (more: Partial<Task>): number => stepTime(taskIn({ kind: 'active' }, more));
    expect(step(read)).toBeGreaterThan(step({ ...read, file: { ...file, size: 400 * MiB } }));
    expect(step(fast)).toBe(step({ ...read, file: { ...file, size: 400 * MiB } }));
  });

  it('its copy takes its room while it comes', () => {
    expect(roomFor(taskIn({ kind: 'active' }, fast))).toBe((2 * 2048 - 100) * MiB);
    expect(roomFor(taskIn({ kind: 'active' }, read))).toBe(2 * (2048 - 100) * MiB);
  });
});
