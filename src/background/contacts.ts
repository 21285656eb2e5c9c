import type { LedgerEntry, Outcome, Refusal } from '#domain/ledger/entry';
import { signedBundleSchema } from '#domain/notice/bundle';
import { authorize, type Grant } from '#domain/policy/consent';
import type { Deferred } from '#domain/policy/deferred';
import { policy } from '#domain/policy/policy';
import type { PurposeId, Wire } from '#domain/policy/purpose';
import { callOf, wireOf, type WireRequest } from '#domain/policy/request';
import { comesByItself, mayCall } from '#domain/policy/timing';
import { wires } from '#domain/policy/wires';
import type { TaskId } from '#domain/task/task';
import { readConsentRecord } from '#platform/consent-store';
import { addEntry, setOutcome } from '#platform/ledger-store';
import { serviceFetch, type Answer } from '#platform/service-fetch';
import { readLastCall, readService, type Service } from '#platform/service-store';
import { hasAccess } from '#platform/site-access';
import { stayAwake } from '#platform/wake';
import { isDownloading, isQuiet } from './engine-need.ts';
import { isSearching } from './task-consent.ts';
import { acceptBundle, isSignedList } from './notices.ts';

/** What came of a contact; `reply`: as the registry's schema gave it, null without one. */
export interface Contact {
  readonly outcome: Outcome;
  readonly reply: unknown;
}

/** A call that was let through: with what it needs, and the number of its entry. */
interface Admitted {
  readonly grant: Grant;
  readonly service: Service;
  readonly entry: number;
}

/** What may be broken off: known from before the grant is read until nothing more can be sent. */
const flights = new Map<AbortController, Deferred>();

/**
 * The one way to anyone but a task's own sources (BC22: not while something downloads without mirror search). Every attempt is in the
 * ledger before anything is sent, with exactly what is sent; also one that is not allowed.
 * @param waiting its number, if it had been put off: it waits until its entry is written, in the same moment
 */
export async function contact(wanted: Deferred, waiting: number | null): Promise<Contact> {
  const flight = new AbortController();
  flights.set(flight, wanted);
  try {
    const admitted = await inTurn(() => admit(wanted, waiting));
    if ('kind' in admitted) return { outcome: admitted, reply: null };
    return await send(admitted, wanted, flight.signal);
  } finally {
    flights.delete(flight);
  }
}

/** Breaks off what is under way for this purpose, or (null) for all: from now on nothing of it is sent. */
export function abortContacts(purpose: PurposeId | null): void {
  for (const [flight, wanted] of flights) if (purpose === null || wanted.purpose === purpose) flight.abort();
}

/** Breaks off what is asked for a task. */
export function abortLookUp(task: TaskId): void {
  for (const [flight, wanted] of flights) if (wanted.task === task) flight.abort();
}

/** Why a contact was broken off, when a download was why. */
const gaveWay = new DOMException('a download begins', 'AbortError');

/** A download begins: what is under way is broken off, and made again later if its purpose says so (BC22). */
export function giveWay(): void {
  for (const [flight, wanted] of flights) if (!isForTask(wanted)) flight.abort(gaveWay);
  if ([...flights.values()].some(isForTask)) void giveWayInQuiet();
}

/** What is asked for a task goes on beside others for which it may be asked, too. */
async function giveWayInQuiet(): Promise<void> {
  if (!(await isQuiet())) return;
  for (const [flight, wanted] of flights) if (isForTask(wanted)) flight.abort(gaveWay);
}

const isForTask = ({ purpose, call }: Deferred): boolean => callOf(purpose, call)?.when.occasion === 'task';

let turn: Promise<unknown> = Promise.resolve();

