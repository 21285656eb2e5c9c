/** One of several who share a limit, and none of whom knows what the others take. Bytes a second. */
export interface Sharer {
  readonly id: string;
  /** So many downloads it stands for. */
  readonly weight: number;
  /** What it took lately. */
  readonly used: number;
  /** What it was given then; null: it has just come. */
  readonly given: number | null;
}

/** Who takes this much of what it was given would take more. */
const hungry = 0.85;
/** Who takes less may grow by this much until it is looked again ... */
const headroom = 1.25;
/** ... and has at least this much of an even share, so that it can show that it wants more. */
const reserve = 0.1;

/**
 * Divides a limit: evenly by weight among those who would take more, who also get what the others leave.
 * @param rate bytes a second
 * @returns each one's part by id; together they are the rate
 */
export function divideRate(rate: number, sharers: readonly Sharer[]): Map<string, number> {
  const parts = new Map<string, number>();
  let left = rate;
  let open = sharers.map((sharer) => ({ ...sharer, want: wantOf(sharer, (rate * sharer.weight) / weightOf(sharers)) }));
  for (;;) {
    const even = left / weightOf(open);
    const modest = open.filter(({ want, weight }) => want <= even * weight);
    // Nobody is left who would take more: all may grow evenly.
    if (modest.length === open.length) return grown(parts, open, left);
    if (modest.length === 0) {
      for (const { id, weight } of open) parts.set(id, even * weight);
      return parts;
    }
    for (const { id, want } of modest) parts.set(id, want);
    left -= modest.reduce((sum, { want }) => sum + want, 0);
    open = open.filter((one) => !modest.includes(one));
  }
}

function wantOf({ used, given }: Sharer, even: number): number {
  if (given === null || used >= hungry * given) return Number.POSITIVE_INFINITY;
  return Math.max(headroom * used, reserve * even);
}

function grown(
  parts: Map<string, number>,
  last: readonly (Sharer & { readonly want: number })[],
  left: number,
): Map<string, number> {
  const rest = left - last.reduce((sum, { want }) => sum + want, 0);
  for (const { id, want, weight } of last) parts.set(id, want + (rest * weight) / weightOf(last));
  return parts;
}

const weightOf = (sharers: readonly { readonly weight: number }[]): number =>
  sharers.reduce((sum, { weight }) => sum + weight, 0);
