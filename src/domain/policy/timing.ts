import type { Wire } from './purpose.ts';
import { days } from './units.ts';

/** What is going on when a call is about to be made. Times in ms since 1970. */
export interface Situation {
  readonly now: number;
  /** When this call was last made; null: never. */
  readonly last: number | null;
  /** Something downloads. */
  readonly busy: boolean;
  /** Something downloads whose mirror search is off: no service may be contacted (BC22). */
  readonly quiet: boolean;
}

/** Whether it may be made now; if not, whether it is to be made later, and why not. */
export type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'defer' | 'drop'; readonly because: 'busy' | 'too-soon' };

/** Holds a call against what the policy says of its moment. After a clock was set back it waits for an interval at most. */
export function mayCall({ endpoint, when }: Wire, { now, last, busy, quiet }: Situation): Verdict {
  const every = when.every ?? 0;
  if (last !== null && Math.abs(now - last) < every) return { kind: 'defer', because: 'too-soon' };
  const waits = when.occasion === 'idle' ? busy : quiet;
  return endpoint !== null && waits ? { kind: endpoint.busy, because: 'busy' } : { kind: 'go' };
}

/** Whether a call is made by itself at its interval: it needs nothing to be told. */
export const comesByItself = ({ sends, when }: Wire): boolean =>
  when.occasion === 'idle' && when.every !== null && sends.safeParse({}).success;

/**
 * From when on a call may be made, ms since 1970.
 * @param last when it was last made; null: never
 * @param from not before this moment; one that is further off than an interval and two days was set by a clock that has been set back
 */
export function dueAt({ when }: Wire, last: number | null, now: number, from = 0): number {
  const every = when.every ?? 0;
  const allowed = last === null || Math.abs(now - last) >= every ? now : last + every;
  return from > now + every + 2 * days ? allowed : Math.max(allowed, from);
}
