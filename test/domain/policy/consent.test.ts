import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  authorize,
  isGrant,
  noConsent,
  readConsent,
  standingOf,
  type Consent,
  type Grant,
} from '#domain/policy/consent';
import { nextConsent } from '#domain/policy/consent-step';
import { policy } from '#domain/policy/policy';
import { purposeIds } from '#domain/policy/purpose';
import { atChanged, atFirst, atReworded, changed, hash } from './editions.ts';

const accepted = nextConsent(noConsent, { kind: 'accepted', at: 1 }, atFirst).consent;
const given = nextConsent(accepted, { kind: 'granted', at: 2, purpose: 'statistics' }, atFirst).consent;

describe('authorize', () => {
  it('PT2: every purpose is off until it is granted, statistics among them', () => {
    for (const stored of [undefined, noConsent, accepted]) {
      expect(purposeIds.map((id) => authorize(id, stored, atFirst))).toEqual(purposeIds.map(() => null));
    }
    expect(authorize('statistics', given, atFirst)).toMatchObject({ purpose: 'statistics' });
    expect(authorize('updates', given, atFirst)).toBeNull();
    expect(
      authorize('statistics', { ...accepted, decision: { ...accepted.decision, ...policy.current } }, policy),
    ).toBeNull();
  });

  it('gives a grant that names its purpose, and that nothing else can make', () => {
    const grant = authorize('statistics', given, atFirst);
    expectTypeOf(grant).toEqualTypeOf<Grant<'statistics'> | null>();
    expect(isGrant(grant!)).toBe(true);
    expect(isGrant(Object.assign({}, grant))).toBe(false);
    expect(() => structuredClone(grant)).not.toThrow();
    expect(isGrant(structuredClone(grant!))).toBe(false);
  });

  it('goes on under a policy with other words, and not under one that says something else of any purpose', () => {
    expect(authorize('statistics', given, atReworded)).not.toBeNull();
    expect(authorize('statistics', given, atChanged)).toBeNull();
    const updates = nextConsent(accepted, { kind: 'granted', at: 2, purpose: 'updates' }, atFirst).consent;
    expect(authorize('updates', updates, atChanged)).toBeNull();
  });

  it('takes no grant that was given for other facts, even if the new policy is accepted', () => {
    const { kind, at } = given.decision!;
    const stale: Consent = { ...given, decision: { kind, at, version: changed.version, hash: changed.hash } };
    expect(standingOf(stale, atChanged)).toBe('accepted');
    expect(authorize('statistics', stale, atChanged)).toBeNull();
  });

  it('takes no decision on a policy that the program never had, or under another number', () => {
    expect(standingOf(given, { current: changed, earlier: [] })).toBe('unasked');
    expect(standingOf({ ...given, decision: { ...given.decision!, version: 2 } }, atFirst)).toBe('unasked');
  });
});

describe('a stored record', () => {
  it('is read as it was written, through JSON', () => {
    expect(readConsent(JSON.parse(JSON.stringify(given)))).toEqual(given);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', JSON.stringify(given)],
    ['a field more', { ...given, all: true }],
    ['another format', { ...given, format: 2 }],
    ['an unknown purpose', { ...given, grants: { ...given.grants, ads: given.grants.statistics } }],
    ['a grant that is only a yes', { ...given, grants: { statistics: true } }],
    ['a hash that is none', { ...given, decision: { ...given.decision, hash: 'x' } }],
    ['a time that is none', { ...given, grants: { statistics: { ...given.grants.statistics, at: -1 } } }],
    ['no decision', { ...given, decision: undefined }],
  ])('%s is no consent', (_, stored) => {
    expect(readConsent(stored)).toEqual(noConsent);
    expect(authorize('statistics', stored, atFirst)).toBeNull();
  });

  it('with anything in place of any part gives a grant only if it still says the same', () => {
    const paths = [
      ['format'],
      ['decision'],
      ['decision', 'kind'],
      ['decision', 'hash'],
      ['grants'],
      ['grants', 'statistics'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (path, junk) => {
        const broken = replaced(given, path, junk);
        fc.pre(JSON.stringify(broken) !== JSON.stringify(given));
        expect(authorize('statistics', broken, atFirst)).toBeNull();
      }),
    );
  });

  it('with another hash is of another policy', () => {
    const forged = { ...given, grants: { statistics: { ...given.grants.statistics!, clauseHash: hash(9) } } };
    expect(authorize('statistics', forged, atFirst)).toBeNull();
  });
});

function replaced(value: object, [key = '', ...rest]: readonly string[], junk: unknown): unknown {
  const inner: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return { ...value, [key]: rest.length === 0 ? junk : replaced(inner as object, rest, junk) };
}
