import * as z from 'zod/mini';

/**
 * What became of looking a task's file up: mirrors are used, nobody has given one, the list is not here yet, the service cannot be asked
 * just now, or one that was used had other bytes.
 */
const searchOutcomes = ['found', 'none', 'no-list', 'later', 'wrong'] as const;
export type SearchOutcome = (typeof searchOutcomes)[number];

/** May turn out otherwise the next time that the task goes on. */
export const passing: ReadonlySet<SearchOutcome | null> = new Set(['no-list', 'later']);

/** So many mirrors that were found are used of a file. */
export const mostFound = 3;

const lentSchema = z.object({ url: z.string(), from: z.number(), to: z.number() });
/** Bytes that a mirror which was found has brought: no checksum covers them before the file is whole. */
export type Lent = z.infer<typeof lentSchema>;

export const searchSchema = z.object({
  /** The user wants none for this task. */
  off: z.boolean(),
  /** null: not looked up. */
  outcome: z.nullable(z.enum(searchOutcomes)),
  /** Who brought which of the bytes that are here, as recorded with them. */
  lent: z.array(lentSchema),
  /** What was brought and did not agree with the checksum: fetched again from elsewhere, and compared with that. */
  suspects: z.array(lentSchema),
  /** Addresses that brought other bytes. */
  wrong: z.array(z.string()),
});
/** A task's search for mirrors. */
export type Search = z.infer<typeof searchSchema>;

/** Of a new task. */
export const notSearched: Search = { off: false, outcome: null, lent: [], suspects: [], wrong: [] };
