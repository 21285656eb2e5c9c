import type { Edition, Policy } from '#domain/policy/edition';
import { purposeIds, type PurposeId } from '#domain/policy/purpose';

/** A stand-in for a hash. */
export const hash = (seed: number): string => seed.toString(16).padStart(64, '0');

/** An edition; `facts` numbers what it says of each purpose, and its terms: another number is another thing said. */
export function edition(version: number, facts: Partial<Record<PurposeId | 'terms', number>> = {}): Edition {
  const clauses = purposeIds.map((id): [PurposeId, string] => [id, hash(facts[id] ?? 0)]);
  return {
    version,
    effective: '2027-01-01',
    hash: hash(100 + version),
    clauses: Object.fromEntries(clauses),
    terms: facts.terms ?? 1,
  };
}

export const first = edition(1);
/** Other words, the same facts. */
export const reworded = edition(2);
/** Statistics are another thing now. */
export const changed = edition(3, { statistics: 1 });

/** Every purpose is what it was, and less is promised beside them. */
const weaker = edition(4, { terms: 4 });

export const atFirst: Policy = { current: first, earlier: [] };
export const atReworded: Policy = { current: reworded, earlier: [first] };
export const atWeaker: Policy = { current: weaker, earlier: [changed, reworded, first] };
export const atChanged: Policy = { current: changed, earlier: [reworded, first] };
