import { inItsPlace, type Places } from '../add/place.ts';
import type { ErrorCode, TaskError } from '../error.ts';
import type { Declared } from '../mirror/declared.ts';
import type { Lent } from '../mirror/search.ts';
import { totalBytes, type Range } from '../segment/range.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import {
  begin,
  claim,
  discard,
  drop,
  failure,
  flow,
  goOn,
  ignore,
  isSettled,
  isStopped,
  isTransfer,
  isWhole,
  opensAs,
  pausedByUser,
  probe,
  queued,
  revokeOf,
  seenBy,
  startExport,
  startOver,
  stop,
  to,
  verify,
  withdrawOf,
  type Step,
  type TaskEffect,
} from './moves.ts';
import { namedFile } from './named-file.ts';
import { withFreshMirrors, withNextSource } from './next-source.ts';
import { askedReducers, type AskedEvent } from './reduce-asked.ts';
import { checkReducers, withDeclared, type CheckEvent } from './reduce-check.ts';
import { consentReducers, type ConsentTaskEvent } from './reduce-consent.ts';
import { linkReducers, type LinkEvent } from './reduce-link.ts';
import { roomReducers, type RoomEvent } from './reduce-room.ts';
import { searchReducers, settleSearch, type SearchEvent } from './reduce-search.ts';
import { mayOffer } from './search.ts';
import { settleStream, streamReducers, type StreamEvent } from './reduce-stream.ts';
import {
  interruptSharing,
  saveNext,
  saved as savedAll,
  sizeToSave,
  swarmReducers,
  withFileSaved,
  type SwarmEvent,
} from './reduce-swarm.ts';
import { turnReducers, type TurnEvent } from './reduce-turn.ts';
import { asksAboutFile, type Task, type TaskFile } from './task.ts';
import type { HostTraffic } from './host-traffic.ts';
import { withTraffic } from './traffic.ts';

export type { TaskEffect } from './moves.ts';

/*
 * queued ──slot──▶ probing ──answered──▶ active ──fetched──▶ verifying ──verified──▶ exporting ──saved──▶ done
 *    ▲                │ (with the browser's item: answered ─▶ claimed ─release─▶ released)
 *    └── resume, retry, revived, start-now, sent-back   paused, failed: from any unfinished state
 * (reduce-link.ts: one that brings a new link for another; reduce-check.ts: damaged, and Metalinks; reduce-swarm.ts: torrents)
 */

/** What happened. Times in ms since 1970. */
export type TaskEvent =
  | { kind: 'slot' } // the scheduler gives it its turn
  | { kind: 'offered' } // the browser's item runs on: probe beside it
  | { kind: 'orphaned' } // nobody works on the browser's item any more: it was cut off by a crash or a quit
  | {
      kind: 'answered';
      file: TaskFile;
      finalUrl: string;
      host: string;
      refuse: LeaveReason | null;
      declared: Declared;
      places?: Places; // where new files go now
    }
  | { kind: 'asked'; host: string } // a further host sees the user's address
  | { kind: 'released'; slot: boolean } // the browser's item is gone; whether the task may go on at once
  | { kind: 'kept' } // the browser's item stays: the task must not go on
  | LinkEvent
  | RoomEvent
  | StreamEvent
  | SearchEvent
  | SwarmEvent
  | ConsentTaskEvent
  | { kind: 'checkpoint'; have: Range[]; lent?: Lent[]; traffic: HostTraffic[] }
  | { kind: 'traffic'; traffic: HostTraffic[] } // what was exchanged for it since that was last told
  | { kind: 'fetched'; have: Range[]; lent?: Lent[]; size: number }
  | CheckEvent
  | AskedEvent
  | { kind: 'export-begun'; blobUrl: string }
  | { kind: 'export-item'; downloadId: number }
  | { kind: 'export-held' }
  | { kind: 'export-lost' } // after a crash the browser knows nothing of it
  | { kind: 'saved'; savedAs: string; downloadId: number; bytes: number | null; now: number } // bytes null: complete, and off the browser's list before its size could be read
  | { kind: 'failed'; error: TaskError }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'retry' }
  | { kind: 'restart' }
  | TurnEvent
  | { kind: 'remove'; now: number }
  | { kind: 'undo' }
  | { kind: 'purge' }
  | { kind: 'revived' }; // the engine page started and found it in the store

type Reducer<E extends TaskEvent> = (task: Task, event: E) => Step;
type Reducers = { readonly [K in TaskEvent['kind']]: Reducer<Extract<TaskEvent, { kind: K }>> };

/** An address that has served bytes and refuses them now. */
const expiry: ReadonlySet<ErrorCode> = new Set(['http-unauthorized', 'http-forbidden', 'http-not-found', 'http-gone']);

