import * as z from 'zod/mini';
import { editionOf, isMaterial, type Policy } from './edition.ts';
import { purposeIds, type PurposeId } from './purpose.ts';
import { sha256 } from './wire.ts';

/** Milliseconds since 1970. */
const moment = z.int().check(z.nonnegative());

const decisionSchema = z.strictObject({
  kind: z.enum(['accepted', 'declined']),
  version: z.int().check(z.positive()),
  hash: sha256,
  at: moment,
});

const grantSchema = z.strictObject({
  at: moment,
  /** The policy that was shown when it was given. */
  policyHash: sha256,
  /** What that policy said of this purpose (Edition.clauses). */
  clauseHash: sha256,
});

/** What the user has decided, as it is stored. Nothing is granted that does not stand in `grants`. */
export const consentSchema = z.strictObject({
  format: z.literal(1),
  decision: z.nullable(decisionSchema),
  grants: z.partialRecord(z.enum(purposeIds), grantSchema),
});
export type Consent = z.output<typeof consentSchema>;

/** Of who has not been asked yet. */
export const noConsent: Consent = { format: 1, decision: null, grants: {} };

/** Reads a stored record. One that is missing or does not validate is no consent. */
export function readConsent(stored: unknown): Consent {
  const result = z.safeParse(consentSchema, stored);
  return result.success ? result.data : noConsent;
}

/** How the user stands to this policy: not asked yet, declined, accepted, or accepted one that said something else. */
export const standings = ['unasked', 'declined', 'accepted', 'changed'] as const;
export type Standing = (typeof standings)[number];

export function standingOf({ decision }: Consent, policy: Policy): Standing {
  const edition = decision === null ? null : editionOf(policy, decision.hash);
  if (decision === null || edition?.version !== decision.version) return 'unasked';
  if (decision.kind === 'declined') return 'declined';
  return isMaterial(edition, policy.current) ? 'changed' : 'accepted';
}

/** The user's live consent to one purpose. Only `authorize` makes one; it cannot be copied, stored or sent. */
class LiveGrant<P extends PurposeId> {
  readonly #live = true;
  readonly purpose: P;
  readonly policyHash: string;
  readonly clauseHash: string;

  constructor(purpose: P, { policyHash, clauseHash }: z.output<typeof grantSchema>) {
    this.purpose = purpose;
    this.policyHash = policyHash;
    this.clauseHash = clauseHash;
    Object.freeze(this);
  }

  static {
    // Who has a grant cannot make another with what made it.
    Reflect.deleteProperty(this.prototype, 'constructor');
  }

  static isLive(value: object): boolean {
    return #live in value && value.#live;
  }
}
export type Grant<P extends PurposeId = PurposeId> = LiveGrant<P>;

/** Whether a value really came from `authorize`: what a cast or a copy makes does not. */
export const isGrant = (value: object): boolean => LiveGrant.isLive(value);

/**
 * The only maker of a grant. Ask anew for every contact: a grant is as old as the record it was made from.
 * @param stored the consent record as it was stored
 * @returns null: not allowed
 */
export function authorize<P extends PurposeId>(purpose: P, stored: unknown, policy: Policy): Grant<P> | null {
  const consent = readConsent(stored);
  const given = consent.grants[purpose];
  if (given === undefined || standingOf(consent, policy) !== 'accepted') return null;
  return given.clauseHash === policy.current.clauses[purpose] ? new LiveGrant(purpose, given) : null;
}
