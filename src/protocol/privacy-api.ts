import * as z from 'zod/mini';
import { outcomeSchema, storedEntrySchema } from '#domain/ledger/entry';
import { standings } from '#domain/policy/consent';
import { purposeIds } from '#domain/policy/purpose';
import { receiptSchema } from '#domain/policy/receipt';
import { addressProblems } from '#domain/policy/service-address';
import { sha256 } from '#domain/policy/wire';
import { mismatchSchema } from '#domain/ledger/mismatch';
import { bundleSchema } from '#domain/notice/bundle';
import { taskIdSchema } from '#domain/task/task';
import { defineApi, nothing } from './define.ts';

/** How the user stands to the policy of this program, and what is granted. */
const consentViewSchema = z.object({
  standing: z.enum(standings),
  policy: z.object({ version: z.number(), effective: z.string(), hash: sha256 }),
  /** The last word of the user on a policy, of whichever version. `at`: ms since 1970. */
  decision: z.nullable(z.object({ kind: z.enum(['accepted', 'declined']), version: z.number(), at: z.number() })),
  /** `live`: it allows something now; one that is not waits for the user to accept the policy anew. */
  grants: z.array(z.object({ purpose: z.enum(purposeIds), at: z.number(), live: z.boolean() })),
});
export type ConsentView = z.infer<typeof consentViewSchema>;

const givingSchema = z.object({
  waiting: z.number(),
  given: z.number(),
  regretted: z.number(),
  erasing: z.boolean(),
  /** What services that were entered before have; asked back only while their address is entered. */
  elsewhere: z.array(z.object({ host: z.string(), count: z.number() })),
});

/** What the background answers of consent, service and ledger. Callers: the extension's own pages. */
export const privacyApi = defineApi({
  address: 'privacy',
  verbs: {
    'consent.read': { request: nothing, response: consentViewSchema },
    /** The user's word on the policy that was shown; one on another than the program's own changes nothing. */
    'consent.decide': {
      request: z.object({ decision: z.enum(['accepted', 'declined']), policyHash: sha256 }),
      response: consentViewSchema,
    },
    /** Without effect unless the policy is accepted and the purpose is built. */
    'grant.give': { request: z.object({ purpose: z.enum(purposeIds) }), response: consentViewSchema },
    /** When it is answered, nothing more is sent for this purpose and what was not sent is gone. */
    'grant.take-back': { request: z.object({ purpose: z.enum(purposeIds) }), response: consentViewSchema },
    /** Every grant given and taken back, the oldest first. */
    'receipts.read': { request: nothing, response: z.object({ receipts: z.array(receiptSchema) }) },
    /** `address`: with the fingerprint, as it is entered; '' for none. `access`: whether the browser lets us read that site. */
    'service.read': { request: nothing, response: z.object({ address: z.string(), access: z.boolean() }) },
    /** Stores what the user entered ('' for none), unless there is something wrong with it: then all is as before. */
    'service.set': {
      request: z.object({ address: z.string() }),
      response: z.object({ address: z.string(), problem: z.nullable(z.enum(addressProblems)) }),
    },
    /**
     * What the service has signed and was accepted, under the grant of `updates`; null: nothing yet. `expired`: by this device's clock.
     * `tried`: what came of the last try that the ledger knows of. `seen`: ids of the notices that the user has put away.
     * `next`: from when on it may be asked, ms since 1970.
     */
    'notices.read': {
      request: nothing,
      response: z.object({
        held: z.nullable(z.object({ bundle: bundleSchema, expired: z.boolean() })),
        tried: z.nullable(z.object({ at: z.number(), outcome: outcomeSchema })),
        seen: z.array(z.string()),
        next: z.number(),
      }),
    },
    /** The user has put these away. */
    'notices.seen': { request: z.object({ ids: z.array(z.string()) }), response: nothing },
    /** The next report of the statistics, as it will stand on the wire, and from when on it may be sent; null: none waits. */
    'statistics.read': {
      request: nothing,
      response: z.object({ next: z.nullable(z.object({ at: z.number(), request: z.string() })) }),
    },
    /** How much waits to be given back to this service, was given, and is being asked back. `erasing`: all else was erased; what asks back goes with the last. */
    'giving.read': { request: nothing, response: givingSchema },
    /** Everything that was given is asked back, one by one, at random moments. Without effect unless giving is granted. */
    'giving.ask-back': { request: nothing, response: givingSchema },
    /**
     * One of a purpose's calls, by the door: only with a live grant, only what its schema takes, and not while something downloads
     * (then it is kept for later, or dropped). `reply`: null unless it was answered.
     */
    'contact.make': {
      request: z.object({
        purpose: z.enum(purposeIds),
        call: z.string(),
        payload: z.record(z.string(), z.unknown()),
        task: z.nullable(taskIdSchema),
      }),
      response: z.object({ outcome: outcomeSchema, reply: z.unknown() }),
    },
    /** The newest first: at most `most` of those that are older than the entry `before`. `more`: there are others. */
    'ledger.read': {
      request: z.object({
        text: z.string(),
        purpose: z.nullable(z.enum(purposeIds)),
        task: z.nullable(taskIdSchema),
        before: z.nullable(z.number()),
        most: z.number().check(z.int(), z.gte(1), z.lte(500)),
      }),
      response: z.object({ entries: z.array(storedEntrySchema), more: z.boolean() }),
    },
    /** All of it, and the receipts, as JSON (docs/privacy.md describes it). */
    'ledger.export': { request: nothing, response: z.object({ json: z.string() }) },
    /** The ledger and what the second witness found; receipts and grants stay. */
    'ledger.erase': { request: nothing, response: nothing },
    /**
     * Everything that is kept is erased, what is under way is given up. With `askBack` what the service was given is asked back first, if
     * giving is granted; what that needs goes with the last of it. `left`: what a look afterwards still found. `asking`: how many are to be asked back.
     */
    'data.erase': {
      request: z.object({ askBack: z.boolean() }),
      response: z.object({ left: z.array(z.string()), asking: z.number() }),
    },
    /** What the browser has shown of our own requests up to now and the ledger does not know. Empty, or something is wrong. */
    'witness.read': { request: nothing, response: z.object({ mismatches: z.array(mismatchSchema) }) },
  },
});