/** One decision after the other: two at once could both find that a call was not made yet. What is wiped is wiped in turn too. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch((error: unknown) => console.error('contacts:', error));
  return done;
}

async function admit(wanted: Deferred, waiting: number | null): Promise<Admitted | Outcome> {
  const { purpose, call: name, payload, task } = wanted;
  const at = Date.now();
  const grant = authorize(purpose, await readConsentRecord(), policy);
  const service = await readService();
  const call = callOf(purpose, name);
  const request = call && requestOf(call, payload);
  const write = (outcome: Outcome, waits: Deferred | null = null): Promise<number> =>
    addEntry(entryOf({ at, purpose, call: name, grant, service, request, task, outcome }), { waits, taken: waiting });
  const not = async (outcome: Outcome, waits: Deferred | null = null): Promise<Outcome> => {
    await write(outcome, waits);
    return outcome;
  };
  if (grant === null) return not(refused('no-grant'));
  if (call === null || request === null) return not(refused('payload'));
  if (service === null) return not(refused('no-service'));
  if (!(await hasAccess(service.address))) return not(refused('no-access'));
  const verdict = await verdictOf(purpose, name, call, at);
  if (verdict.kind === 'drop') return not({ kind: 'dropped', because: verdict.because });
  // What comes by itself comes again when its time has come.
  if (verdict.kind === 'defer')
    return not({ kind: 'deferred', because: verdict.because }, comesByItself(call) ? null : wanted);
  return { grant, service, entry: await write({ kind: 'begun' }) };
}

const refused = (because: Refusal): Outcome => ({ kind: 'refused', because });

async function verdictOf(purpose: PurposeId, name: string, call: Wire, now: number) {
  const [last, busy, quiet] = await Promise.all([readLastCall(purpose, name), isDownloading(), isQuiet()]);
  // Where it is switched off for all, whatever downloads has none.
  return mayCall(call, { now, last, busy, quiet: quiet || (busy && !(await isSearching())) });
}

/** null: it is nothing that this call may send. */
function requestOf({ endpoint, sends }: Wire, payload: unknown): WireRequest | null {
  const parsed = sends.safeParse(payload);
  return endpoint && parsed.success ? wireOf(endpoint, parsed.data) : null;
}

interface Attempt extends Pick<LedgerEntry, 'at' | 'purpose' | 'call' | 'request' | 'task' | 'outcome'> {
  readonly grant: Grant | null;
  readonly service: Service | null;
}

function entryOf({ grant, service, request: below, ...attempt }: Attempt): LedgerEntry {
  const request = below && { ...below, path: (service?.path ?? '') + below.path };
  const sent = request === null ? '' : request.path + (request.body ?? '');
  return {
    ...attempt,
    request,
    version: policy.current.version,
    clauseHash: grant?.clauseHash ?? null,
    host: service?.host ?? null,
    size: new TextEncoder().encode(sent).byteLength,
  };
}

async function send(admitted: Admitted, wanted: Deferred, signal: AbortSignal): Promise<Contact> {
  const { grant, service, entry } = admitted;
  const { call, payload } = wanted;
  const letGo = stayAwake();
  try {
    const answer = await serviceFetch(grant, service, { call, payload }, signal);
    const outcome = await outcomeOf(answer, admitted, wanted);
    await setOutcome(entry, outcome, null);
    // Broken off in the very moment in which it came: it is not handed on.
    const taken = answer.kind === 'answered' && outcome.kind === 'answered' && !signal.aborted;
    return { outcome, reply: taken ? answer.reply : null };
  } catch (error) {
    if (!signal.aborted) throw error;
    await inTurn(async () =>
      setOutcome(entry, { kind: 'aborted' }, (await isAgain(admitted, wanted, signal)) ? wanted : null),
    );
    return { outcome: { kind: 'aborted' }, reply: null };
  } finally {
    letGo();
  }
}

/**
 * Whether what was broken off is made again: because a download began, and nothing was decided since. It may have arrived, so its interval
 * counts from when it was made: no more than one of it comes in any interval.
 */
async function isAgain({ service }: Admitted, { purpose, call: name }: Deferred, { reason }: AbortSignal) {
  const call = callOf(purpose, name);
  return (
    reason === gaveWay &&
    call?.endpoint?.busy === 'defer' &&
    !comesByItself(call) &&
    authorize(purpose, await readConsentRecord(), policy) !== null &&
    (await readService())?.address === service.address
  );
}

/** What is signed is an answer only if the signature and all else hold. */
async function outcomeOf(answer: Answer, { service }: Admitted, { purpose, call: name }: Deferred): Promise<Outcome> {
  if (answer.kind === 'failed') return answer;
  const call = callOf(purpose, name);
  const isSigned = call?.endpoint?.reply === signedBundleSchema;
  const refusal = isSigned ? await inTurn(() => acceptBundle(service, answer.reply, Date.now())) : null;
  if (call === wires['mirror-search'].snapshot && !(await isSignedList(answer.sha256, Date.now())))
    return { kind: 'failed', because: 'unsigned', status: 200 };
  return refusal === null
    ? { kind: 'answered', bytes: answer.bytes }
    : { kind: 'failed', because: refusal, status: 200 };
}
