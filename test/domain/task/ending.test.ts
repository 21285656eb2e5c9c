import { describe, expect, it } from 'vitest';
import { endingOf } from '#domain/task/ending';
import type { TaskState } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';

const saved = { finishedAt: 5, downloadId: 7, savedAs: 'file one (1).bin' };
const in_ = (state: TaskState) => task({ state });
const active = in_({ kind: 'active' });
const exporting = (held: boolean) => in_({ kind: 'exporting', blobUrl: null, downloadId: null, held });
const failed = in_({ kind: 'failed', error: { code: 'http-gone' }, whole: false });

describe('what a step has ended', () => {
  it.each([
    ['saved', exporting(false), in_({ kind: 'done', ...saved }), 'file one (1).bin', 7],
    ['saved', exporting(true), in_({ kind: 'seeding', ...saved }), 'file one (1).bin', 7],
    ['failed', active, failed, 'file one.bin', null],
    [
      'damaged',
      in_({ kind: 'verifying' }),
      in_({ kind: 'damaged', mismatch: { kind: 'size', expected: 1, actual: 2 } as never }),
      'file one.bin',
      null,
    ],
    ['held', exporting(false), exporting(true), 'file one.bin', null],
  ] as const)('%s', (kind, before, after, name, downloadId) => {
    expect(endingOf(before, after)).toEqual({ id: 'a', kind, name, downloadId });
  });

  it('nothing, when it goes on, begins, is no more, or has ended before', () => {
    const done = in_({ kind: 'done', ...saved });
    const steps = [
      [null, done],
      [done, null],
      [active, exporting(false)],
      [exporting(true), exporting(false)],
      [failed, failed],
      // Shared enough, or brought back from the bin.
      [in_({ kind: 'seeding', ...saved }), done],
    ] as const;
    expect(steps.map(([before, after]) => endingOf(before, after))).toEqual(steps.map(() => null));
  });

  it('nothing of the user’s own files, which were never downloaded', () => {
    expect(endingOf(in_({ kind: 'verifying' }), in_({ kind: 'seeding', ...saved, downloadId: null }))).toBeNull();
  });
});
