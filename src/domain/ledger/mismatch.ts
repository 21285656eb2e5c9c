import * as z from 'zod/mini';

/** A request of our own that the browser showed and that should not have been, or not like that. */
export const mismatchSchema = z.strictObject({
  /** Ms since 1970. */
  at: z.int().check(z.nonnegative()),
  /** `unrecorded`: neither ledger nor any task knows it; `headers`: it carried more than it may. */
  kind: z.enum(['unrecorded', 'headers']),
  /** With its port. */
  host: z.string(),
  /** Its method, or the names of the headers. */
  detail: z.string(),
});
export type Mismatch = z.output<typeof mismatchSchema>;
