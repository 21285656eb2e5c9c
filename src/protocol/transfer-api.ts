import type { TaskError } from '#domain/error';
import type { SpeedLimits } from '#domain/limit/limits';
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
  /** The speed limits from now on, of all tasks. */
  | { kind: 'pace'; limits: SpeedLimits }
  | { kind: 'stop'; id: TaskId }
  /** Answer to `explain`. */
  | { kind: 'explained'; url: string; error: TaskError }
  | { kind: 'verify'; id: TaskId; size: number }
  | { kind: 'discard'; id: TaskId };

/** Worker → engine page. */
export type TransferReport =
  | { kind: 'answered'; id: TaskId; file: TaskFile; finalUrl: string; host: string; refuse: LeaveReason | null }
  /** Flushed to disk before it is said. */
  | { kind: 'checkpoint'; id: TaskId; have: Range[] }
  | { kind: 'live'; id: TaskId; live: Live }
  | { kind: 'fetched'; id: TaskId; have: Range[]; size: number }
  /** A request got no answer at all: why? */
  | { kind: 'explain'; url: string }
  | { kind: 'verified'; id: TaskId }
  /** The part file is deleted. */
  | { kind: 'discarded'; id: TaskId }
  | { kind: 'failed'; id: TaskId; error: TaskError };
