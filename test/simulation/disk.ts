import { addRange, type Range } from '#domain/segment/range';
import type { PartFile } from '../../src/engine/http/ports.ts';

/** A part file that forgets on a crash what was not flushed. */
export class SimulatedDisk implements PartFile {
  readonly #buffer = new ArrayBuffer(0, { maxByteLength: 64 * 1024 * 1024 });
  /** Follows the buffer's length. */
  readonly #bytes = new Uint8Array(this.#buffer);
  #unflushed: Range[] = [];

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  size(): number {
    return this.#bytes.length;
  }

  write(at: number, bytes: Uint8Array): void {
    if (at + bytes.length > this.#bytes.length) this.truncate(at + bytes.length);
    this.#bytes.set(bytes, at);
    this.#unflushed = addRange(this.#unflushed, { from: at, to: at + bytes.length });
  }

  read(at: number, into: Uint8Array): number {
    if (at < 0) throw new TypeError('no such place');
    const found = this.#bytes.subarray(at, at + into.length);
    into.set(found);
    return found.length;
  }

  flush(): void {
    this.#unflushed = [];
  }

  truncate(size: number): void {
    this.#buffer.resize(size);
  }

  /** The power went: what was not flushed is rubbish now. */
  crash(): void {
    for (const { from, to } of this.#unflushed) this.#bytes.fill(0xee, from, to);
    this.#unflushed = [];
  }
}
