import type { Places } from '#domain/add/place';
import type { TaskError } from '#domain/error';
import type { LeaveReason } from '#domain/source/leave-reason';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import type { TransferReport } from '#protocol/transfer-api';
import type { RoomKeeper } from './room.ts';
import type { Scheduler } from './scheduler.ts';
import type { TaskBook } from './task-book.ts';

interface AdmissionPorts {
  readonly book: TaskBook;
  readonly scheduler: Scheduler;
  readonly room: RoomKeeper;
}

/**
 * Who may transfer: whoever has a place in the line and room on the disk. Both are asked when it is the task's turn to
 * change, so that two that ask at once do not take one place.
 */
export class Admission {
  readonly #ports: AdmissionPorts;

  constructor(ports: AdmissionPorts) {
    this.#ports = ports;
  }

  /** A waiting task's turn has come, unless somebody has taken its place meanwhile. */
  begin(id: TaskId): Promise<void> {
    const { book, scheduler, room } = this.#ports;
    return book.dispatch(id, () => {
      const task = book.tasks.get(id);
      return task && scheduler.hasPlace(task) && room.hasRoom(task) ? { kind: 'slot' } : null;
    });
  }

  /** The browser's item is given up only for a task that can go on at once: its link may be good for now alone. */
  async accept(report: Extract<TransferReport, { kind: 'answered' }> & { places: Places }): Promise<void> {
    const { book, scheduler, room } = this.#ports;
    const { id, file } = report;
    const task = book.tasks.get(id);
    if (task?.handover?.phase !== 'offered' || report.refuse !== null) return book.dispatch(id, report);
    const obstacle = (): LeaveReason | null => {
      if (!scheduler.hasPlace(book.tasks.get(id) ?? task)) return 'no-place';
      return room.hasRoom(task, file) ? null : 'no-room';
    };
    await book.dispatch(id, () => ({ ...report, refuse: obstacle() }));
  }

  /** A transfer failed; for want of room it waits. Not every browser says why a disk took no more: then it is looked at. */
  async failed({ id, error }: Extract<TransferReport, { kind: 'failed' }>): Promise<void> {
    console.info('A transfer failed:', error.code, error.detail);
    const { book, room } = this.#ports;
    const task = book.tasks.get(id);
    const full = task !== undefined && (error.code === 'disk-full' || (await this.#isFull(task, error)));
    const event: TaskEvent = full ? await room.shortage(task, error) : { kind: 'failed', error };
    await book.dispatch(id, event);
  }

  async #isFull(task: Task, { code }: TaskError): Promise<boolean> {
    return code === 'disk-failed' && (await this.#ports.room.isFullFor(task));
  }
}
