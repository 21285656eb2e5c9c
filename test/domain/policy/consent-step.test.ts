import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, noConsent, readConsent, standingOf, type Consent } from '#domain/policy/consent';
import type { ConsentEvent } from '#domain/policy/consent-event';
import { nextConsent } from '#domain/policy/consent-step';
import { changedPurposes, type Policy } from '#domain/policy/edition';
import { purposeIds, type PurposeId } from '#domain/policy/purpose';
import { receiptSchema, type Receipt } from '#domain/policy/receipt';
import { atChanged, atFirst, atReworded, atWeaker } from './editions.ts';

/** Kinds of receipts and effects of the last event of a series, and where it ends. */
function play(policy: Policy, from: Consent, ...events: ConsentEvent[]) {
  let step = { consent: from, receipts: [] as readonly Receipt[], effects: [] as readonly object[] };
  for (const event of events) step = nextConsent(step.consent, event, policy);
  return { ...step, receipts: step.receipts.map(({ kind, purpose }) => [kind, purpose]) };
}

const accept: ConsentEvent = { kind: 'accepted', at: 1 };
const decline: ConsentEvent = { kind: 'declined', at: 5 };
const grant = (purpose: PurposeId): ConsentEvent => ({ kind: 'granted', at: 2, purpose });
const stopped = (purpose: PurposeId) => [
  { kind: 'abort', purpose },
  { kind: 'wipe', purpose },
];
const both = play(atFirst, noConsent, accept, grant('statistics'), grant('updates')).consent;

describe('consent', () => {
  it('nothing can be granted before the policy is accepted, or after it is declined', () => {
    expect(play(atFirst, noConsent, grant('updates'))).toEqual({ consent: noConsent, receipts: [], effects: [] });
    expect(play(atFirst, noConsent, decline, grant('updates')).consent.grants).toEqual({});
  });

  it('a grant gets a receipt with the hash of the policy and of its clause; given twice it is one', () => {
    const step = nextConsent(play(atFirst, noConsent, accept).consent, grant('updates'), atFirst);
    const { hash, version, clauses } = atFirst.current;
    const proof = { version, policyHash: hash, clauseHash: clauses['updates'] };
    expect(step.receipts).toEqual([{ at: 2, kind: 'granted', purpose: 'updates', ...proof }]);
    expect(play(atFirst, step.consent, grant('updates'))).toEqual({ consent: step.consent, receipts: [], effects: [] });
  });

  it.each(['revoked', 'permission-lost'] as const)('%s: what is in flight is aborted, what is unsent wiped', (kind) => {
    const step = play(atFirst, both, { kind, at: 3, purpose: 'statistics' });
    expect(step).toMatchObject({ receipts: [[kind, 'statistics']], effects: stopped('statistics') });
    expect(Object.keys(step.consent.grants)).toEqual(['updates']);
    expect(play(atFirst, step.consent, { kind, at: 4, purpose: 'statistics' })).toMatchObject({
      receipts: [],
      effects: [],
    });
  });

  it('declined: every grant ends, and the tasks pause', () => {
    const step = play(atFirst, both, decline);
    expect(step.receipts).toEqual([
      ['declined', null],
      ['lapsed', 'statistics'],
      ['lapsed', 'updates'],
    ]);
    expect(step.effects).toEqual([...stopped('statistics'), ...stopped('updates'), { kind: 'pause-tasks' }]);
    const again = play(atFirst, step.consent, accept);
    expect(again).toMatchObject({ receipts: [['accepted', null]], effects: [{ kind: 'resume-tasks' }] });
    expect(again.consent.grants).toEqual({});
  });

  it('other words: shown until they are accepted, nothing else', () => {
    const look: ConsentEvent = { kind: 'policy-changed', at: 6 };
    expect(play(atFirst, both, look).effects).toEqual([]);
    const step = play(atReworded, both, look);
    expect(step).toEqual({ consent: both, receipts: [], effects: [{ kind: 'show-change', material: false }] });
    const after = play(atReworded, both, accept);
    expect(after.consent.grants).toEqual(both.grants);
    expect(play(atReworded, after.consent, look).effects).toEqual([]);
  });

  it('another thing said: tasks pause, that grant ends, the others sleep until the policy is accepted', () => {
    const step = play(atChanged, both, { kind: 'policy-changed', at: 6 });
    expect(standingOf(step.consent, atChanged)).toBe('changed');
    expect(step.receipts).toEqual([['lapsed', 'statistics']]);
    const wait = [{ kind: 'pause-tasks' }, { kind: 'show-change', material: true }];
    expect(step.effects).toEqual([...stopped('statistics'), { kind: 'abort', purpose: 'updates' }, ...wait]);
    expect(authorize('updates', step.consent, atChanged)).toBeNull();
    const after = play(atChanged, step.consent, accept).consent;
    expect(authorize('updates', after, atChanged)).not.toBeNull();
    expect(authorize('statistics', after, atChanged)).toBeNull();
  });

  it('less promised beside the purposes: tasks pause, no grant ends, and all sleep until the policy is accepted', () => {
    const step = play(atWeaker, both, { kind: 'policy-changed', at: 6 });
    expect(standingOf(step.consent, atWeaker)).toBe('changed');
    expect(step.receipts).toEqual([]);
    const asleep = ['statistics', 'updates'].map((id) => ({ kind: 'abort', purpose: id }));
    const wait = [{ kind: 'pause-tasks' }, { kind: 'show-change', material: true }];
    expect(step.effects).toEqual([...asleep, ...wait]);
    for (const id of ['updates', 'statistics'] as const) expect(authorize(id, step.consent, atWeaker)).toBeNull();
    const after = play(atWeaker, step.consent, accept).consent;
    for (const id of ['updates', 'statistics'] as const) expect(authorize(id, after, atWeaker)).not.toBeNull();
  });

  it('a policy that this program never had: nothing is left of what was granted under it', () => {
    const step = play(atFirst, play(atChanged, both, accept).consent, { kind: 'policy-changed', at: 6 });
    expect(step).toMatchObject({ receipts: [['lapsed', 'updates']] });
    expect(play(atFirst, step.consent, accept).consent.grants).toEqual({});
    const newer = play(atReworded, noConsent, accept, grant('updates')).consent;
    expect(play(atFirst, newer, accept)).toMatchObject({
      consent: { grants: {} },
      effects: [...stopped('updates'), { kind: 'resume-tasks' }],
    });
  });
});

