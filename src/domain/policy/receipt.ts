import * as z from 'zod/mini';
import { purposeIds } from './purpose.ts';
import { sha256 } from './wire.ts';

/** What a receipt is of: the policy accepted or declined; a grant given, taken back, or ended by something else. */
const receiptKinds = ['accepted', 'declined', 'granted', 'revoked', 'permission-lost', 'lapsed'] as const;

/** One line of the user's proof of what was agreed to and when. Lines are added, never changed. */
export const receiptSchema = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.int().check(z.nonnegative()),
  kind: z.enum(receiptKinds),
  /** null: the policy as a whole. */
  purpose: z.nullable(z.enum(purposeIds)),
  /** The policy of that moment. */
  version: z.int().check(z.positive()),
  policyHash: sha256,
  /** What it said of the purpose. */
  clauseHash: z.nullable(sha256),
});
export type Receipt = z.output<typeof receiptSchema>;
