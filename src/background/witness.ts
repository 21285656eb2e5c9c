import { isRecordOf, mayBeOfTask, placeOf, placesOfTask, tellingHeaders } from '#domain/ledger/witness';
import type { Mismatch } from '#domain/ledger/mismatch';
import { wait } from '#platform/clock';
import { isEngineOpen } from '#platform/engine-host/index';
import { addMismatch, entriesSince } from '#platform/ledger-store';
import { watchOwnRequests, type OwnRequest } from '#platform/own-requests';
import { readTasks, unfinishedTasks } from '#platform/task-store';
import { callEngine } from './call-engine.ts';

/** An entry is written at most so long before its request, ms. */
const slack = 60_000;
/** What the engine page knows of a task it has stored by then, ms. */
const storing = 3000;
/** So many requests are remembered, the latest: for redirects, and for their headers. */
const most = 500;

/** What a request was found to be: one of the ledger's, one for a task, or neither. */
type Finding = 'ledger' | 'task' | 'unknown';

interface Judged {
  readonly finding: Promise<Finding>;
  /** The address that was asked, before any redirect, and where the last one led. */
  readonly first: string;
  readonly last: string;
}

/** By request. */
const findings = new Map<string, Judged>();
/** Entries that a request was found for: each is one request's. */
const seen = new Set<number>();
/** Where requests of tasks go, or went a moment ago. */
const places = new Set<string>();
/** Counts what was forgotten. */
let era = 0;

/**
 * The second witness: what the browser shows of our own requests is held against ledger and tasks; what neither knows of is kept for
 * the pages to show. Must be called in the background's first turn.
 */
export function watchWitness(): void {
  watchOwnRequests({
    onRequest(request) {
      const before = findings.get(request.id);
      const { id, url } = request;
      findings.set(id, { finding: judge(request, before), first: before?.first ?? url, last: url });
      for (const old of findings.keys()) if (findings.size > most) findings.delete(old);
    },
    onHeaders: (request, names) => void judgeHeaders(request, names),
  });
}

/** Resolves when every request that was seen so far has been judged. */
export async function judged(): Promise<void> {
  await Promise.all([...findings.values()].map(({ finding }) => finding));
}

/** Nothing of what was seen before is noted any more: it is being erased. */
export function forgetRequests(): void {
  era++;
  for (const known of [findings, seen, places]) known.clear();
}

async function judge(request: OwnRequest, before: Judged | undefined): Promise<Finding> {
  const seenIn = era;
  const at = Date.now();
  try {
    // The service's redirects are not followed.
    if (before && (await before.finding) === 'task') {
      await tellPassed(before, hostOf(request));
      return 'task';
    }
    if (await isInLedger(request)) return 'ledger';
    const host = hostOf(request);
    if (mayBeOfTask(request) && (await isOfTask(placeOf(request.url)))) return 'task';
    if (seenIn === era) await note({ at, kind: 'unrecorded', host, detail: `${request.method} ${request.type}` });
  } catch (error) {
    console.error('The second witness is blind:', error);
  }
  return 'unknown';
}

/**
 * A redirect of a task's request shows the user's address to one more host, of which the asking page is not told; where it came from was
 * only passed through, if it was not where it began.
 */
async function tellPassed({ first, last }: Judged, host: string): Promise<void> {
  const through = last === first ? null : new URL(last).host;
  if (await isEngineOpen()) await callEngine('host.passed', { from: first, host, through });
}

async function judgeHeaders(request: OwnRequest, names: readonly string[]): Promise<void> {
  const telling = tellingHeaders(names);
  if (telling.length > 0 && (await findings.get(request.id)?.finding) === 'ledger') {
    await note({ at: Date.now(), kind: 'headers', host: hostOf(request), detail: telling.join(', ') });
  }
}

const hostOf = ({ url }: OwnRequest): string => new URL(url).host;

async function isInLedger(request: OwnRequest): Promise<boolean> {
  const recent = await entriesSince(Date.now() - slack);
  const entry = recent.find((one) => !seen.has(one.id) && isRecordOf(one, request));
  if (entry) seen.add(entry.id);
  return entry !== undefined;
}

async function isOfTask(place: string): Promise<boolean> {
  if (places.has(place)) return true;
  for (const task of await unfinishedTasks()) for (const one of placesOfTask(task)) places.add(one);
  if (places.has(place)) return true;
  await wait(storing, AbortSignal.timeout(2 * storing));
  return (await readTasks()).some((task) => placesOfTask(task).includes(place));
}

async function note(mismatch: Mismatch): Promise<void> {
  console.error('A request that should not be:', mismatch);
  await addMismatch(mismatch);
}