const purpose = fc.constantFrom(...purposeIds);
type Kind = ConsentEvent['kind'];
const often = (...kinds: Kind[]) => ({ arbitrary: fc.constantFrom<Kind>(...kinds), weight: 3 });
const seldom = (...kinds: Kind[]) => ({ arbitrary: fc.constantFrom<Kind>(...kinds), weight: 1 });
const anyKind = fc.oneof(
  often('accepted', 'granted'),
  seldom('declined', 'revoked', 'permission-lost', 'policy-changed'),
);
/** The program is at one of four editions when it happens: updates, also taken back. */
const happening = fc.record({
  kind: anyKind,
  purpose,
  policy: fc.constantFrom(atFirst, atFirst, atFirst, atReworded, atChanged, atWeaker),
});

/** The plain rule, apart from the code: the last word on a purpose, under policies that say the same of everything. */
class Memory {
  readonly granted = new Map<PurposeId, string | undefined>();
  decision: Policy | null = null;

  note(kind: Kind, id: PurposeId, now: Policy): void {
    if (kind === 'declined') this.granted.clear();
    if (kind === 'revoked' || kind === 'permission-lost') this.granted.delete(id);
    if (kind === 'granted' && this.stands(now)) this.granted.set(id, now.current.clauses[id]);
    if (kind === 'accepted' || kind === 'declined') this.decision = kind === 'accepted' ? now : null;
  }

  stands(now: Policy): boolean {
    if (this.decision === null) return false;
    const { current } = this.decision;
    return changedPurposes(current, now.current).length === 0 && current.terms === now.current.terms;
  }
}

describe('whatever happens', () => {
  it('no grant without a word of the user that still holds; receipts tell it all, and only grow', () => {
    let allowedEver = 0;
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (series) => {
        let consent = noConsent;
        const receipts: Receipt[] = [];
        const memory = new Memory();
        for (const [index, { kind: what, purpose: id, policy }] of series.entries()) {
          const before = consent;
          const step = nextConsent(consent, { kind: what, at: index, purpose: id }, policy);
          memory.note(what, id, policy);
          consent = step.consent;
          receipts.push(...step.receipts);
          expect(readConsent(structuredClone(consent))).toEqual(consent);
          for (const one of step.receipts) expect(receiptSchema.parse(one)).toMatchObject({ at: index });
          for (const each of purposeIds) {
            const allowed = authorize(each, consent, policy) !== null;
            allowedEver += allowed ? 1 : 0;
            const mayBe = memory.stands(policy) && memory.granted.get(each) === policy.current.clauses[each];
            expect(allowed && !(mayBe && memory.granted.has(each)), `${index} ${each}`).toBe(false);
            const ended = before.grants[each] !== undefined && consent.grants[each] === undefined;
            expect(step.effects.filter((e) => e.kind === 'wipe' && e.purpose === each)).toHaveLength(ended ? 1 : 0);
            expect(lastWord(receipts, each) === 'granted').toBe(consent.grants[each] !== undefined);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(allowedEver).toBeGreaterThan(100);
  });
});

const lastWord = (receipts: readonly Receipt[], id: PurposeId): string | undefined =>
  receipts.findLast((one) => one.purpose === id)?.kind;