/** With what is here, and who of those that were found has brought some of it. */
const withBytes = (task: Task, have: Range[], lent: Lent[] = []): Task =>
  lent.length + task.search.lent.length === 0 ? { ...task, have } : { ...task, have, search: { ...task.search, lent } };

const reducers: Reducers = {
  ...linkReducers,
  ...askedReducers,
  ...checkReducers,
  ...roomReducers,
  ...streamReducers,
  ...searchReducers,
  ...swarmReducers,
  ...consentReducers,
  ...turnReducers,

  slot(task) {
    if (task.state.kind !== 'queued' || task.handover !== null) return ignore(task);
    // The last bytes may have been recorded while it stood in the line: there is nothing to ask for.
    return isWhole(task) ? to(task, { kind: 'verifying' }, verify) : probe({ ...task, startAt: null });
  },

  offered: (task) => (task.state.kind === 'probing' && task.handover?.phase === 'offered' ? probe(task) : ignore(task)),

  // The browser would never go on with it by itself: from now on it is ours alone.
  orphaned: (task) =>
    task.state.kind === 'probing' && task.handover?.phase === 'offered'
      ? to({ ...task, handover: null }, queued)
      : ignore(task),

  answered(task, { file, finalUrl, host, refuse, declared, places }) {
    if (task.state.kind !== 'probing') return ignore(task);
    const named = namedFile(task, file);
    const asked: Task = { ...seenBy(task, host), file: named, source: { ...task.source, finalUrl } };
    // What was named before the server said anything has its place already.
    const placed = places === undefined || task.name !== null ? asked : inItsPlace(asked, places);
    const known = withDeclared(placed, declared, task.file === null);
    // A Metalink is opened beside the browser's item, which is given up when its tasks are stored.
    if (task.handover === null || (task.handover.phase === 'offered' && opensAs(known) !== null)) return flow(known);
    // Claimed already: the probe lost its connection while the browser's item was being cancelled, and made another. If that
    // one disagrees it is too late to leave it to the browser; but no other file's bytes are taken for its own.
    if (task.handover.phase === 'claimed') {
      return refuse === null ? ignore(known) : to(task, failure({ code: 'changed' }), stop);
    }
    return refuse === null ? claim(known, task.handover) : drop(task, refuse);
  },

  asked: (task, { host }) => ignore(seenBy(task, host)),

  released(task, { slot }) {
    if (task.handover === null) return ignore(task);
    const free: Task = { ...task, handover: null };
    // Stopped meanwhile, or in the line again.
    if (task.state.kind !== 'probing') return ignore(free);
    if (task.continues !== null) {
      return { task: free, effects: [{ by: 'engine', kind: 'hand-on', other: task.continues }] };
    }
    return slot ? flow(free) : to(free, queued, stop);
  },

  kept: () => ({ task: null, effects: [stop, discard] }),

  // Bytes of which nobody knows what file they are of are not kept: it was stopped before that was told, or begun anew.
  checkpoint: (task, { have, lent, traffic }) =>
    ignore(withTraffic(task.file === null ? task : withBytes(task, have, lent), traffic)),

  traffic: (task, { traffic }) => ignore(withTraffic(task, traffic)),

  fetched(task, { have, lent, size }) {
    if (task.state.kind !== 'active' || task.file === null) return ignore(task);
    const known = task.file.size ?? size;
    if (known !== size) return to(task, failure({ code: 'changed', detail: { expected: known, bytes: size } }), stop);
    return to({ ...withBytes(task, have, lent), file: { ...task.file, size } }, { kind: 'verifying' }, verify);
  },

  'export-begun': (task, { blobUrl }) =>
    task.state.kind === 'exporting' ? to(task, { ...task.state, blobUrl }) : ignore(task),

  'export-item': (task, { downloadId }) =>
    task.state.kind === 'exporting' ? to(task, { ...task.state, downloadId }) : ignore(task),

  'export-held': (task) => (task.state.kind === 'exporting' ? to(task, { ...task.state, held: true }) : ignore(task)),

  'export-lost': (task) => (task.state.kind === 'exporting' ? startExport(task) : ignore(task)),

  saved(task, { savedAs, downloadId, bytes, now }) {
    if (task.state.kind !== 'exporting') return ignore(task);
    const revoke = revokeOf(task.state);
    // The part file is deleted only when the browser's copy has its size, or is complete and its size was never to be seen.
    const size = sizeToSave(task);
    if (bytes !== null && bytes !== size) {
      const error: TaskError = { code: 'save-size', detail: { expected: size ?? 0, bytes } };
      return to(task, failure(error, task.state), ...revoke);
    }
    const kept = withFileSaved(task);
    const next = saveNext(kept, revoke);
    if (next !== null) return next;
    // The checksums of pieces are long, and their file is not ours to read any more.
    const checked: Task = { ...kept, expected: { ...kept.expected, pieces: null }, describedBy: null };
    const offer: TaskEffect[] = mayOffer(checked) ? [{ by: 'engine', kind: 'offer' }] : [];
    return savedAll(checked, { finishedAt: now, downloadId, savedAs }, [...revoke, ...offer]);
  },

  failed(task, { error }) {
    // The files are where they belong: what breaks down is the sharing alone.
    if (task.state.kind === 'seeding') return interruptSharing(task, error);
    if (isSettled(task.state)) return ignore(task);
    // Nothing was lost: the browser's own item still runs.
    if (task.handover?.phase === 'offered') return drop(task, 'probe-failed');
    const next = isTransfer(task) ? withNextSource(task, error.code) : null;
    if (next !== null) return to(next, queued, stop);
    const ended = task.state.kind === 'exporting' ? withdrawOf(task.state.downloadId, error.code) : [stop];
    const effects = [...revokeOf(task.state), ...ended];
    const isExpired = expiry.has(error.code) && totalBytes(task.have) > 0;
    return to(task, failure(isExpired ? { ...error, code: 'expired' } : error, task.state), ...effects);
  },

  pause(task) {
    // Beside the browser's running item there is nothing to pause yet.
    if (task.handover?.phase === 'offered') return ignore(task);
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to({ ...task, urgent: false }, pausedByUser, stop);
      case 'verifying':
        return to(task, pausedByUser, stop);
      default:
        return ignore(task);
    }
  },

  resume: (task) =>
    task.state.kind === 'paused' && !asksAboutFile(task) ? begin({ ...task, link: null }) : ignore(task),

  retry: (task) =>
    task.state.kind === 'failed' ? goOn(withFreshMirrors({ ...task, link: null }), task.state) : ignore(task),

  restart: (task) => (isStopped(task.state) ? startOver(task) : ignore(task)),

  remove(task, { now }) {
    if (task.trash !== null) return ignore(task);
    if (task.handover?.phase === 'offered') return drop(task, 'probe-failed');
    const trash = { at: now, wasRunning: !isSettled(task.state) };
    const cancel: TaskEffect[] =
      task.state.kind === 'exporting' && task.state.downloadId !== null
        ? [{ by: 'background', kind: 'cancel-export', downloadId: task.state.downloadId }]
        : [];
    if (!trash.wasRunning) return { task: { ...task, trash }, effects: [] };
    const effects = [stop, ...cancel, ...revokeOf(task.state)];
    return { task: { ...task, trash, state: pausedByUser }, effects };
  },

  undo(task) {
    if (task.trash === null) return ignore(task);
    const back: Task = { ...task, trash: null };
    return task.trash.wasRunning && isStopped(task.state) ? begin(back) : ignore(back);
  },

  purge: (task) => (task.trash === null ? ignore(task) : { task: null, effects: [discard] }),

  revived(found) {
    // Who read along is gone with the page before. What is as it was left is the same: of thousands, none is stored anew.
    const task: Task = found.stream === null ? found : { ...found, stream: null };
    if (task.handover?.phase === 'claimed') return isStopped(task.state) ? { ...begin(task), task } : begin(task);
    switch (task.state.kind) {
      case 'probing':
        if (task.handover?.phase !== 'offered') return begin(task);
        return to(task, task.state, { by: 'background', kind: 'recover-offer', handover: task.handover });
      case 'active':
        return begin(task);
      case 'verifying':
        return to(task, task.state, verify);
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

/** What the user does to a task in the list. One that was removed is brought back first. */
const byHand: ReadonlySet<TaskEvent['kind']> = new Set([
  'pause',
  'resume',
  'retry',
  'restart',
  'adjusted',
  'start-now',
  'refetch',
  'keep',
  'expect',
  'agreed',
  'declined',
  'torrent-left',
  'widened',
  'chosen',
  'sharing-chosen',
  'search-set',
]);

/** Moves a task on by one event. Pure; the only maker of a changed task. */
export function reduce(task: Task, event: TaskEvent): Step {
  if (task.trash !== null && byHand.has(event.kind)) return ignore(task);
  return settleSearch(task, settleStream(task, reduceAs(task, event)));
}

/** The type parameter ties the event to its own row of the table. */
function reduceAs<K extends TaskEvent['kind']>(task: Task, event: Extract<TaskEvent, { kind: K }>): Step {
  const kind: K = event.kind;
  return reducers[kind](task, event);
}
