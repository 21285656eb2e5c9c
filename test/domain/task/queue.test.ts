import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTask } from '#domain/task/new-task';
import { hasFreePlace, nextInLine, shareConnections } from '#domain/task/queue';
import type { Task, TaskState } from '#domain/task/task';

function task(id: string, addedAt: number, state: TaskState, handover: Task['handover'] = null): Task {
  const source = { url: 'https://a.test/', finalUrl: null, referrer: null, page: null };
  return newTask({ id, serial: addedAt, addedAt, source, handover, state });
}

const exporting: TaskState = { kind: 'exporting', blobUrl: null, downloadId: null, held: true };

describe('nextInLine', () => {
  const tasks = [
    task('c', 3, { kind: 'queued' }),
    task('a', 1, { kind: 'queued' }),
    task('b', 2, { kind: 'queued' }),
    task('r', 0, { kind: 'active' }),
  ];

  it('gives the oldest first, as many as places are free', () => {
    expect(nextInLine(tasks, 3).map((t) => t.id)).toEqual(['a', 'b']);
    expect(nextInLine(tasks, 1)).toEqual([]);
  });

  it('does not count a task that saves its file, nor one beside the browser’s item', () => {
    const waiting = task('w', 1, { kind: 'queued' });
    expect(nextInLine([task('e', 0, exporting), waiting], 1)).toEqual([waiting]);
    // Else the others would share its connections for the moment it is checked.
    expect(nextInLine([task('v', 0, { kind: 'verifying' }), waiting], 1)).toEqual([waiting]);
    expect(nextInLine([task('o', 0, { kind: 'probing' }, { downloadId: 1, phase: 'offered' }), waiting], 1)).toEqual([
      waiting,
    ]);
  });

  it('counts one whose browser item is claimed, but not one that brings a link for another', () => {
    const waiting = task('w', 1, { kind: 'queued' });
    const claimed = task('c', 0, { kind: 'probing' }, { downloadId: 1, phase: 'claimed' });
    expect(nextInLine([claimed, waiting], 1)).toEqual([]);
    expect(nextInLine([{ ...claimed, continues: 'w' }, waiting], 1)).toEqual([waiting]);
  });

  it('passes over what is in the trash', () => {
    expect(nextInLine([{ ...task('t', 1, { kind: 'queued' }), trash: { at: 1, wasRunning: true } }], 3)).toEqual([]);
  });
});

describe('hasFreePlace', () => {
  it('does not count the task itself', () => {
    const own = task('own', 1, { kind: 'probing' });
    expect(hasFreePlace([own], 1, 'own')).toBe(true);
    expect(hasFreePlace([own, task('other', 1, { kind: 'active' })], 1, 'own')).toBe(false);
  });
});

describe('shareConnections', () => {
  it('divides a host’s connections, and leaves other hosts alone', () => {
    const shares = shareConnections(
      new Map([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'x'],
        ['d', 'x'],
        ['e', 'y'],
      ]),
      6,
    );
    expect([...shares]).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 1],
      ['d', 1],
      ['e', 6],
    ]);
  });

  it('never gives a host more than its limit, nor a task none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (hosts, limit) => {
          const shares = shareConnections(new Map(hosts.map((host, i) => [`t${i}`, host])), limit);
          for (const host of new Set(hosts)) {
            const own = hosts.flatMap((h, i) => (h === host ? [shares.get(`t${i}`)!] : []));
            expect(Math.min(...own)).toBeGreaterThanOrEqual(1);
            if (own.length <= limit) expect(own.reduce((a, b) => a + b)).toBe(limit);
          }
        },
      ),
    );
  });
});
