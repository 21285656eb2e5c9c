import type { Lent } from '#domain/mirror/search';
import { addRange, gaps, withoutRanges, type Range } from '#domain/segment/range';
import type { LiveSource } from './live-source.ts';
import type { PartFile } from './ports.ts';

/** Which of the bytes that are here strangers' mirrors have brought, in this run and those before: fetched again if the file turns out wrong. */
export class LentBytes {
  readonly #byUrl = new Map<string, readonly Range[]>();

  /** @param known of the runs before */
  constructor(known: readonly Lent[]) {
    for (const { url, from, to } of known) this.#byUrl.set(url, addRange(this.#byUrl.get(url) ?? [], { from, to }));
  }

  /** Bytes were written: whoever had brought others there before has not any more. */
  wrote(range: Range, { name, stranger }: LiveSource): void {
    for (const [url, ranges] of this.#byUrl) this.#byUrl.set(url, withoutRanges(ranges, [range]));
    if (stranger) this.#byUrl.set(name, addRange(this.#byUrl.get(name) ?? [], range));
  }

  /** @param have what is here */
  of(have: readonly Range[]): Lent[] {
    const missing = gaps(have, Number.POSITIVE_INFINITY);
    return [...this.#byUrl].flatMap(([url, ranges]) =>
      withoutRanges(ranges, missing).map(({ from, to }) => ({ url, from, to })),
    );
  }
}

/**
 * The part file of a file that was found wrong: what is written over bytes that strangers had brought is compared with them.
 * @param convict told of each address whose bytes were others, once
 */
export function doubted(part: PartFile, suspects: readonly Lent[], convict: (url: string) => void): PartFile {
  if (suspects.length === 0) return part;
  const convicted = new Set<string>();
  const compare = (at: number, bytes: Uint8Array): void => {
    for (const { url, from, to } of suspects) {
      const [begin, end] = [Math.max(from, at), Math.min(to, at + bytes.byteLength)];
      if (convicted.has(url) || begin >= end) continue;
      const before = new Uint8Array(end - begin);
      part.read(begin, before);
      if (before.every((byte, index) => byte === bytes[begin - at + index])) continue;
      convicted.add(url);
      convict(url);
    }
  };
  return {
    size: () => part.size(),
    read: (at, into) => part.read(at, into),
    flush: () => part.flush(),
    truncate: (size) => part.truncate(size),
    write(at, bytes) {
      compare(at, bytes);
      part.write(at, bytes);
    },
  };
}
