import type { TaskId } from '#domain/task/task';
import type { Disk } from './disk.ts';

type Done = (error: Error | null) => void;
type Got = (error: Error | null, bytes?: Uint8Array) => void;

/** What WebTorrent keeps its pieces in (abstract-chunk-store). */
interface ChunkStore {
  readonly chunkLength: number;
  put(index: number, bytes: Uint8Array, done?: Done): void;
  get(index: number, part: { offset?: number; length?: number } | Got | null, got?: Got): void;
  close(done?: Done): void;
  destroy(done?: Done): void;
}

/** How WebTorrent makes one. */
export type ChunkStoreClass = new (chunkLength: number, options: { readonly length: number }) => ChunkStore;

/**
 * A store in the task's part file, which holds the torrent's one row of bytes: piece by piece at its place, sparse. It neither closes nor deletes
 * the file: that is its task's.
 */
export function chunkStoreOf(disk: Disk, id: TaskId): ChunkStoreClass {
  return class implements ChunkStore {
    readonly chunkLength: number;
    readonly #length: number;

    constructor(chunkLength: number, { length }: { readonly length: number }) {
      this.chunkLength = chunkLength;
      this.#length = length;
    }

    put(index: number, bytes: Uint8Array, done: Done = ignore): void {
      void settle(disk.write(id, index * this.chunkLength, bytes), () => done(null), done);
    }

    get(index: number, part: { offset?: number; length?: number } | Got | null, got: Got = ignore): void {
      if (typeof part === 'function') return this.get(index, null, part);
      const from = index * this.chunkLength;
      const whole = Math.min(this.chunkLength, this.#length - from);
      const offset = part?.offset ?? 0;
      const length = part?.length ?? whole - offset;
      void settle(disk.read(id, from + offset, length), (bytes) => got(null, bytes), got);
    }

    close(done: Done = ignore): void {
      done(null);
    }

    destroy(done: Done = ignore): void {
      done(null);
    }
  };
}

const ignore = (): undefined => undefined;

/** A callback that throws must not be called again with its own error. */
async function settle<T>(work: Promise<T>, done: (value: T) => void, failed: (error: Error) => void): Promise<void> {
  let value: T;
  try {
    value = await work;
  } catch (error) {
    return failed(error instanceof Error ? error : new Error(String(error)));
  }
  done(value);
}
