import type { ErrorCode, TaskError } from '../error.ts';
import type { Range } from '../segment/range.ts';
import { totalBytes } from '../segment/range.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import type { Adjustment, Handover, Task, TaskFile, TaskState } from './task.ts';

/*
 * queued ──slot──▶ probing ──answered──▶ active ──fetched──▶ verifying ──verified──▶ exporting ──saved──▶ done
 *    ▲                │ (with the browser's item: answered ─▶ claimed ─release─▶ released)
 *    └── resume, retry, revived, start-now, sent-back   paused, failed: from any unfinished state
 */

/** What happened. Times in ms since 1970. */
export type TaskEvent =
  | { kind: 'slot' } // the scheduler gives it its turn
  | { kind: 'offered' } // the browser's item runs on: probe beside it
  | { kind: 'orphaned' } // nobody works on the browser's item any more: it was cut off by a crash or a quit
  | { kind: 'answered'; file: TaskFile; finalUrl: string; host: string; refuse: LeaveReason | null }
  | { kind: 'released'; slot: boolean } // the browser's item is gone; whether the task may go on at once
  | { kind: 'kept' } // the browser's item stays: the task must not go on
  | { kind: 'checkpoint'; have: Range[] }
  | { kind: 'fetched'; have: Range[]; size: number }
  | { kind: 'verified' }
  | { kind: 'export-begun'; blobUrl: string }
  | { kind: 'export-item'; downloadId: number }
  | { kind: 'export-held' }
  | { kind: 'export-lost' } // after a crash the browser knows nothing of it
  | { kind: 'saved'; savedAs: string; downloadId: number; bytes: number; now: number }
  | { kind: 'failed'; error: TaskError }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'retry' }
  | { kind: 'restart' }
  | { kind: 'adjusted'; change: Adjustment } // the user set something of it
  | { kind: 'start-now' } // by hand: before all others, whatever the time is
  | { kind: 'sent-back' } // into the line: it is out of hours, or another one was started by hand
  | { kind: 'remove'; now: number }
  | { kind: 'undo' }
  | { kind: 'purge' }
  | { kind: 'revived' }; // the engine page started and found it in the store

/** What to do, as data; `by` names the context that does it. Carried out after the task is stored. */
export type TaskEffect =
  | { by: 'engine'; kind: 'fetch' }
  | { by: 'engine'; kind: 'go' } // the probe's connection goes on as the first segment
  | { by: 'engine'; kind: 'stop' }
  | { by: 'engine'; kind: 'discard' } // delete the part file
  | { by: 'engine'; kind: 'verify' }
  | { by: 'engine'; kind: 'export' }
  | { by: 'engine'; kind: 'revoke'; blobUrl: string }
  | { by: 'background'; kind: 'recover-export'; blobUrl: string }
  | { by: 'background'; kind: 'cancel-export'; downloadId: number }
  | { by: 'background'; kind: 'recover-offer'; handover: Handover }
  /** `again`: the browser may already have done it before we died. */
  | { by: 'background'; kind: 'release'; handover: Handover; again: boolean }
  | { by: 'background'; kind: 'decline'; downloadId: number; reason: LeaveReason };

/** The next task (null: it is no more) and what follows from it. */
export interface Step {
  readonly task: Task | null;
  readonly effects: readonly TaskEffect[];
}

const stop: TaskEffect = { by: 'engine', kind: 'stop' };
const fetchBytes: TaskEffect = { by: 'engine', kind: 'fetch' };
const discard: TaskEffect = { by: 'engine', kind: 'discard' };
const queued: TaskState = { kind: 'queued' };

type Reducer<E extends TaskEvent> = (task: Task, event: E) => Step;
type Reducers = { readonly [K in TaskEvent['kind']]: Reducer<Extract<TaskEvent, { kind: K }>> };

/** An event that comes too late for the task's state changes nothing. */
const ignore = (task: Task): Step => ({ task, effects: [] });

const to = (task: Task, state: TaskState, ...effects: TaskEffect[]): Step => ({ task: { ...task, state }, effects });

/** Whoever is asked sees the user's address, whether an answer comes or not. */
const seenBy = (task: Task, host: string): Task =>
  task.hosts.includes(host) ? task : { ...task, hosts: [...task.hosts, host] };

const probe = (task: Task): Step =>
  to(seenBy(task, new URL(task.source.finalUrl ?? task.source.url).host), { kind: 'probing' }, fetchBytes);

