import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { RoomKeeper } from '../../src/engine/room.ts';
import { until } from '../support/until.ts';
import { task } from '../ui/tasks.ts';

describe('watching over the room on the disk', () => {
  it('looks at the disk a few times, however many tasks change at once, and the last look knows all of them', async () => {
    const tasks = new Map<string, Task>();
    const told: string[] = [];
    let [asked, looked] = [0, 0];
    const keeper = new RoomKeeper({
      tasks,
      freeSpace: async () => {
        asked++;
        return 1000;
      },
      dispatch: (id: string, event: TaskEvent) => {
        told.push(`${id} ${event.kind}`);
        return Promise.resolve();
      },
      looked: () => looked++,
    });
    const queued = (serial: number, size: number): Task =>
      task({
        id: `t${serial}`,
        serial,
        addedAt: serial,
        state: { kind: 'queued' },
        file: { name: 'a', mime: '', size, ranged: true, validator: null },
      });
    for (let serial = 1; serial <= 500; serial++) {
      const one = queued(serial, serial === 500 ? 900 : 0);
      tasks.set(one.id, one);
      keeper.changed(one.id, one);
    }
    // Twice its size: a copy is made of it.
    await until(() => told.length > 0, { what: 'the last one is told that there is no room' });
    expect(new Set(told)).toEqual(new Set(['t500 no-room']));
    expect(asked).toBe(2);
    expect(looked).toBe(2);
    tasks.clear();
    keeper.look();
  });
});
