import type * as z from 'zod/mini';

/**
 * Which fields are wrong. Values are never repeated.
 * @param strange whether names of fields that nobody knows may be: not where a stranger chose them
 */
export function faultsOf(error: z.core.$ZodError, strange: 'named' | 'unnamed'): string {
  const faults = error.issues.map((issue) => {
    const where = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return where === '' ? 'the whole' : where;
    return strange === 'named' ? `${[...issue.path, issue.keys.join(', ')].join('.')} (not known)` : 'a field too much';
  });
  return [...new Set(faults)].join(', ');
}