const isTransfer = ({ state }: Task): boolean => state.kind === 'probing' || state.kind === 'active';

/** Every byte is in the part file, by the record. */
function isWhole(task: Task): boolean {
  return task.file !== null && task.file.size !== null && totalBytes(task.have) === task.file.size;
}

const reducers: Reducers = {
  slot: (task) => (task.state.kind === 'queued' ? probe({ ...task, startAt: null }) : ignore(task)),

  offered: (task) => (task.state.kind === 'probing' && task.handover?.phase === 'offered' ? probe(task) : ignore(task)),

  // The browser would never go on with it by itself: from now on it is ours alone.
  orphaned: (task) =>
    task.state.kind === 'probing' && task.handover?.phase === 'offered'
      ? to({ ...task, handover: null }, queued)
      : ignore(task),

  answered(task, { file, finalUrl, host, refuse }) {
    if (task.state.kind !== 'probing') return ignore(task);
    const known: Task = { ...seenBy(task, host), file, source: { ...task.source, finalUrl } };
    if (task.handover === null) return to(known, { kind: 'active' }, { by: 'engine', kind: 'go' });
    // Claimed already: the probe lost its connection while the browser's item was being cancelled, and made another.
    if (task.handover.phase === 'claimed') return ignore(known);
    if (refuse !== null) return drop(task, refuse);
    const handover: Handover = { ...task.handover, phase: 'claimed' };
    return {
      task: { ...known, handover },
      effects: [{ by: 'background', kind: 'release', handover, again: false }],
    };
  },

  released(task, { slot }) {
    const free: Task = { ...task, handover: null };
    if (task.state.kind !== 'probing') return ignore(free);
    return slot ? to(free, { kind: 'active' }, { by: 'engine', kind: 'go' }) : to(free, queued, stop);
  },

  kept: () => ({ task: null, effects: [stop, discard] }),

  checkpoint: (task, { have }) => ({ task: { ...task, have }, effects: [] }),

  fetched(task, { have, size }) {
    if (task.state.kind !== 'active' || task.file === null) return ignore(task);
    return to({ ...task, have, file: { ...task.file, size } }, { kind: 'verifying' }, { by: 'engine', kind: 'verify' });
  },

  verified: (task) => (task.state.kind === 'verifying' ? startExport(task) : ignore(task)),

  'export-begun': (task, { blobUrl }) =>
    task.state.kind === 'exporting' ? to(task, { ...task.state, blobUrl }) : ignore(task),

  'export-item': (task, { downloadId }) =>
    task.state.kind === 'exporting' ? to(task, { ...task.state, downloadId }) : ignore(task),

  'export-held': (task) => (task.state.kind === 'exporting' ? to(task, { ...task.state, held: true }) : ignore(task)),

  'export-lost': (task) => (task.state.kind === 'exporting' ? startExport(task) : ignore(task)),

  saved(task, { savedAs, downloadId, bytes, now }) {
    if (task.state.kind !== 'exporting') return ignore(task);
    const revoke = revokeOf(task.state);
    // The part file is deleted only when the browser's copy has its size.
    if (bytes !== task.file?.size) {
      const error: TaskError = { code: 'save-size', detail: { expected: task.file?.size ?? 0, bytes } };
      return to(task, { kind: 'failed', error, whole: true }, ...revoke);
    }
    return to(task, { kind: 'done', finishedAt: now, downloadId, savedAs }, ...revoke, discard);
  },

  failed(task, { error }) {
    if (task.state.kind === 'done' || task.state.kind === 'paused' || task.state.kind === 'failed') return ignore(task);
    // Nothing was lost: the browser's own item still runs.
    if (task.handover?.phase === 'offered') return drop(task, 'probe-failed');
    const ended = task.state.kind === 'exporting' ? withdrawOf(task.state.downloadId, error.code) : [stop];
    const effects = [...revokeOf(task.state), ...ended];
    return to(task, { kind: 'failed', error, whole: task.state.kind === 'exporting' }, ...effects);
  },

  pause(task) {
    // Beside the browser's running item there is nothing to pause yet.
    if (task.handover !== null) return ignore(task);
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to({ ...task, urgent: false }, { kind: 'paused' }, stop);
      default:
        return ignore(task);
    }
  },

  adjusted(task, { change }) {
    const adjusted: Task = { ...task, ...change };
    if (change.startAt == null || task.handover !== null) return ignore(adjusted);
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

  resume: (task) => (task.state.kind === 'paused' ? begin(task) : ignore(task)),

  retry(task) {
    if (task.state.kind !== 'failed') return ignore(task);
    return task.state.whole ? startExport(task) : begin(task);
  },

  restart: (task) => (task.state.kind === 'failed' || task.state.kind === 'paused' ? startOver(task) : ignore(task)),

  remove(task, { now }) {
    if (task.trash !== null) return ignore(task);
    if (task.handover?.phase === 'offered') return drop(task, 'probe-failed');
    const trash = {
      at: now,
      wasRunning: task.state.kind !== 'paused' && task.state.kind !== 'failed' && task.state.kind !== 'done',
    };
    const cancel: TaskEffect[] =
      task.state.kind === 'exporting' && task.state.downloadId !== null
        ? [{ by: 'background', kind: 'cancel-export', downloadId: task.state.downloadId }]
        : [];
    if (!trash.wasRunning) return { task: { ...task, trash }, effects: [] };
    const effects = [stop, ...cancel, ...revokeOf(task.state)];
    return { task: { ...task, trash, state: { kind: 'paused' } }, effects };
  },

  undo(task) {
    if (task.trash === null) return ignore(task);
    const back: Task = { ...task, trash: null };
    return task.trash.wasRunning ? begin(back) : ignore(back);
  },

  purge: (task) => (task.trash === null ? ignore(task) : { task: null, effects: [discard] }),

  revived(task) {
    switch (task.state.kind) {
      case 'probing':
        if (task.handover?.phase !== 'offered') return begin(task);
        return to(task, task.state, { by: 'background', kind: 'recover-offer', handover: task.handover });
      case 'active':
        return begin(task);
      case 'verifying':
        return to(task, task.state, { by: 'engine', kind: 'verify' });
      case 'exporting':
        if (task.state.blobUrl === null) return startExport(task);
        // The old item is forgotten first: that it is being tidied away is no news of this task.
        return to(
          task,
          { ...task.state, downloadId: null },
          { by: 'background', kind: 'recover-export', blobUrl: task.state.blobUrl },
        );
      default:
        return ignore(task);
    }
  },
};

