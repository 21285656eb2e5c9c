import type { TaskError } from '#domain/error';
import type { TaskId } from '#domain/task/task';

/** What the engine page asks of the worker that keeps the pieces of torrents: each question has a number, and is answered in order. */
export type DiskQuestion =
  /** Writes bytes into the task's part file. */
  | { nr: number; kind: 'write'; id: TaskId; at: number; bytes: Uint8Array }
  /** Reads them; fewer are there: `part-lost`. */
  | { nr: number; kind: 'read'; id: TaskId; at: number; length: number }
  /** Everything written is on the disk. */
  | { nr: number; kind: 'flush'; id: TaskId }
  | { nr: number; kind: 'close'; id: TaskId };

/** `bytes`: what was read. */
export type DiskAnswer =
  | { nr: number; ok: true; bytes: Uint8Array | null }
  | { nr: number; ok: false; error: TaskError };
