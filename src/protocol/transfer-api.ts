import type { TaskError } from '#domain/error';
import type { Declared } from '#domain/mirror/declared';
import type { Range } from '#domain/segment/range';
import type { LeaveReason } from '#domain/source/leave-reason';
import type { Hint, Source, TaskFile, TaskId } from '#domain/task/task';
import type { Live } from './engine-api.ts';

/** One run of one task's transfer, as the worker needs to know it. */
export interface TransferOrder {
  readonly id: TaskId;
  readonly source: Source;
  /** What the browser was told, when its own item runs beside this one: the first answer must agree with it. */
  readonly offered: Hint | null;
  readonly hint: Hint | null;
  /** What earlier answers told; null at first. */
  readonly file: TaskFile | null;
  readonly have: readonly Range[];
  readonly connections: number;
}

/** Engine page → its worker. Not validated: both are one program. */
export type TransferCommand =
  | { kind: 'start'; order: TransferOrder }
  /** After `answered`: the connection goes on. Nothing is written before. */
  | { kind: 'go'; id: TaskId }
  | { kind: 'limit'; id: TaskId; connections: number }
  | { kind: 'stop'; id: TaskId }
  /** Answer to `explain`. */
  | { kind: 'explained'; url: string; error: TaskError }
  /** Is the part file closed, and has it this size? */
  | { kind: 'verify'; id: TaskId; size: number }
  | { kind: 'discard'; id: TaskId };

/** Worker → engine page. */
export type TransferReport =
  | {
      kind: 'answered';
      id: TaskId;
      file: TaskFile;
      finalUrl: string;
      host: string;
      refuse: LeaveReason | null;
      declared: Declared;
    }
  /** Flushed to disk before it is said. */
  | { kind: 'checkpoint'; id: TaskId; have: Range[] }
  | { kind: 'live'; id: TaskId; live: Live }
  | { kind: 'fetched'; id: TaskId; have: Range[]; size: number }
  /** A request got no answer at all: why? */
  | { kind: 'explain'; url: string }
  /** The part file is closed and has the size that was told. */
  | { kind: 'intact'; id: TaskId }
  /** The part file is deleted. */
  | { kind: 'discarded'; id: TaskId }
  | { kind: 'failed'; id: TaskId; error: TaskError };
