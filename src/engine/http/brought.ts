import { gaps, withoutRanges, type Range } from '#domain/segment/range';
import type { LiveSource } from './live-source.ts';

/** Bytes, and who brought them in this run. */
export interface Brought {
  readonly range: Range;
  readonly source: LiveSource;
}

/**
 * Who brought what of a file in this run.
 * @param have what is here by now: whatever else was written does not count any more
 */
export function broughtOf(sources: readonly LiveSource[], have: readonly Range[]): Brought[] {
  const missing = gaps(have, Number.POSITIVE_INFINITY);
  return sources.flatMap((source) => withoutRanges(source.parts, missing).map((range) => ({ range, source })));
}
