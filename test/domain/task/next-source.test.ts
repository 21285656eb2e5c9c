import { describe, expect, it } from 'vitest';
import { nothingExpected, type Expected } from '#domain/check/expected';
import type { Mirror } from '#domain/mirror/mirror';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { failed, offered, play, taskIn, whole } from './play.ts';

const mirror = (nr: number): Mirror => ({ url: `https://m${nr}.test/a.bin`, priority: nr, from: 'metalink' });
const strong: Expected = { ...nothingExpected, hashes: [{ algorithm: 'sha-256', value: 'ab', from: 'metalink' }] };
const weak: Expected = { ...nothingExpected, hashes: [{ algorithm: 'md5', value: 'ab', from: 'metalink' }] };
const pieces: Expected = {
  ...nothingExpected,
  pieces: { algorithm: 'sha-1', length: 512, hashes: ['ab'], from: 'metalink' },
};

/** Running, with two mirrors and a checksum. */
const running = (more: Partial<Task> = {}): Task =>
  taskIn({ kind: 'probing' }, { mirrors: [mirror(1), mirror(2)], expected: strong, ...more });

describe('a source that fails before it brought anything', () => {
  it('makes room for each mirror in turn, without cookies, and the task fails when all have', () => {
    const first = play(running(), failed);
    expect([first.at, first.effects]).toEqual(['queued', ['stop']]);
    // The link as it was clicked stays what the user finds in the details.
    expect(first.task?.source).toEqual({ ...running().source, finalUrl: null, mirror: mirror(1).url });
    const slot: TaskEvent = { kind: 'slot' };
    const second = play(first.task!, slot, failed);
    expect(second.task?.source.mirror).toBe(mirror(2).url);
    const last = play(second.task!, slot, failed);
    expect(last.at).toBe('failed');
    // Every address is still known, and may be tried again.
    expect(last.task?.mirrors.map(({ url }) => new URL(url).host)).toEqual(['m1.test', 'm2.test']);
    const again = play(last.task!, { kind: 'retry' });
    expect(again.task?.source).toEqual({ ...running().source, finalUrl: null });
    expect(play(again.task!, slot, failed).task?.source.mirror).toBe(mirror(1).url);
  });

  it('a mirror that has brought bytes goes on where a retry asks for it', () => {
    const replaced = play(running(), failed).task!;
    const begun: Task = {
      ...replaced,
      file: whole.file,
      have: [{ from: 0, to: 100_000 }],
      state: { kind: 'failed', error: { code: 'cut' }, whole: false },
    };
    expect(play(begun, { kind: 'retry' }).task?.source.mirror).toBe(mirror(1).url);
  });

  it('checksums of pieces are as good a proof', () => {
    expect(play(running({ expected: pieces }), failed).at).toBe('queued');
  });

  it('a few bytes that are here are not missed; what proves a mirror is kept', () => {
    const few = running({ file: whole.file, have: [{ from: 0, to: 65_535 }] });
    expect(play(few, failed).task).toMatchObject({ have: [], file: null });
    const enough = running({ file: whole.file, have: [{ from: 0, to: 65_536 }] });
    expect(play(enough, failed).at).toBe('failed');
  });

  it.each<[string, Partial<Task>, TaskEvent, string]>([
    ['nothing would prove the mirror', { expected: nothingExpected }, failed, 'failed'],
    ['only a weak checksum is known', { expected: weak }, failed, 'failed'],
    ['nobody else has it', { mirrors: [] }, failed, 'failed'],
    ['the disk is full', {}, { kind: 'failed', error: { code: 'disk-full' } }, 'failed'],
    ['the browser’s own item runs on', offered, failed, 'gone'],
  ])('is left where %s', (_what, more, event, at) => {
    expect(play(running(more), event).at).toBe(at);
  });
});
