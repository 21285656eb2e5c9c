import { begin, drop, ignore, revokeOf, stop, to, withdrawOf, type Step } from './moves.ts';
import { waitsForRoom, type Shortage, type Task, type TaskState } from './task.ts';

/** What happened to the room on the disk. */
export type RoomEvent =
  | { kind: 'no-room'; room: Shortage } // for this task, beside the others
  | { kind: 'room' }; // again

type Reducers = { readonly [K in RoomEvent['kind']]: (task: Task, event: Extract<RoomEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about room on the disk. */
export const roomReducers: Reducers = {
  'no-room'(task, { room }) {
    if (task.handover?.phase === 'offered') return drop(task, 'no-room');
    const waiting: TaskState = { kind: 'paused', because: 'space', room };
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to(task, waiting, stop);
      case 'exporting':
        return to(task, waiting, ...revokeOf(task.state), ...withdrawOf(task.state.downloadId, 'save-disk-full'));
      case 'paused':
        return waitsForRoom(task) ? to(task, waiting) : ignore(task);
      default:
        return ignore(task);
    }
  },

  room: (task) => (waitsForRoom(task) ? begin(task) : ignore(task)),
};
