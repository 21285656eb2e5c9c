import { totalBytes } from '../segment/range.ts';
import { isTransferring, waitsForRoom, type Shortage, type Task, type TaskId } from './task.ts';

/** What waits for room goes on when there is so much more than it needs, bytes: else it would stop again at once. */
const margin = 16 * 1024 * 1024;

/** Who has to wait for room on the disk, and who goes on. */
export interface RoomPlan {
  readonly wait: readonly { readonly id: TaskId; readonly room: Shortage }[];
  readonly go: readonly TaskId[];
}

/** Bytes a task still needs on the disk: what is missing of it, and the copy in the Downloads folder; 0 while its size is unknown. */
export function roomFor(task: Task): number {
  const size = task.file?.size ?? task.hint?.size ?? null;
  const here = Math.min(size ?? 0, totalBytes(task.have));
  // What the browser reads along is nearly as far in its copy.
  if (size !== null) return task.stream === null ? 2 * size - here : 2 * (size - here);
  return task.state.kind === 'paused' ? (task.state.room?.needed ?? 0) : 0;
}

/**
 * Divides the free room among all that go on by themselves: first what runs, then what waits, each by age. Whoever finds
 * too little left waits; a smaller one behind it may go.
 * @param free bytes on the disk
 * @param now ms since 1970
 */
export function shareRoom(tasks: Iterable<Task>, free: number, now: number): RoomPlan {
  const all = [...tasks].filter((task) => task.trash === null).toSorted(byAge);
  const running = all.filter(isTransferring).filter(isOurs);
  const room = new Room(free);
  const wait = running.flatMap((task) => room.take(task));
  // Its copy is being written, nobody knows how far: it may already be gone from `free`, so nobody who runs is stopped for it.
  for (const { state, file } of all) {
    if (state.kind === 'verifying' || state.kind === 'exporting') room.reserve(file?.size ?? 0);
  }
  const go: TaskId[] = [];
  for (const task of all) {
    if (task.state.kind === 'queued') wait.push(...room.take(task));
    else if (mayTry(task, now)) {
      if (room.takeAmply(task)) go.push(task.id);
      else wait.push(...room.news(task));
    }
  }
  return { wait, go };
}

/** Whether there is so much room that a disk that is full must be another one. */
export function isAmple(free: number, needed: number): boolean {
  return free >= needed + margin;
}

/** Whether a task about to be accepted finds room beside all that runs. */
export function fits(tasks: Iterable<Task>, task: Task, free: number, now: number): boolean {
  const others = [...tasks].filter(({ id }) => id !== task.id);
  const last: Task = { ...task, handover: null, addedAt: Number.POSITIVE_INFINITY, state: { kind: 'active' } };
  return shareRoom([...others, last], free, now).wait.every(({ id }) => id !== task.id);
}

/** What is left of the room. */
class Room {
  #left: number;

  constructor(free: number) {
    this.#left = free;
  }

  reserve(bytes: number): void {
    this.#left -= bytes;
  }

  /** Takes what a task needs; gives back why not where there is too little. */
  take(task: Task): RoomPlan['wait'] {
    const needed = roomFor(task);
    const free = Math.max(0, this.#left);
    if (needed > free) return [{ id: task.id, room: { free, needed, until: null } }];
    this.reserve(needed);
    return [];
  }

  /** What has changed for a task that still waits; nothing where that is little. */
  news(task: Task): RoomPlan['wait'] {
    const known = task.state.kind === 'paused' ? task.state.room : null;
    const [needed, free] = [roomFor(task), Math.max(0, this.#left)];
    const same = known !== null && known.until === null && Math.abs(known.free - free) < margin;
    return same ? [] : [{ id: task.id, room: { free, needed, until: null } }];
  }

  takeAmply(task: Task): boolean {
    return isAmple(this.#left, roomFor(task)) && this.take(task).length === 0;
  }
}

/** One that runs beside the browser's item writes nothing yet. */
const isOurs = ({ handover }: Task): boolean => handover?.phase !== 'offered';

function mayTry(task: Task, now: number): boolean {
  const { state } = task;
  return waitsForRoom(task) && state.kind === 'paused' && (state.room?.until ?? 0) <= now;
}

const byAge = (a: Task, b: Task): number => a.addedAt - b.addedAt || a.serial - b.serial;
