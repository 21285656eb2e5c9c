import * as z from 'zod/mini';
import { refusals as bundleRefusals } from '../notice/refusal.ts';
import { purposeIds } from '../policy/purpose.ts';
import { days } from '../policy/units.ts';
import { sha256 } from '../policy/wire.ts';
import { taskIdSchema } from '../task/task.ts';

/** So long an entry is kept, ms. */
export const keptFor = 90 * days;

/** Why nothing was sent: no live grant; no address entered; the browser does not allow that site; not what the call may send. */
const refusals = ['no-grant', 'no-service', 'no-access', 'payload'] as const;
export type Refusal = (typeof refusals)[number];

/** What was wrong with an answer, or that there was none. The last are of a signed bundle. */
const faults = [
  'network',
  'timeout',
  'redirect',
  'status',
  'type',
  'size',
  'schema',
  'unsigned',
  ...bundleRefusals,
] as const;
export type Fault = (typeof faults)[number];

const whole = z.int().check(z.nonnegative());

export const outcomeSchema = z.discriminatedUnion('kind', [
  /** It went out, or was about to; the browser ended before more was known. */
  z.strictObject({ kind: z.literal('begun') }),
  /** `bytes`: of the answer's body. */
  z.strictObject({ kind: z.literal('answered'), bytes: whole }),
  /** It went out, and what came back was not taken. */
  z.strictObject({ kind: z.literal('failed'), because: z.enum(faults), status: z.nullable(whole) }),
  /** It was broken off: the grant, the browser's permission or the address went, or a download began (BC22). It may have arrived. */
  z.strictObject({ kind: z.literal('aborted') }),
  z.strictObject({ kind: z.literal('refused'), because: z.enum(refusals) }),
  /** Not now: kept for later, or given up. */
  z.strictObject({ kind: z.literal('deferred'), because: z.enum(['busy', 'too-soon']) }),
  z.strictObject({ kind: z.literal('dropped'), because: z.enum(['busy', 'too-soon']) }),
]);
export type Outcome = z.output<typeof outcomeSchema>;

/** One contact with someone who is no source of a task, or an attempt at one. */
const ledgerEntrySchema = z.strictObject({
  /** Ms since 1970. */
  at: whole,
  purpose: z.enum(purposeIds),
  /** Name of the purpose's call. */
  call: z.string(),
  /** Edition of the policy, and what it said of the purpose; null: there was no grant. */
  version: whole,
  clauseHash: z.nullable(sha256),
  /** With its port; null: no address was entered. */
  host: z.nullable(z.string()),
  /** Exactly what was sent, or would have been; null: it was nothing that the call may send. */
  request: z.nullable(
    z.strictObject({ method: z.enum(['GET', 'POST']), path: z.string(), body: z.nullable(z.string()) }),
  ),
  /** Bytes of the request's path and body. */
  size: whole,
  /** The download that it was for. */
  task: z.nullable(taskIdSchema),
  outcome: outcomeSchema,
});
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;

/** As it is stored: by number, which grows. */
export const storedEntrySchema = z.strictObject({ ...ledgerEntrySchema.shape, id: whole });
export type StoredEntry = z.output<typeof storedEntrySchema>;
