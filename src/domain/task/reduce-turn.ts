import { begin, ignore, isTransfer, queued, stop, to, type Step } from './moves.ts';
import type { Adjustment, Task } from './task.ts';

/** What the user, or the clock, says of when a task runs. */
export type TurnEvent =
  | { kind: 'adjusted'; change: Adjustment } // the user set something of it
  | { kind: 'start-now' } // by hand: before all others, whatever the time is
  | { kind: 'sent-back' } // into the line: it is out of hours, or another one was started by hand
  | { kind: 'time-up' }; // the time that the user has set for it to stop

type Reducers = { readonly [K in TurnEvent['kind']]: (task: Task, event: Extract<TurnEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about a task's turn. */
export const turnReducers: Reducers = {
  adjusted(task, { change }) {
    const adjusted: Task = { ...task, ...change };
    if (change.startAt == null || task.handover?.phase === 'offered') return ignore(adjusted);
    // Who names a time wants it to wait for that, and then to run.
    const waits: Task = { ...adjusted, urgent: false };
    const stopped = task.state.kind === 'paused' || (task.state.kind === 'failed' && !task.state.whole);
    if (stopped) return begin(waits);
    return isTransfer(task) ? to(waits, queued, stop) : ignore(waits);
  },

  'start-now'(task) {
    if (task.state.kind !== 'queued' && task.state.kind !== 'paused') return ignore(task);
    return begin({ ...task, urgent: true, startAt: null });
  },

  'sent-back': (task) =>
    task.handover === null && isTransfer(task) ? to({ ...task, urgent: false }, queued, stop) : ignore(task),

  // Once: who resumes it wants it to run.
  'time-up': (task) =>
    task.handover === null && (isTransfer(task) || task.state.kind === 'queued')
      ? to({ ...task, urgent: false, stopAt: null }, { kind: 'paused', because: 'time', room: null }, stop)
      : ignore(task),
};
