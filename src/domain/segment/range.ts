import * as z from 'zod/mini';

/** Bytes `from` (inclusive) to `to` (exclusive). Never empty in a `Range[]`. */
export const rangeSchema = z.object({ from: z.number(), to: z.number() });
export type Range = z.infer<typeof rangeSchema>;

/** Sum of lengths, bytes. */
export function totalBytes(ranges: readonly Range[]): number {
  return ranges.reduce((sum, r) => sum + r.to - r.from, 0);
}

/**
 * Adds a range to a sorted, disjoint, non-touching list, and gives such a list back. Overlaps count once.
 */
export function addRange(ranges: readonly Range[], added: Range): Range[] {
  if (added.to <= added.from) return [...ranges];
  const before = ranges.filter((r) => r.to < added.from);
  const after = ranges.filter((r) => r.from > added.to);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(added.from, touching[0]?.from ?? added.from);
  const to = Math.max(added.to, touching.at(-1)?.to ?? added.to);
  return [...before, { from, to }, ...after];
}

/** What is left of a sorted, disjoint list when other ranges are taken out of it. */
export function withoutRanges(ranges: readonly Range[], removed: readonly Range[]): Range[] {
  return removed.reduce<Range[]>(
    (left, { from, to }) =>
      left.flatMap((range) =>
        [
          { from: range.from, to: Math.min(range.to, from) },
          { from: Math.max(range.from, to), to: range.to },
        ].filter((part) => part.to > part.from),
      ),
    [...ranges],
  );
}

/** How many pieces of fixed length are wholly here; the last one may be shorter. @param ranges sorted, disjoint @param size of the whole, bytes */
export function wholePieces(ranges: readonly Range[], size: number, pieceLength: number): number {
  return ranges.reduce((sum, { from, to }) => {
    const first = Math.ceil(from / pieceLength);
    const after = to >= size ? Math.ceil(size / pieceLength) : Math.floor(to / pieceLength);
    return sum + Math.max(0, after - first);
  }, 0);
}

/** What is missing of `[0, size)`, in order. Ranges beyond `size` do not count. */
export function gaps(ranges: readonly Range[], size: number): Range[] {
  const missing: Range[] = [];
  let at = 0;
  for (const r of ranges) {
    const to = Math.min(r.from, size);
    if (to > at) missing.push({ from: at, to });
    at = Math.max(at, r.to);
  }
  if (at < size) missing.push({ from: at, to: size });
  return missing;
}
