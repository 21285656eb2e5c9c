import type { Algorithm } from '#domain/check/algorithm';
import type { ErrorCode } from '#domain/error';
import type { Expected, Hash } from '#domain/check/expected';
import type { Verdict } from '#domain/check/verdict';
import type { DescribedFile } from '#domain/mirror/described';
import type { Describing } from '#domain/mirror/describing';
import type { Range } from '#domain/segment/range';
import type { OpenedTorrent } from '#domain/swarm/new-swarm';
import type { TaskId } from '#domain/task/task';
import type { HostTraffic } from '#domain/task/host-traffic';

/** What the engine page asks of the worker that hashes and reads documents: a question and its answer each. */
export interface CheckJobs {
  /**
   * Hashes the beginning of a part file that others still write, up to `to`, for the `compare` that follows; null: this browser
   * does not let it be read meanwhile.
   */
  ahead: { ask: { id: TaskId; to: number; algorithms: readonly Algorithm[] }; answer: { hashed: number | null } };
  /** What was hashed ahead of a part file is worth nothing: it begins anew. */
  forget: { ask: { id: TaskId }; answer: null };
  /** Holds a whole part file of `size` bytes against what is expected. Tells how far it is. */
  compare: { ask: { id: TaskId; size: number; expected: Expected }; answer: Verdict };
  /** Reads pieces of a torrent from its part file, in these ranges of whole pieces, and holds them against its .torrent file. Tells how far it is. */
  pieces: { ask: { id: TaskId; ranges: readonly Range[] }; answer: Verdict };
  /**
   * Reads a part file that came from `url` and describes others. Throws the codes of `readMetalink` and `readTorrent`.
   */
  open: {
    ask: { id: TaskId; url: string; as: Describing };
    answer: { readonly files: DescribedFile[] } | { readonly torrent: OpenedTorrent };
  };
  /** Reads a .torrent file. Throws the codes of `readTorrent`. */
  torrent: { ask: { bytes: Uint8Array }; answer: OpenedTorrent };
  /** Fetches a Metalink for a task; null: it is not there or none. */
  describe: { ask: { id: TaskId; url: string; cookies: boolean }; answer: DescribedFile[] | null };
  /** Looks for a list of checksums beside `url` that has one of these names, for a task. */
  sums: { ask: { id: TaskId; url: string; names: readonly string[] }; answer: Hash[] };
}
export type CheckKind = keyof CheckJobs;

/** A question, by number. Not validated: both sides are one program. */
export type CheckQuestion = { [K in CheckKind]: { nr: number; kind: K; ask: CheckJobs[K]['ask'] } }[CheckKind];

/** Engine page → its worker. */
export type CheckCommand = CheckQuestion | { nr: number; kind: 'stop' };

/** What went to hosts for a task: a redirect led to one, or what was exchanged when all is done. */
export type CheckExchange =
  | { kind: 'asked'; id: TaskId; host: string }
  | { kind: 'traffic'; id: TaskId; traffic: HostTraffic[] };

/** Worker → engine page. `share`: how far it is, 0 to 1. A question that was stopped gets no answer. */
export type CheckReport =
  | CheckExchange
  | { nr: number; kind: 'progress'; share: number }
  | { nr: number; kind: 'answer'; answer: CheckJobs[CheckKind]['answer'] }
  | { nr: number; kind: 'error'; code: ErrorCode; message: string };
