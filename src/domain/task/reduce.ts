import type { ErrorCode, TaskError } from '../error.ts';
import { totalBytes } from '../segment/range.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import type { Step, TaskEffect, TaskEvent } from './event.ts';
import { awaitsLink } from './link-note.ts';
import { withLink } from './relink.ts';
import type { Handover, Task, TaskState } from './task.ts';

export type { Step, TaskEffect, TaskEvent } from './event.ts';

/*
 * queued ──slot──▶ probing ──answered──▶ active ──fetched──▶ verifying ──verified──▶ exporting ──saved──▶ done
 *    ▲                │ (with the browser's item: answered ─▶ claimed ─release─▶ released)
 *    └── resume, retry, revived                      paused, failed: from any unfinished state
 * One that brings a new link for another (`continues`): probing ── proved ─▶ (claimed ─ release ─▶ released) ─▶ merged: it is
 * no more, and the other is relinked; or it is not the same file, and it goes on by itself.
 */

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

const probe = (task: Task): Step => {
  const asks: TaskEffect =
    task.continues === null ? fetchBytes : { by: 'engine', kind: 'prove', other: task.continues };
  return to(seenBy(task, new URL(task.source.finalUrl ?? task.source.url).host), { kind: 'probing' }, asks);
};

/** An address that has served bytes and refuses them now. */
const expiry: ReadonlySet<ErrorCode> = new Set(['http-unauthorized', 'http-forbidden', 'http-not-found', 'http-gone']);

/** Every byte is in the part file, by the record. */
function isWhole(task: Task): boolean {
  return task.file !== null && task.file.size !== null && totalBytes(task.have) === task.file.size;
}

const reducers: Reducers = {
  slot: (task) => (task.state.kind === 'queued' ? probe(task) : ignore(task)),

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
    // Claimed already: the probe lost its connection while the browser's item was being cancelled, and made another. If that
    // one disagrees it is too late to leave it to the browser; but no other file's bytes are taken for its own.
    if (task.handover.phase === 'claimed') {
      return refuse === null ? ignore(known) : to(task, failure({ code: 'changed' }), stop);
    }
    return refuse === null ? claim(known, task.handover) : drop(task, refuse);
  },

  proved(task, { file, finalUrl, host }) {
    if (task.state.kind !== 'probing' || task.continues === null) return ignore(task);
    const known: Task = seenBy(task, host);
    if (file === null) {
      const step = probe({ ...known, continues: null });
      return { ...step, effects: [{ by: 'engine', kind: 'disown', other: task.continues }, ...step.effects] };
    }
    const proven: Task = { ...known, file, source: { ...task.source, finalUrl } };
    if (task.handover?.phase === 'offered') return claim(proven, task.handover);
    return { task: proven, effects: [{ by: 'engine', kind: 'hand-on', other: task.continues }] };
  },

  merged: (task) => (task.continues === null ? ignore(task) : { task: null, effects: [stop, discard] }),

  alone: (task) =>
    task.continues !== null && task.handover === null && task.state.kind === 'probing'
      ? to(unasked({ ...task, continues: null }), queued)
      : ignore(task),

  awaited: (task, { tabId, now }) =>
    isStopped(task.state)
      ? { task: { ...task, link: { kind: 'awaited', at: now, tabId } }, effects: [] }
      : ignore(task),

  relinked(task, { link, now }) {
    if (task.trash !== null || task.handover !== null) return ignore(task);
    const linked = link === null ? { ...task, link: null } : withLink(task, link);
    switch (task.state.kind) {
      case 'paused':
        return begin(linked);
      case 'failed':
        return goOn(linked, task.state);
      case 'queued':
        return ignore(linked);
      case 'probing':
      case 'active':
        // The link it has still works; where it came from, and that it was clicked again, is noted.
        return ignore({ ...task, source: linked.source, link: { kind: 'again', at: now, tabId: null } });
      default:
        return ignore(task);
    }
  },

  mistaken: (task, { now }) =>
    task.state.kind === 'failed' || (awaitsLink(task, now) && isStopped(task.state))
      ? ignore({ ...task, link: { kind: 'other-file', at: now, tabId: null } })
      : ignore(task),

  released(task, { slot }) {
    const free: Task = { ...task, handover: null };
    if (task.state.kind !== 'probing') return ignore(free);
    if (task.continues !== null) {
      return { task: free, effects: [{ by: 'engine', kind: 'hand-on', other: task.continues }] };
    }
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
      return to(task, failure(error, task.state), ...revoke);
    }
    return to(task, { kind: 'done', finishedAt: now, downloadId, savedAs }, ...revoke, discard);
  },

  failed(task, { error }) {
    if (task.state.kind === 'done' || task.state.kind === 'paused' || task.state.kind === 'failed') return ignore(task);
    // Nothing was lost: the browser's own item still runs.
    if (task.handover?.phase === 'offered') return drop(task, 'probe-failed');
    const ended = task.state.kind === 'exporting' ? withdrawOf(task.state.downloadId, error.code) : [stop];
    const effects = [...revokeOf(task.state), ...ended];
    const isExpired = expiry.has(error.code) && totalBytes(task.have) > 0;
    return to(task, failure(isExpired ? { ...error, code: 'expired' } : error, task.state), ...effects);
  },

  pause(task) {
    // Beside the browser's running item there is nothing to pause yet.
    if (task.handover !== null) return ignore(task);
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to(task, { kind: 'paused' }, stop);
      default:
        return ignore(task);
    }
  },

  resume: (task) => (task.state.kind === 'paused' ? begin({ ...task, link: null }) : ignore(task)),

  retry: (task) => (task.state.kind === 'failed' ? goOn({ ...task, link: null }, task.state) : ignore(task)),

  restart: (task) => (isStopped(task.state) ? startOver(task) : ignore(task)),

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

/** After a failure: what was only not saved is saved again. */
function goOn(task: Task, { whole }: Extract<TaskState, { kind: 'failed' }>): Step {
  return whole ? startExport(task) : begin(task);
}

function startOver(task: Task): Step {
  const { task: begun, effects } = begin(unasked({ ...task, have: [], link: null }));
  return { task: begun, effects: [discard, ...effects] };
}

/** Nothing is known of its file, as before the first answer. */
const unasked = (task: Task): Task => ({ ...task, file: null, source: { ...task.source, finalUrl: null } });

const isStopped = (state: TaskState): boolean => state.kind === 'paused' || state.kind === 'failed';

/** @param before the state it failed in: after the transfer all bytes are here */
function failure(error: TaskError, before?: TaskState): TaskState {
  return { kind: 'failed', error, whole: before?.kind === 'exporting' };
}

/** That the browser's item is ours is stored before it is cancelled. */
function claim(task: Task, offered: Handover): Step {
  const handover: Handover = { ...offered, phase: 'claimed' };
  return {
    task: { ...task, handover },
    effects: [{ by: 'background', kind: 'release', handover, again: false }],
  };
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
