import * as z from 'zod/mini';
import type { Call, Purpose } from './purpose.ts';

/**
 * What makes a change of a purpose material: what is sent, to whom, when, and how long it is kept. Two purposes with the
 * same facts do the same, whatever their words.
 * @returns JSON with sorted keys
 */
export function factsOf({ calls, receivers }: Purpose): string {
  return JSON.stringify(sorted({ calls: Object.entries(calls).map(factsOfCall), receivers }));
}

function factsOfCall([name, { sends, endpoint, when }]: [string, Call]) {
  const to = endpoint && { method: endpoint.method, path: endpoint.path, busy: endpoint.busy };
  return { name, sends: z.toJSONSchema(sends), to, when };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
