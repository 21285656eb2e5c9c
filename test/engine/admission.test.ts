import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '#domain/error';
import type { TaskEvent } from '#domain/task/reduce';
import { Admission } from '../../src/engine/admission.ts';
import { RoomKeeper } from '../../src/engine/room.ts';
import { task } from '../ui/tasks.ts';

const MiB = 1024 * 1024;

/** What becomes of a task of 10 MiB that failed. @param free bytes on the disk */
async function fate(code: ErrorCode, free: number): Promise<TaskEvent> {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  const file = { name: 'a', mime: '', size: 10 * MiB, ranged: true, validator: null };
  const one = task({ id: 't', state: { kind: 'active' }, file });
  const told: TaskEvent[] = [];
  const dispatch = (_id: string, event: TaskEvent): Promise<void> => {
    told.push(event);
    return Promise.resolve();
  };
  const tasks = new Map([['t', one]]);
  const room = new RoomKeeper({ tasks, freeSpace: () => Promise.resolve(free), dispatch, looked: () => undefined });
  const ports = { room, book: { tasks, dispatch } } as unknown as ConstructorParameters<typeof Admission>[0];
  await new Admission(ports).failed({ kind: 'failed', id: 't', error: { code } });
  return told[0]!;
}

describe('a transfer that the disk ends', () => {
  it('waits where the disk is full, and also where that was not said', async () => {
    expect(await fate('disk-full', MiB)).toMatchObject({ kind: 'no-room', room: { free: MiB, until: null } });
    expect(await fate('disk-failed', MiB)).toMatchObject({ kind: 'no-room', room: { free: MiB, until: null } });
  });

  it('has failed where there is ample room: the disk is not written to again and again', async () => {
    expect(await fate('disk-failed', 1000 * MiB)).toEqual({ kind: 'failed', error: { code: 'disk-failed' } });
  });
});