/** Moves a task on by one event. Pure; the only maker of a changed task. */
export function reduce(task: Task, event: TaskEvent): Step {
  return reduceAs(task, event);
}

/** The type parameter ties the event to its own row of the table. */
function reduceAs<K extends TaskEvent['kind']>(task: Task, event: Extract<TaskEvent, { kind: K }>): Step {
  const kind: K = event.kind;
  return reducers[kind](task, event);
}

/**
 * Unfinished: goes on where its bytes end. All bytes here (saving was cut off): saves again. Claimed, and unknown whether
 * the browser's item is gone: makes sure of that first.
 */
function begin(task: Task): Step {
  if (task.handover?.phase === 'claimed') {
    const release: TaskEffect = { by: 'background', kind: 'release', handover: task.handover, again: true };
    return to(task, { kind: 'probing' }, release);
  }
  return isWhole(task) ? to(task, { kind: 'verifying' }, { by: 'engine', kind: 'verify' }) : to(task, queued);
}

function startOver(task: Task): Step {
  const fresh: Task = { ...task, have: [], file: null, source: { ...task.source, finalUrl: null } };
  const { task: begun, effects } = begin(fresh);
  return { task: begun, effects: [discard, ...effects] };
}

function startExport(task: Task): Step {
  return to(
    task,
    { kind: 'exporting', blobUrl: null, downloadId: null, held: false },
    { by: 'engine', kind: 'export' },
  );
}

/** The task ends before it took anything over; the browser's item goes on. */
function drop(task: Task, reason: LeaveReason): Step {
  const decline: TaskEffect[] = task.handover
    ? [{ by: 'background', kind: 'decline', downloadId: task.handover.downloadId, reason }]
    : [];
  return { task: null, effects: [stop, discard, ...decline] };
}

/** The browser's failed item goes, for a retry makes another; what the user or a scanner stopped stays in its list. */
function withdrawOf(downloadId: number | null, code: ErrorCode): TaskEffect[] {
  const stopped = code === 'save-canceled' || code === 'save-blocked';
  return downloadId === null || stopped ? [] : [{ by: 'background', kind: 'cancel-export', downloadId }];
}

function revokeOf(state: TaskState): TaskEffect[] {
  return state.kind === 'exporting' && state.blobUrl !== null
    ? [{ by: 'engine', kind: 'revoke', blobUrl: state.blobUrl }]
    : [];
}
