import { standingOf, type Consent } from './consent.ts';
import type { ConsentEffect, ConsentEvent, ConsentStep } from './consent-event.ts';
import { changedPurposes, editionOf, type Policy } from './edition.ts';
import { purposeIds, type PurposeId } from './purpose.ts';
import type { Receipt } from './receipt.ts';

/*
 * unasked ──accepted──▶ accepted ──policy-changed (material)──▶ changed ──accepted──▶ accepted
 *    declined: from any, and back by accepted            granted, revoked, permission-lost: within accepted
 * Where the user stands is not stored: it follows from the decision and the editions (consent.ts).
 */

type Reducer<E extends ConsentEvent> = (consent: Consent, event: E, policy: Policy) => ConsentStep;
type Reducers = { readonly [K in ConsentEvent['kind']]: Reducer<Extract<ConsentEvent, { kind: K }>> };

const ignore = (consent: Consent): ConsentStep => ({ consent, receipts: [], effects: [] });

function receipt(kind: Receipt['kind'], at: number, { current }: Policy, purpose: PurposeId | null): Receipt {
  const clauseHash = purpose === null ? null : (current.clauses[purpose] ?? null);
  return { at, kind, purpose, version: current.version, policyHash: current.hash, clauseHash };
}

/** Ends grants, where there are any, with a receipt each, and stops what they allowed. */
function end(consent: Consent, purposes: readonly string[], receiptOf: (purpose: PurposeId) => Receipt): ConsentStep {
  const ended = purposeIds.filter((id) => consent.grants[id] !== undefined && purposes.includes(id));
  const kept = Object.entries(consent.grants).filter(([id]) => !purposes.includes(id));
  return {
    consent: { ...consent, grants: Object.fromEntries(kept) },
    receipts: ended.map(receiptOf),
    effects: ended.flatMap((purpose): ConsentEffect[] => [abort(purpose), { kind: 'wipe', purpose }]),
  };
}

const abort = (purpose: PurposeId): ConsentEffect => ({ kind: 'abort', purpose });

/** The grants that still stand when this policy is accepted: those given for what it says of their purposes. */
function covered(consent: Consent, policy: Policy): PurposeId[] {
  if (!['accepted', 'changed'].includes(standingOf(consent, policy))) return [];
  return purposeIds.filter((id) => consent.grants[id]?.clauseHash === policy.current.clauses[id]);
}

/** The user's word on the policy that the program carries; the grants that do not stand under it end. */
function decide(kind: 'accepted' | 'declined', consent: Consent, at: number, policy: Policy): ConsentStep {
  const standing = kind === 'accepted' ? covered(consent, policy) : [];
  const ended = purposeIds.filter((id) => !standing.includes(id));
  const step = end(consent, ended, (id) => receipt('lapsed', at, policy, id));
  const { version, hash } = policy.current;
  return {
    consent: { ...step.consent, decision: { kind, version, hash, at } },
    receipts: [receipt(kind, at, policy, null), ...step.receipts],
    effects: [...step.effects, { kind: kind === 'accepted' ? 'resume-tasks' : 'pause-tasks' }],
  };
}

const reducers: Reducers = {
  accepted: (consent, { at }, policy) => decide('accepted', consent, at, policy),

  declined: (consent, { at }, policy) => decide('declined', consent, at, policy),

  granted(consent, { at, purpose }, policy) {
    const clauseHash = policy.current.clauses[purpose];
    if (clauseHash === undefined || standingOf(consent, policy) !== 'accepted') return ignore(consent);
    if (consent.grants[purpose]?.clauseHash === clauseHash) return ignore(consent);
    const grant = { at, policyHash: policy.current.hash, clauseHash };
    return {
      consent: { ...consent, grants: { ...consent.grants, [purpose]: grant } },
      receipts: [receipt('granted', at, policy, purpose)],
      effects: [],
    };
  },

  revoked: (consent, { at, purpose }, policy) => end(consent, [purpose], (id) => receipt('revoked', at, policy, id)),

  'permission-lost': (consent, { at, purpose }, policy) =>
    end(consent, [purpose], (id) => receipt('permission-lost', at, policy, id)),

  'policy-changed'(consent, { at }, policy) {
    const { decision } = consent;
    if (decision?.kind !== 'accepted' || decision.hash === policy.current.hash) return ignore(consent);
    if (standingOf(consent, policy) === 'accepted') {
      return { ...ignore(consent), effects: [{ kind: 'show-change', material: false }] };
    }
    const edition = editionOf(policy, decision.hash);
    const ended = edition === null ? purposeIds : changedPurposes(edition, policy.current);
    const step = end(consent, ended, (id) => receipt('lapsed', at, policy, id));
    const asleep = purposeIds.filter((id) => step.consent.grants[id] !== undefined).map(abort);
    const wait: ConsentEffect[] = [{ kind: 'pause-tasks' }, { kind: 'show-change', material: true }];
    return { ...step, effects: [...step.effects, ...asleep, ...wait] };
  },
};

/** Moves consent on by one event. Pure; the only maker of a changed record. */
export function nextConsent(consent: Consent, event: ConsentEvent, policy: Policy): ConsentStep {
  return nextAs(consent, event, policy);
}

/** The type parameter ties the event to its own row of the table. */
function nextAs<K extends ConsentEvent['kind']>(
  consent: Consent,
  event: Extract<ConsentEvent, { kind: K }>,
  policy: Policy,
): ConsentStep {
  const kind: K = event.kind;
  return reducers[kind](consent, event, policy);
}
