import type { TaskError } from '../error.ts';
import type { Range } from '../segment/range.ts';
import type { LeaveReason } from '../source/leave-reason.ts';
import type { ProvenLink } from './relink.ts';
import type { Handover, Task, TaskFile, TaskId } from './task.ts';

/** What happened. Times in ms since 1970. */
export type TaskEvent =
  | { kind: 'slot' } // the scheduler gives it its turn
  | { kind: 'offered' } // the browser's item runs on: probe beside it
  | { kind: 'orphaned' } // nobody works on the browser's item any more: it was cut off by a crash or a quit
  | { kind: 'answered'; file: TaskFile; finalUrl: string; host: string; refuse: LeaveReason | null }
  | { kind: 'released'; slot: boolean } // the browser's item is gone; whether the task may go on at once
  | { kind: 'kept' } // the browser's item stays: the task must not go on
  | { kind: 'awaited'; tabId: number | null; now: number } // the user looks for a new link
  | { kind: 'proved'; file: TaskFile | null; finalUrl: string; host: string } // what its link leads to; null: not the other's file
  | { kind: 'merged' } // the other goes on with its link
  | { kind: 'alone' } // the other is no more
  | { kind: 'relinked'; link: ProvenLink | null; now: number } // clicked again; null: by its own link
  | { kind: 'mistaken'; now: number } // what was offered as its new link leads to another file
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
  | { kind: 'remove'; now: number }
  | { kind: 'undo' }
  | { kind: 'purge' }
  | { kind: 'revived' }; // the engine page started and found it in the store

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
