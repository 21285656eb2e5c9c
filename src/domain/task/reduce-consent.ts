import { begin, drop, ignore, stop, to, type Step } from './moves.ts';
import { endSharing } from './reduce-swarm.ts';
import type { Task, TaskState } from './task.ts';

/** What the user decided about the privacy policy, as far as a task is concerned. */
export type ConsentTaskEvent =
  | { kind: 'consent-lost' } // declined, or the policy says something new: nothing is contacted until he accepts
  | { kind: 'consent-given' };

type Reducers = {
  readonly [K in ConsentTaskEvent['kind']]: (task: Task, event: Extract<ConsentTaskEvent, { kind: K }>) => Step;
};

const waiting: TaskState = { kind: 'paused', because: 'policy', room: null };

/** The part of the state machine's table that is about consent to the policy. Files that are here are still saved. */
export const consentReducers: Reducers = {
  'consent-lost'(task) {
    if (task.handover?.phase === 'offered') return drop(task, 'not-accepted');
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to(task, waiting, stop);
      case 'seeding':
        return endSharing(task);
      default:
        return ignore(task);
    }
  },

  'consent-given': (task) =>
    task.trash === null && task.state.kind === 'paused' && task.state.because === 'policy' ? begin(task) : ignore(task),
};
