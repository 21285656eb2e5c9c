import type { TaskError } from '#domain/error';
import type { TaskEvent } from '#domain/task/reduce';
import { fits, isAmple, roomFor, shareRoom } from '#domain/task/room';
import { isTransferring, waitsForRoom, type Task, type TaskFile, type TaskId } from '#domain/task/task';

/** So often the disk is looked at while something is transferred or waits for room, ms. */
const pace = 10_000;

/** A disk that is full although there seems to be room is another one, or fills by itself: tried again after, ms ... */
const writeAgain = 60_000;
/** ... and a copy, which fills it anew each time, after. */
const saveAgain = 10 * 60_000;

interface RoomPorts {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Bytes on the profile's disk. */
  freeSpace(): Promise<number>;
  dispatch(id: TaskId, event: TaskEvent): Promise<void>;
  /** The disk was looked at: somebody's turn may have come. */
  looked(): void;
}

/** Watches over the room on the disk: what does not fit beside the others waits, and goes on when there is room again. */
export class RoomKeeper {
  readonly #ports: RoomPorts;
  readonly #kinds = new Map<TaskId, string>();
  /** As it was last seen; null before that. */
  #free: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dividing = false;
  /** It was to be looked at while it was. */
  #again = false;

  constructor(ports: RoomPorts) {
    this.#ports = ports;
  }

  /** A task changed: where its state did, everything is looked at anew. */
  changed(id: TaskId, task: Task | null): void {
    const kind = task?.state.kind;
    if (this.#kinds.get(id) === kind) return;
    if (kind === undefined) this.#kinds.delete(id);
    else this.#kinds.set(id, kind);
    this.look();
  }

  /** Looks at the disk now, and again as long as somebody needs room. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const tasks = [...this.#ports.tasks.values()];
    if (!tasks.some((task) => isTransferring(task) || task.state.kind === 'queued' || waitsForRoom(task))) return;
    this.#timer = setTimeout(() => this.look(), pace);
    // While it is being looked at, one more look afterwards is as good as many.
    this.#again = this.#dividing;
    if (!this.#dividing) void this.#divideOnce();
  }

  /**
   * Whether a task finds room beside all that runs, by the last look: that was when it was added, or later. One that runs
   * and does not is told by the next.
   * @param file what is known of it since
   */
  hasRoom(task: Task, file: TaskFile | null = task.file): boolean {
    if (this.#free === null) return true;
    return fits(this.#ports.tasks.values(), { ...task, file }, this.#free, Date.now());
  }

  /** Whether the disk, as it is now, has too little room for a task to go on. */
  async isFullFor(task: Task): Promise<boolean> {
    return !isAmple(await this.#ports.freeSpace(), roomFor(task));
  }

  /** What follows for a task when a full disk stopped it. */
  async shortage(task: Task, error: TaskError): Promise<TaskEvent> {
    const free = await this.#ports.freeSpace();
    const told = error.detail?.['needed'];
    const needed = typeof told === 'number' ? told : roomFor(task);
    const again = Date.now() + (error.code === 'save-disk-full' ? saveAgain : writeAgain);
    return { kind: 'no-room', room: { free, needed, until: isAmple(free, needed) ? again : null } };
  }

  async #divideOnce(): Promise<void> {
    this.#dividing = true;
    await this.#divide().catch((error: unknown) => console.error('The disk was not looked at:', error));
    this.#dividing = false;
    if (this.#again) this.look();
  }

  async #divide(): Promise<void> {
    const free = await this.#ports.freeSpace();
    this.#free = free;
    const { wait, go } = shareRoom(this.#ports.tasks.values(), free, Date.now());
    for (const { id, room } of wait) void this.#ports.dispatch(id, { kind: 'no-room', room });
    for (const id of go) void this.#ports.dispatch(id, { kind: 'room' });
    this.#ports.looked();
  }
}
