import type { Hash } from '../check/expected.ts';
import type { ErrorCode, TaskError } from '../error.ts';
import { describing, type Describing } from '../mirror/describing.ts';
import { largestMetalink } from '../mirror/metalink-type.ts';
import { largestTorrent } from '../swarm/torrent-type.ts';
import { totalBytes } from '../segment/range.ts';
import { isHere, isUntold } from '../swarm/swarm.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import { askedOf } from './asked.ts';
import { searchedAnew } from './search.ts';
import type { Handover, Task, TaskId, TaskState } from './task.ts';

/** What to do, as data; `by` names the context that does it. Carried out after the task is stored. */
export type TaskEffect =
  | { by: 'engine'; kind: 'fetch' }
  | { by: 'engine'; kind: 'go' } // the probe's connection goes on as the first segment
  | { by: 'engine'; kind: 'prove'; other: TaskId } // whether its link leads to the other's file
  | { by: 'engine'; kind: 'hand-on'; other: TaskId } // its link, to the other
  | { by: 'engine'; kind: 'disown'; other: TaskId } // its link was not the other's
  | { by: 'engine'; kind: 'stop' }
  | { by: 'engine'; kind: 'discard' } // delete the part file
  | { by: 'engine'; kind: 'verify' }
  | { by: 'engine'; kind: 'describe' } // read the Metalink that describes the file
  | { by: 'engine'; kind: 'inform' } // the transfer, of further mirrors and checksums
  | { by: 'engine'; kind: 'search' } // for further mirrors
  | { by: 'engine'; kind: 'end-search' } // it is not wanted any more
  | { by: 'engine'; kind: 'offer' } // to others, what it has shown of its file
  | { by: 'engine'; kind: 'open' } // the part file describes others: make their tasks
  | { by: 'engine'; kind: 'leave-swarm' } // it goes on as the download that it was
  | { by: 'engine'; kind: 'select' } // of a torrent's files, others than before
  | { by: 'engine'; kind: 'export' }
  | { by: 'engine'; kind: 'revoke'; blobUrl: string }
  | { by: 'engine'; kind: 'stream'; url: string } // the browser begins to save what is here, and reads along
  | { by: 'engine'; kind: 'finish-stream'; url: string } // it may have the last byte, too
  | { by: 'engine'; kind: 'end-stream'; url: string } // nobody reads along any more; its item goes
  | { by: 'background'; kind: 'recover-export'; blobUrl: string }
  | { by: 'background'; kind: 'cancel-export'; downloadId: number }
  | { by: 'background'; kind: 'recover-offer'; handover: Handover }
  /** `again`: the browser may already have done it before we died. */
  | { by: 'background'; kind: 'release'; handover: Handover; again: boolean }
  /** The browser's item has been put to its use: it goes, also if it is complete. */
  | { by: 'background'; kind: 'give-up'; handover: Handover }
  | { by: 'background'; kind: 'decline'; downloadId: number; reason: LeaveReason };

/** The next task (null: it is no more) and what follows from it. */
export interface Step {
  readonly task: Task | null;
  readonly effects: readonly TaskEffect[];
}

export const stop: TaskEffect = { by: 'engine', kind: 'stop' };
export const discard: TaskEffect = { by: 'engine', kind: 'discard' };
export const verify: TaskEffect = { by: 'engine', kind: 'verify' };
export const queued: TaskState = { kind: 'queued' };
export const isTransfer = ({ state }: Task): boolean => state.kind === 'probing' || state.kind === 'active';

export const pausedByUser: TaskState = { kind: 'paused', because: 'user', room: null };
/** Until the user has seen who will see his address. */
export const asksForPeers: TaskState = { kind: 'paused', because: 'peers', room: null };

/** Until the user has said whether he wants it all the same. */
export const asksForTwin: TaskState = { kind: 'paused', because: 'twin', room: null };

/** An event that comes too late for the task's state changes nothing. */
export const ignore = (task: Task): Step => ({ task, effects: [] });

/** The task in another state. */
export const to = (task: Task, state: TaskState, ...effects: TaskEffect[]): Step => ({
  task: { ...task, state },
  effects,
});

/** Whoever is asked sees the user's address, whether an answer comes or not. */
export const seenBy = (task: Task, host: string): Task =>
  task.hosts.includes(host) ? task : { ...task, hosts: [...task.hosts, host] };

/** Asks its server, or whether its link leads to the other's file. */
export const probe = (task: Task): Step => {
  const asks: TaskEffect =
    task.continues === null ? { by: 'engine', kind: 'fetch' } : { by: 'engine', kind: 'prove', other: task.continues };
  // Whom a torrent asks is noted when they are asked.
  const asked = task.swarm === null ? seenBy(task, new URL(askedOf(task.source)).host) : task;
  return to(asked, { kind: 'probing' }, asks);
};

/** Every byte is in the part file, by the record. */
export function isWhole(task: Task): boolean {
  if (task.swarm !== null) return task.swarm.content !== null && isHere(task.swarm.content, task.have);
  return task.file !== null && task.file.size !== null && totalBytes(task.have) === task.file.size;
}

/** Larger ones are not read, bytes. */
const largest: Readonly<Record<Describing, number>> = { metalink: largestMetalink, torrent: largestTorrent };

