import { callsOf } from './calls.ts';
import type { Call, Endpoint, PurposeId } from './purpose.ts';
import type { CallOf, Sends } from './registry.ts';

/** What goes on the wire, and stands in the ledger and on the options page: the same. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below the service's address, with its query. */
  readonly path: string;
  /** JSON; null: none. */
  readonly body: string | null;
}

/** A call by its name; null: there is none. */
export const callOf = (purpose: PurposeId, name: string): Call | null => {
  const calls = callsOf[purpose];
  return Object.hasOwn(calls, name) ? (calls[name] ?? null) : null;
};

/**
 * Builds the request of a call from the registry and from nothing else (BC1, BC15).
 * @throws ZodError when a field is missing, wrong or not in the schema; RangeError when the call does not go to the service
 */
export function requestOf<P extends PurposeId, C extends CallOf<P>>(
  purpose: P,
  name: C,
  payload: Sends<P, C>,
): WireRequest {
  const call = callOf(purpose, name);
  if (!call?.endpoint) throw new RangeError(`${purpose}.${name} does not go to the service`);
  return wireOf(call.endpoint, call.sends.parse(payload));
}

/** The request of an endpoint with what its call sends, parsed. */
export function wireOf({ method, path }: Endpoint, sends: Readonly<Record<string, unknown>>): WireRequest {
  if (method === 'POST') return { method, path, body: JSON.stringify(sends) };
  const query = Object.entries(sends)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&');
  return { method, path: query === '' ? path : `${path}?${query}`, body: null };
}
