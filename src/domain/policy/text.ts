import { clauseOf } from './clause.ts';
import type { PolicyDocument } from './document.ts';
import { afterClauses, beforeClauses } from './general.ts';
import { purposeIds } from './purpose.ts';
import { purposes } from './registry.ts';

/** The edition that this program's registry makes. An edition in force never changes: raise the version instead. */
const edition = { version: 1, effective: '2027-02-01' } as const;

/** The policy's text, from the registry. Generated files hold what it gives (`npm run policy`); pages show those. */
export function policyDocument(): PolicyDocument {
  const clauses = purposeIds.map((id) => clauseOf(id, purposes[id]));
  return {
    title: 'Privacy policy of Perseid',
    ...edition,
    sections: [...beforeClauses, ...clauses, ...afterClauses],
  };
}
