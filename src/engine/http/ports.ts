import type { PieceAlgorithm } from '#domain/check/algorithm';
import type { TaskError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import type { Lanes } from './lanes.ts';

/** A request for bytes `[from, to)` of an address; `to` null: to the end. */
export interface ByteRequest {
  readonly url: string;
  readonly from: number;
  readonly to: number | null;
  /** Value of If-Range, or null. */
  readonly ifRange: string | null;
  /** Without cookies, and so from the browser's second pool of connections. */
  readonly bare: boolean;
  /** All there is, without asking for a range. */
  readonly plain?: boolean;
  /** No redirect is followed: a stranger's server sends nobody elsewhere. */
  readonly direct?: boolean;
}

/** An answer whose body has not been read yet. */
export interface ByteAnswer {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  header(name: string): string | null;
  /** The next bytes, `most` of them at most (valid until the next call), or null at the regular end. Throws PerseidError `cut`. */
  read(most?: number): Promise<Uint8Array | null>;
  /** Gives the connection up; nothing happens if it is at its end. */
  cancel(): void;
}

/** The bytes on disk. Synchronous: the return of `write` is the back-pressure. */
export interface PartFile {
  size(): number;
  /** Throws PerseidError `disk-full`. */
  write(at: number, bytes: Uint8Array): void;
  /** Bytes read into `into`; fewer at the end of the file. */
  read(at: number, into: Uint8Array): number;
  flush(): void;
  truncate(size: number): void;
}

/** The speed limits as one connection meets them. */
export interface Pace {
  /** Most bytes that the next read may take: a low limit is met in many small reads, not in a few large ones. */
  readonly most: number;
  /**
   * Most bytes that the next request should ask for; Infinity without a limit. Not to read is not enough: the browser takes
   * in tens of MiB of an answer that nobody reads.
   */
  readonly reach: number;
  /** The answer comes from here, after redirects. */
  from(url: string): void;
  /** Tells of bytes that were read; resolves when the next may be. Rejects when aborted. */
  paid(bytes: number): Promise<void>;
  /** The connection ends. */
  leave(): void;
}

/** All that a transfer needs of its environment: filled by the worker in a browser, by the simulation in tests. */
export interface TransferPorts {
  /** Throws PerseidError when there is no answer, or a redirect to what must answer itself. */
  open(request: ByteRequest, signal: AbortSignal): Promise<ByteAnswer>;
  /** What of the browser's connection pools our transfers have taken. */
  readonly lanes: Lanes;
  /** Holds a connection that asks this address to the speed limits. */
  pace(task: TaskId, url: string, signal: AbortSignal): Pace;
  /** Free bytes on the profile's disk. */
  freeSpace(): Promise<number>;
  /** The digest of bytes of a part file, in lower-case hexadecimal. Throws PerseidError `part-lost` when they are not there. */
  readonly hash: (
    read: (at: number, into: Uint8Array<ArrayBuffer>) => number,
    from: number,
    to: number,
    algorithm: PieceAlgorithm,
  ) => Promise<string>;
  /** Why an address gives no answer at all. @param bare it must not be asked with cookies */
  explain(url: string, bare: boolean): Promise<TaskError>;
  /** ms, of a clock that nobody sets: only differences count. */
  now(): number;
  /** ms since 1970, for what is dated. */
  date(): number;
  /** Rejects when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}
