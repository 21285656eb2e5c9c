import * as z from 'zod/mini';
import type { Fault } from '#domain/ledger/entry';
import { isGrant, type Grant } from '#domain/policy/consent';
import type { Endpoint } from '#domain/policy/purpose';
import { callOf, wireOf, type WireRequest } from '#domain/policy/request';
import { withoutTellingHeaders } from './bare-requests.ts';
import { isService, type Service } from './service-store.ts';

/** What came of a request. `reply`: exactly what the registry says. `bytes`: of the answer's body, decoded; `sha256`: of that, hexadecimal. */
export type Answer =
  | { readonly kind: 'answered'; readonly reply: unknown; readonly bytes: number; readonly sha256: string }
  | { readonly kind: 'failed'; readonly because: Fault; readonly status: number | null };

/** A refused answer, on its way out of the reading functions. */
class Refused extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Door 2: everything but a task's own bytes. It takes no address: host and path come from the stored service and the registry alone.
 * Whoever calls it has written the ledger's entry before, and is the background (contacts).
 * @param grant from `authorize`, for this moment
 * @param wanted one of the purpose's calls, and what it sends
 * @throws the signal's reason when it was aborted; TypeError or ZodError for what is no such call
 */
export async function serviceFetch(
  grant: Grant,
  service: Service,
  wanted: { readonly call: string; readonly payload: unknown },
  signal: AbortSignal,
): Promise<Answer> {
  if (!isGrant(grant) || !isService(service)) throw new TypeError('no grant, or no service of the store');
  const call = callOf(grant.purpose, wanted.call);
  if (!call?.endpoint) throw new TypeError(`${grant.purpose}.${wanted.call} does not go to the service`);
  const { endpoint } = call;
  const wire = wireOf(endpoint, call.sends.parse(wanted.payload));
  const url = service.address + wire.path;
  return withoutTellingHeaders(url, () => {
    signal.throwIfAborted();
    return ask(url, wire, endpoint, signal);
  });
}

async function ask(
  url: string,
  { method, body }: WireRequest,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Answer> {
  const own = new AbortController();
  const late = AbortSignal.timeout(endpoint.timeout);
  let status: number | null = null;
  try {
    const response = await fetch(url, {
      method,
      body,
      ...(body !== null && { headers: { 'Content-Type': 'application/json' } }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Not followed: what it leads to is never asked.
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([own.signal, signal, late]),
    });
    if (response.type === 'opaqueredirect') throw new Refused('redirect');
    status = response.status;
    const text = await readText(response, endpoint.replyBytes);
    const reply = readReply(text.text, endpoint);
    return { kind: 'answered', reply, bytes: text.bytes, sha256: await digestOf(text.text) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Refused)) console.info('The service gave no answer:', error);
    const because = error instanceof Refused ? error.fault : late.aborted ? 'timeout' : 'network';
    return { kind: 'failed', because, status };
  } finally {
    own.abort();
  }
}

/** The body of a JSON answer. More than `most` bytes are not read. */
async function readText(response: Response, most: number): Promise<{ text: string; bytes: number }> {
  if (response.status !== 200) throw new Refused('status');
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refused('type');
  if (Number(response.headers.get('Content-Length') ?? 0) > most) throw new Refused('size');
  const reader = response.body?.getReader();
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let bytes = 0;
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return { text: text + decoder.decode(), bytes };
    bytes += value.byteLength;
    if (bytes > most) throw new Refused('size');
    text += decoder.decode(value, { stream: true });
  }
}

/** Of the text's bytes: those that came, unless what came is no UTF-8. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readReply(text: string, { reply }: Endpoint): unknown {
  const parsed = z.safeParse(reply, parseJson(text));
  if (!parsed.success) throw new Refused('schema');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    console.info('The service answered no JSON:', error);
    throw new Refused('schema');
  }
}
