import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, roomFor, shareRoom } from '#domain/task/room';
import { reduce } from '#domain/task/reduce';
import type { Shortage, Task, TaskState } from '#domain/task/task';
import { exporting, file, taskIn } from './play.ts';

const MiB = 1024 * 1024;
/** As in the code: so much more than it needs must be there before one that waits goes on. */
const margin = 16 * MiB;
const now = 1000;

const active: TaskState = { kind: 'active' };
const queued: TaskState = { kind: 'queued' };
const waiting = (until: number | null = null, needed = 0): TaskState => ({
  kind: 'paused',
  because: 'space',
  room: { free: 0, needed, until },
});
const pausedByUser: TaskState = { kind: 'paused', because: 'user', room: null };

/** A task of so many MiB, a part of them here; the `age` tells it from others and orders it. */
function sized(state: TaskState, age: number, size: number, here = 0, more: Partial<Task> = {}): Task {
  const have = here === 0 ? [] : [{ from: 0, to: here * MiB }];
  return taskIn(state, {
    id: `t${age}`,
    addedAt: age,
    serial: age,
    file: { ...file, size: size * MiB },
    have,
    ...more,
  });
}

const share = (tasks: Task[], free: number) => {
  const { wait, go } = shareRoom(tasks, free * MiB, now);
  return { wait: wait.map(({ id }) => id), go };
};

describe('what a task needs', () => {
  it('is what is missing, and the copy that is saved', () => {
    expect(roomFor(sized(active, 1, 100))).toBe(200 * MiB);
    expect(roomFor(sized(active, 1, 100, 60))).toBe(140 * MiB);
    expect(roomFor(sized(waiting(), 1, 100, 100))).toBe(100 * MiB);
  });

  it('is what the browser was told, or what was missing, as long as no answer came', () => {
    const hint = { name: null, mime: null, size: 10, validator: null };
    expect(roomFor(taskIn(queued, { hint }))).toBe(20);
    expect(roomFor(taskIn(waiting(null, 77)))).toBe(77);
    expect(roomFor(taskIn(queued))).toBe(0);
  });
});

describe('who waits for room and who goes on', () => {
  it('two that fit singly but not together: the older one runs', () => {
    const pair = [sized(active, 2, 100), sized(active, 1, 100)];
    expect(share(pair, 399)).toEqual({ wait: ['t2'], go: [] });
    expect(share(pair, 400)).toEqual({ wait: [], go: [] });
  });

  it('says what the others leave of the disk, and what is needed of it', () => {
    const { wait } = shareRoom([sized(active, 1, 100), sized(queued, 2, 100)], 300 * MiB, now);
    expect(wait).toEqual([{ id: 't2', room: { free: 100 * MiB, needed: 200 * MiB, until: null } }]);
  });

  it('a small one passes a large one that waits', () => {
    expect(share([sized(waiting(), 1, 500), sized(waiting(), 2, 10)], 200)).toMatchObject({ go: ['t2'] });
  });

  it('goes on with some room to spare only, lest it stops again at once', () => {
    expect(share([sized(waiting(), 1, 100)], 200 + 15).go).toEqual([]);
    expect(share([sized(waiting(), 1, 100)], 200 + 16).go).toEqual(['t1']);
  });

  it('a file that is being saved keeps others from beginning, not from going on', () => {
    const saving = sized(exporting, 1, 100, 100);
    expect(share([saving, sized(active, 2, 100)], 250).wait).toEqual([]);
    expect(share([saving, sized(queued, 2, 100)], 250).wait).toEqual(['t2']);
  });

  it('neither what the user paused nor what was removed counts, nor what is beside the browser’s item', () => {
    const trash = { at: 1, wasRunning: true };
    const others = [
      sized(pausedByUser, 1, 900),
      sized(waiting(), 2, 900, 0, { trash }),
      sized({ kind: 'probing' }, 3, 900, 0, { handover: { downloadId: 1, phase: 'offered' } }),
    ];
    expect(share([...others, sized(queued, 4, 100)], 200)).toEqual({ wait: [], go: [] });
  });

  it('where the full disk is not to be seen, the time decides, and the disk that is seen', () => {
    expect(share([sized(waiting(now + 1), 1, 1)], 1000)).toEqual({ wait: [], go: [] });
    expect(share([sized(waiting(now), 1, 1)], 1000).go).toEqual(['t1']);
    expect(share([sized(waiting(now), 1, 1)], 1)).toEqual({ wait: ['t1'], go: [] });
  });

  it('a new one is accepted only where it fits beside all that runs', () => {
    const offer = sized({ kind: 'probing' }, 0, 100, 0, { handover: { downloadId: 1, phase: 'offered' } });
    expect(fits([sized(active, 1, 100), offer], offer, 399 * MiB, now)).toBe(false);
    expect(fits([sized(active, 1, 100), offer], offer, 400 * MiB, now)).toBe(true);
  });
});

describe('whatever the tasks and the disk', () => {
  const states = fc.constantFrom<TaskState>(
    active,
    { kind: 'probing' },
    queued,
    waiting(),
    waiting(now + 1),
    waiting(now),
    exporting,
    pausedByUser,
  );
  const tasks = fc
    .array(
      fc.record({
        state: states,
        size: fc.integer({ min: 1, max: 300 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 8 },
    )
    .map((list) => list.map(({ state, size, share: part }, age) => sized(state, age, size, Math.floor(size * part))));
  const disk = fc.integer({ min: 0, max: 1000 });

  /** The tasks after the plan was carried out. */
  function carriedOut(all: Task[], free: number): Task[] {
    const { wait, go } = shareRoom(all, free * MiB, now);
    const rooms = new Map<string, Shortage>(wait.map(({ id, room }) => [id, room]));
    return all.map((task) => {
      const room = rooms.get(task.id);
      if (room) return reduce(task, { kind: 'no-room', room }).task!;
      return go.includes(task.id) ? reduce(task, { kind: 'room' }).task! : task;
    });
  }

  it('nobody is told both, and all that run or go on fit together', () => {
    fc.assert(
      fc.property(tasks, disk, (all, free) => {
        const { wait, go } = share(all, free);
        expect(go.filter((id) => wait.includes(id))).toEqual([]);
        const runs = carriedOut(all, free).filter(({ state }) => /active|probing|queued|verifying/.test(state.kind));
        const needed = runs.reduce((sum, task) => sum + roomFor(task), 0);
        expect(needed).toBeLessThanOrEqual(free * MiB);
      }),
    );
  });

  it('the plan is stable: carried out, it stops nobody else and lets nobody else go', () => {
    fc.assert(
      fc.property(tasks, disk, (all, free) => {
        const once = carriedOut(all, free);
        const again = share(once, free);
        expect(again.go).toEqual([]);
        // Those that wait already may be told new numbers.
        expect(once.filter(({ id, state }) => again.wait.includes(id) && state.kind !== 'paused')).toEqual([]);
      }),
    );
  });

  it('with room for everybody nobody waits', () => {
    fc.assert(
      fc.property(tasks, (all) => {
        const { wait, go } = share(all, 1e6);
        expect(wait).toEqual([]);
        const may = all.filter(
          ({ state }) => state.kind === 'paused' && state.room !== null && (state.room.until ?? 0) <= now,
        );
        expect(go).toEqual(may.map(({ id }) => id));
      }),
    );
  });

  it('one that waits alone goes on as soon as there is room', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), disk, (size, free) => {
        const alone = sized(waiting(), 1, size);
        expect(share([alone], free).go).toEqual(roomFor(alone) + margin <= free * MiB ? ['t1'] : []);
      }),
    );
  });
});
