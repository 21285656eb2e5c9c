import { addRange, gaps, withoutRanges, type Range } from '#domain/segment/range';
import type { LiveSource } from './live-source.ts';

/** Who brought what of a file in this run, as long as the checksums of its pieces are not known. */
export class Brought {
  readonly #bySource = new Map<LiveSource, readonly Range[]>();

  /** Bytes were written, where none were before. */
  wrote(range: Range, source: LiveSource): void {
    this.#bySource.set(source, addRange(this.#bySource.get(source) ?? [], range));
  }

  /** @param have what is here by now: whatever else was written does not count any more */
  of(have: readonly Range[]): { range: Range; source: LiveSource }[] {
    const missing = gaps(have, Number.POSITIVE_INFINITY);
    return [...this.#bySource].flatMap(([source, ranges]) =>
      withoutRanges(ranges, missing).map((range) => ({ range, source })),
    );
  }
}
