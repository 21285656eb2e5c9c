import type { Algorithm } from '#domain/check/algorithm';
import { PerseidError } from '#domain/error';
import { createHasher, type Hasher, type ReadAt } from '#platform/digest';

/** Bytes read at a time: large enough to cost little, small enough to stop at once. */
const portion = 4 * 1024 * 1024;

/**
 * Digests of a file that grows from its beginning: what is there is hashed, in portions with flat memory, and it goes on from there
 * when there is more. Stopped between two portions, it has lost nothing.
 */
export class RunningHash {
  readonly algorithms: readonly Algorithm[];
  readonly #hashers: readonly Hasher[];
  #at = 0;
  /** One call of `extend` after the other. Never rejects. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(algorithms: readonly Algorithm[], hashers: readonly Hasher[]) {
    this.algorithms = algorithms;
    this.#hashers = hashers;
  }

  static async begin(algorithms: readonly Algorithm[]): Promise<RunningHash> {
    return new RunningHash(algorithms, await Promise.all(algorithms.map(createHasher)));
  }

  /** Bytes that are hashed. */
  get at(): number {
    return this.#at;
  }

  /**
   * Hashes up to `to`, the end exclusive.
   * @param onBytes told after each portion how many bytes were hashed
   * @throws PerseidError `part-lost` when there are fewer bytes; the signal's reason when aborted
   */
  extend(
    read: ReadAt,
    to: number,
    signal: AbortSignal,
    onBytes: (bytes: number) => void = () => undefined,
  ): Promise<void> {
    const done = this.#turn.then(() => this.#extend(read, to, signal, onBytes));
    this.#turn = done.catch(() => 'whoever called has the error');
    return done;
  }

  /** Ends it. @returns lower-case hexadecimal, by algorithm */
  digests(): Map<Algorithm, string> {
    return new Map(this.algorithms.map((name, index) => [name, this.#hashers[index]?.digest() ?? '']));
  }

  async #extend(read: ReadAt, to: number, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
    if (this.#hashers.length === 0) return;
    for await (const bytes of portions(read, this.#at, to)) {
      signal.throwIfAborted();
      for (const hasher of this.#hashers) hasher.update(bytes);
      this.#at += bytes.byteLength;
      onBytes(bytes.byteLength);
    }
  }
}

/** The bytes `[from, to)` in order; each portion is valid until the next is asked for. While one is hashed the next is being read. */
async function* portions(read: ReadAt, from: number, to: number): AsyncGenerator<Uint8Array> {
  const most = Math.max(0, Math.min(portion, to - from));
  let [now, later] = [new Uint8Array(most), new Uint8Array(most)];
  const readAt = async (at: number, into: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
    const bytes = into.subarray(0, Math.min(portion, to - at));
    const found = await read(at, bytes);
    if (found !== bytes.byteLength) throw new PerseidError('part-lost', { expected: to, bytes: at + found });
    return bytes;
  };
  let coming = from < to ? readAt(from, now) : null;
  try {
    for (let at = from + portion; coming !== null; at += portion) {
      const bytes = await coming;
      [now, later] = [later, now];
      coming = at < to ? readAt(at, now) : null;
      yield bytes;
    }
  } finally {
    // Whoever stopped meanwhile does not want to hear of it.
    await Promise.allSettled([coming]);
  }
}
