import type { Hash } from '../check/expected.ts';
import { isMetalink, largestMetalink } from '../mirror/metalink-type.ts';
import { totalBytes } from '../segment/range.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import type { Handover, Task, TaskState } from './task.ts';

/** What to do, as data; `by` names the context that does it. Carried out after the task is stored. */
export type TaskEffect =
  | { by: 'engine'; kind: 'fetch' }
  | { by: 'engine'; kind: 'go' } // the probe's connection goes on as the first segment
  | { by: 'engine'; kind: 'stop' }
  | { by: 'engine'; kind: 'discard' } // delete the part file
  | { by: 'engine'; kind: 'verify' }
  | { by: 'engine'; kind: 'describe' } // read the Metalink that describes the file
  | { by: 'engine'; kind: 'open' } // the part file is a Metalink: make its tasks
  | { by: 'engine'; kind: 'export' }
  | { by: 'engine'; kind: 'revoke'; blobUrl: string }
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

/** Every byte is in the part file, by the record. */
function isWhole(task: Task): boolean {
  return task.file !== null && task.file.size !== null && totalBytes(task.have) === task.file.size;
}

/** Whether it is a Metalink to be opened as the files it describes. One that a Metalink itself describes is saved. */
export function opensAsMetalink({ file, name }: Task): boolean {
  return file !== null && name === null && isMetalink(file.mime, file.name) && (file.size ?? 0) <= largestMetalink;
}

/**
 * Unfinished: goes on where its bytes end. All bytes here (saving was cut off): saves again. Claimed, and unknown whether
 * the browser's item is gone: makes sure of that first.
 */
export function begin(task: Task): Step {
  if (task.handover?.phase === 'claimed') {
    const release: TaskEffect = { by: 'background', kind: 'release', handover: task.handover, again: true };
    return to(task, { kind: 'probing' }, release);
  }
  return isWhole(task) ? to(task, { kind: 'verifying' }, verify) : to(task, queued);
}

/** Throws the bytes away, and what was told of this version of the file alone. */
export function startOver(task: Task): Step {
  const ofAnyVersion = ({ from }: Hash): boolean => from !== 'header' && from !== 'sums';
  const expected = { ...task.expected, hashes: task.expected.hashes.filter(ofAnyVersion) };
  const source = { ...task.source, finalUrl: null };
  const { task: begun, effects } = begin({ ...task, have: [], file: null, checked: null, expected, source });
  return { task: begun, effects: [discard, ...effects] };
}

/** Hands the part file to the browser. */
export function startExport(task: Task): Step {
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
