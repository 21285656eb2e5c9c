import * as z from 'zod/mini';
import { base64Of } from '../policy/wire.ts';

/** A token that was issued, and the key that it was issued by: worth nothing under another. */
const tokenSchema = z.object({ input: base64Of(32), output: base64Of(64), key: base64Of(32) });

export const contributionSchema = z.object({
  /** An address, or a vote against one that had brought wrong bytes. */
  what: z.enum(['give', 'vote']),
  tag: base64Of(32),
  entry: base64Of(16),
  /** The address, sealed; null: of a vote, or not needed any more. */
  sealed: z.nullable(base64Of(528)),
  /** The deletion token: whoever has it can take it back. */
  eraser: base64Of(32),
  token: z.nullable(tokenSchema),
  /** It waits to be sent; the service has it; it waits to be asked back. */
  stage: z.enum(['waits', 'given', 'regretted']),
  /** The next message is not sent before, ms since 1970; null: there is none. */
  at: z.nullable(z.number()),
  /** Messages that were not taken, one after the other. */
  tries: z.number(),
  /** Address of the service that it is for, or that has it. */
  service: z.string(),
});
/** Something that is given back to a service. */
export type Contribution = z.infer<typeof contributionSchema>;

const hour = 60 * 60_000;
/** A message is sent at a moment within these, after what it follows, ms. */
const [soonest, latest] = [hour, 24 * hour];
/** What was not taken so often is given up: the service does not want it. */
const mostTries = 8;

/** The moment of the next message. @param dice 0 to 1 @param now ms since 1970 */
export const laterThan = (now: number, dice: number): number => Math.round(now + soonest + dice * (latest - soonest));

/** After what was not taken: another try, later. @returns null: it is given up */
export function afterRefusal(one: Contribution, at: number): Contribution | null {
  return one.tries + 1 < mostTries ? { ...one, tries: one.tries + 1, at } : null;
}

/** Of those whose moment has passed the first is sent now; two at once would tell that they are of one person. */
export function nextOf<T extends Contribution>(all: readonly T[], now: number): { next: T | null; missed: T[] } {
  const due = all.filter(({ at }) => at !== null && at <= now).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const [next = null, ...missed] = due;
  return { next, missed };
}

/** The service has it: nothing is kept but what takes it back. */
export const asGiven = (one: Contribution): Contribution => ({
  ...one,
  sealed: null,
  token: null,
  stage: 'given',
  at: null,
  tries: 0,
});
