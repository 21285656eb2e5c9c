import type { PieceHashes } from '#domain/check/expected';
import type { TaskError } from '#domain/error';
import type { SpeedLimits } from '#domain/limit/limits';
import type { Declared } from '#domain/mirror/declared';
import type { Lent } from '#domain/mirror/search';
import type { Range } from '#domain/segment/range';
import type { Settings } from '#domain/settings/settings';
import type { Lesson } from '#domain/source/lesson';
import type { LeaveReason } from '#domain/source/leave-reason';
import type { Hint, Source, TaskFile, TaskId } from '#domain/task/task';
import type { HostTraffic } from '#domain/task/host-traffic';
import type { Live } from './engine-api.ts';

/** One run of one task's transfer, as the worker needs to know it. */
export interface TransferOrder {
  readonly id: TaskId;
  /** What is reported of this run has its number: of an earlier one it comes too late. */
  readonly run: number;
  readonly source: Source;
  /** What the browser was told, when its own item runs beside this one: the first answer must agree with it. */
  readonly offered: Hint | null;
  readonly hint: Hint | null;
  /** What earlier answers told; null at first. */
  readonly file: TaskFile | null;
  readonly have: readonly Range[];
  /** Most connections to one host. */
  readonly connections: number;
  /** Other addresses of the same file, the preferred first. */
  readonly mirrors: readonly string[];
  /** Those of them that nobody of the file's own has named: they were found. */
  readonly found: readonly string[];
  /** A checksum is known that what mirrors bring will be held against. */
  readonly checkable: boolean;
  /** What such mirrors have brought of what is here. */
  readonly lent: readonly Lent[];
  /** What they brought before, is missing now, and is compared with what comes in its place. */
  readonly suspects: readonly Lent[];
  /** Checksums of the file's pieces; null: none are known. */
  readonly pieces: PieceHashes | null;
  /** The first bytes are fetched first, for somebody reads along: so long a time's work at once, at least, ms. Null: in any order. */
  readonly inOrder: number | null;
  /** Whether it is tried first, beside the browser's own item, if taking over pays. */
  readonly trial: boolean;
  /** What an earlier transfer taught about the source's host. */
  readonly lesson: Lesson | null;
  /** Held back by a limit: it teaches nothing. */
  readonly fettered: boolean;
}

/** A link that may lead to the file of an unfinished task. */
export interface ProofOrder {
  /** The task that brought the link. */
  readonly id: TaskId;
  /** As that of a transfer. */
  readonly run: number;
  readonly source: Source;
  /** What the browser was told, when its own item runs beside this one. */
  readonly offered: Hint | null;
  /** The unfinished task. */
  readonly known: {
    readonly id: TaskId;
    readonly source: Source;
    readonly file: TaskFile | null;
    readonly have: readonly Range[];
    /** Nobody writes its part file now. */
    readonly readable: boolean;
  };
}

/** Engine page → its worker. Not validated: both are one program. */
export type TransferCommand =
  | { kind: 'start'; order: TransferOrder }
  /** After `answered`: it is ours. `fetched` is not said before. */
  | { kind: 'go'; id: TaskId }
  | { kind: 'limit'; id: TaskId; connections: number }
  /** The speed limits from now on, of all tasks. */
  | { kind: 'pace'; limits: SpeedLimits }
  /** What the user allows hosts from now on. */
  | { kind: 'hosts'; limits: Pick<Settings, 'connectionsPerHost' | 'hostRules'> }
  /** More became known of the file of a transfer under way. */
  | ({ kind: 'inform'; id: TaskId } & Pick<TransferOrder, 'mirrors' | 'found' | 'checkable' | 'pieces' | 'inOrder'>)
  /** The device is on a network again. */
  | { kind: 'online' }
  | { kind: 'stop'; id: TaskId }
  /** Say when nobody writes the part file any more. */
  | { kind: 'close'; id: TaskId }
  | { kind: 'prove'; order: ProofOrder }
  /** Answer to `explain`. */
  | { kind: 'explained'; url: string; bare: boolean; error: TaskError }
  /** Is the part file closed, and has it this size? */
  | { kind: 'verify'; id: TaskId; size: number }
  | { kind: 'discard'; id: TaskId };

/** Worker → engine page. */
export type TransferReport = Report & { readonly run?: number };

type Report =
  | {
      kind: 'answered';
      id: TaskId;
      file: TaskFile;
      finalUrl: string;
      host: string;
      refuse: LeaveReason | null;
      declared: Declared;
    }
  /** A host is about to be asked for this task's bytes, or a redirect led there. */
  | { kind: 'asked'; id: TaskId; host: string }
  | { kind: 'learned'; id: TaskId; lesson: Lesson }
  /** What a new link leads to: `file` as the unfinished task would know it from now on; null: another file. */
  | { kind: 'proved'; id: TaskId; file: TaskFile | null; finalUrl: string; host: string }
  /** Flushed to disk before it is said. Never said before `answered`. `traffic`: what was exchanged since the last one. */
  | { kind: 'checkpoint'; id: TaskId; have: Range[]; lent: Lent[]; traffic: HostTraffic[] }
  /** What was exchanged and no checkpoint has told. */
  | { kind: 'traffic'; id: TaskId; traffic: HostTraffic[] }
  /** Bytes from there on that were recorded, or are about to be, turned out wrong: they are missing again. */
  | { kind: 'forgot'; id: TaskId; from: number }
  | { kind: 'live'; id: TaskId; live: Live }
  | { kind: 'fetched'; id: TaskId; have: Range[]; lent: Lent[]; size: number }
  /** A mirror that was found brought other bytes. */
  | { kind: 'convicted'; id: TaskId; url: string }
  /** A request got no answer at all: why? `bare`: asked without cookies. */
  | { kind: 'explain'; url: string; bare: boolean }
  /** The part file is closed and has the size that was told. */
  | { kind: 'intact'; id: TaskId }
  /** Nobody writes the part file any more; all that was recorded of it has been told. */
  | { kind: 'closed'; id: TaskId }
  /** The part file is deleted. */
  | { kind: 'discarded'; id: TaskId }
  | { kind: 'failed'; id: TaskId; error: TaskError };