/** What a task's file is read as, to be opened as the files it describes. One that is itself described is saved; so is one too large. */
export function opensAs({ file, name }: Task): Describing | null {
  if (file === null || name !== null) return null;
  const as = describing(file.mime, file.name);
  return as !== null && (file.size ?? 0) <= largest[as] ? as : null;
}

/**
 * Unfinished: goes on where its bytes end. All bytes here (saving was cut off): saves again. Claimed, and unknown whether
 * the browser's item is gone: makes sure of that first. A torrent contacts nobody before the user has agreed,
 * and takes no place where it would wait for ever.
 */
export function begin(task: Task): Step {
  if (task.handover?.phase === 'claimed') {
    // What was asked for it is stopped, or of an earlier life: it waits for its turn, unless its link is for another.
    const release: TaskEffect = { by: 'background', kind: 'release', handover: task.handover, again: true };
    return to(task, task.continues === null ? queued : { kind: 'probing' }, release);
  }
  if (isWhole(task)) return to(task, { kind: 'verifying' }, verify);
  const asks = task.swarm !== null && (!task.swarm.agreed || isUntold(task.swarm));
  return to(task, asks ? asksForPeers : queued);
}

/** After a failure: what was only not saved is saved again. */
export function goOn(task: Task, { whole }: Extract<TaskState, { kind: 'failed' }>): Step {
  return whole ? startExport(task) : begin(task);
}

/** Bytes may flow, from the mirrors as well; what describes the file is read beside them. */
export function flow(task: Task): Step {
  const describe: TaskEffect[] = task.describedBy === null ? [] : [{ by: 'engine', kind: 'describe' }];
  const told = task.mirrors.length > 0 || task.expected.hashes.length > 0;
  const inform: TaskEffect[] = told ? [{ by: 'engine', kind: 'inform' }] : [];
  return to(task, { kind: 'active' }, { by: 'engine', kind: 'go' }, ...inform, ...describe);
}

/** Throws the bytes away, and what was told of this version of the file alone. */
export function startOver(task: Task): Step {
  const ofAnyVersion = ({ from }: Hash): boolean => from !== 'header' && from !== 'sums';
  const expected = { ...task.expected, hashes: task.expected.hashes.filter(ofAnyVersion) };
  const fresh: Task = { ...searchedAnew(task), have: [], expected, checked: null, link: null };
  const { task: begun, effects } = begin(task.swarm === null ? unasked(fresh) : fresh);
  return { task: begun, effects: [discard, ...effects] };
}

/** Nothing is known of its file, as before the first answer. */
export const unasked = (task: Task): Task => ({ ...task, file: null, source: { ...task.source, finalUrl: null } });

/** Whether it goes on by itself no more. */
export const isStopped = (state: TaskState): boolean => state.kind === 'paused' || state.kind === 'failed';

/** Waits for the user, or for nothing more. */
export const isSettled = (state: TaskState): boolean =>
  isStopped(state) || state.kind === 'damaged' || state.kind === 'seeding' || state.kind === 'done';

/**
 * The failed state. A Metalink or torrent that cannot be opened is still a file that can be saved.
 * @param before the state it failed in: after the transfer all bytes are here
 */
export function failure(error: TaskError, before?: TaskState): TaskState {
  return { kind: 'failed', error, whole: before?.kind === 'exporting' || /^(?:metalink|torrent)-/.test(error.code) };
}

/** That the browser's item is ours is stored before it is cancelled. */
export function claim(task: Task, offered: Handover): Step {
  const handover: Handover = { ...offered, phase: 'claimed' };
  return {
    task: { ...task, handover },
    effects: [{ by: 'background', kind: 'release', handover, again: false }],
  };
}

/** Hands the part file to the browser, or the rest of it to the item that has read along. */
export function startExport(task: Task): Step {
  const { stream } = task;
  if (stream !== null && stream.downloadId !== null) {
    const state: TaskState = { kind: 'exporting', blobUrl: stream.url, downloadId: stream.downloadId, held: false };
    return to({ ...task, stream: null }, state, { by: 'engine', kind: 'finish-stream', url: stream.url });
  }
  return to(
    task,
    { kind: 'exporting', blobUrl: null, downloadId: null, held: false },
    { by: 'engine', kind: 'export' },
  );
}

/** The task ends before it took anything over; the browser's item goes on. */
export function drop(task: Task, reason: LeaveReason): Step {
  const decline: TaskEffect[] = task.handover
    ? [{ by: 'background', kind: 'decline', downloadId: task.handover.downloadId, reason }]
    : [];
  return { task: null, effects: [stop, discard, ...decline] };
}

/** The browser's failed item goes, for a retry makes another; what the user or a scanner stopped stays in its list. */
export function withdrawOf(downloadId: number | null, code: ErrorCode): TaskEffect[] {
  const stopped = code === 'save-canceled' || code === 'save-blocked';
  return downloadId === null || stopped ? [] : [{ by: 'background', kind: 'cancel-export', downloadId }];
}

/** Nobody reads the blob any more. */
export function revokeOf(state: TaskState): TaskEffect[] {
  return state.kind === 'exporting' && state.blobUrl !== null
    ? [{ by: 'engine', kind: 'revoke', blobUrl: state.blobUrl }]
    : [];
}
