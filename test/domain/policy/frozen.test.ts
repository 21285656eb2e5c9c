import { describe, expect, it } from 'vitest';
import { authorize, isGrant, noConsent, type Grant } from '#domain/policy/consent';
import { nextConsent } from '#domain/policy/consent-step';
import { policy } from '#domain/policy/policy';
import { purposeIds } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import { builtPurposes, unbuilt } from '#domain/policy/unbuilt';
import { wires } from '#domain/policy/wires';
import { atFirst } from './editions.ts';

/** Every table that is reached from one, with the way to it. */
function tablesIn(value: unknown, path: string): [string, object][] {
  const isTable =
    Array.isArray(value) ||
    (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);
  if (!isTable) return [];
  const inner = Object.entries(value as object).flatMap(([key, one]) => tablesIn(one, `${path}.${key}`));
  return [[path, value as object], ...inner];
}

const tables = [
  ...tablesIn(purposes, 'purposes'),
  ...tablesIn(wires, 'wires'),
  ...tablesIn(policy, 'policy'),
  ...tablesIn(purposeIds, 'purposeIds'),
  ...tablesIn(unbuilt, 'unbuilt'),
  ...tablesIn(builtPurposes, 'builtPurposes'),
];

describe('what the program may do cannot be changed while it runs', () => {
  it.each(tables)('%s', (_, table) => {
    const [key] = Object.keys(table);
    expect(() => Object.assign(table, { [key ?? '0']: 'planted' })).toThrow(TypeError);
    expect(() => Object.assign(table, { planted: true })).toThrow(TypeError);
    expect(key !== undefined && Reflect.deleteProperty(table, key)).toBe(false);
  });

  it('names the ways that matter', () => {
    const paths = tables.map(([path]) => path);
    for (const path of ['wires.statistics.report.endpoint', 'purposes.updates.calls.bundle', 'policy.current.clauses'])
      expect(paths).toContain(path);
  });
});

it('nor can a grant be changed, or another be made with it', () => {
  const accepted = nextConsent(noConsent, { kind: 'accepted', at: 1 }, atFirst).consent;
  const given = nextConsent(accepted, { kind: 'granted', at: 2, purpose: 'statistics' }, atFirst).consent;
  const grant: Grant = authorize('statistics', given, atFirst)!;
  expect(() => Object.assign(grant, { purpose: 'updates' })).toThrow(TypeError);
  const maker = grant.constructor as new (...all: unknown[]) => object;
  expect(isGrant(new maker('updates', grant))).toBe(false);
});
