import { hostsOfTask, isRecordOf, tellingHeaders } from '#domain/ledger/witness';
import type { Mismatch } from '#domain/ledger/mismatch';
import { wait } from '#platform/clock';
import { addMismatch, entriesSince } from '#platform/ledger-store';
import { watchOwnRequests, type OwnRequest } from '#platform/own-requests';
import { readTasks, unfinishedTasks } from '#platform/task-store';

/** An entry is written at most so long before its request, ms. */
const slack = 60_000;
/** What the engine page knows of a task it has stored by then, ms. */
const storing = 3000;
/** So many requests are remembered, the latest: for redirects, and for their headers. */
const most = 500;

/** What a request was found to be: one of the ledger's, one for a task, or neither. */
type Finding = 'ledger' | 'task' | 'unknown';

const findings = new Map<string, Promise<Finding>>();
/** Entries that a request was found for: each is one request's. */
const seen = new Set<number>();
/** Hosts that a task has, or had a moment ago. */
const hosts = new Set<string>();

/**
 * The second witness: what the browser shows of our own requests is held against ledger and tasks; what neither knows of is kept for
 * the pages to show. Must be called in the background's first turn.
 */
export function watchWitness(): void {
  watchOwnRequests({
    onRequest(request) {
      const before = findings.get(request.id);
      findings.set(request.id, judge(request, before));
      for (const id of findings.keys()) if (findings.size > most) findings.delete(id);
    },
    onHeaders: (request, names) => void judgeHeaders(request, names),
  });
}

async function judge(request: OwnRequest, before: Promise<Finding> | undefined): Promise<Finding> {
  try {
    // A redirect of a task's request; the service's are not followed.
    if ((await before) === 'task') return 'task';
    if (await isInLedger(request)) return 'ledger';
    const host = hostOf(request);
    if (await isOfTask(host)) return 'task';
    await note({ kind: 'unrecorded', host, detail: `${request.method} ${request.type}` });
  } catch (error) {
    console.error('The second witness is blind:', error);
  }
  return 'unknown';
}

async function judgeHeaders(request: OwnRequest, names: readonly string[]): Promise<void> {
  const telling = tellingHeaders(names);
  if (telling.length > 0 && (await findings.get(request.id)) === 'ledger') {
    await note({ kind: 'headers', host: hostOf(request), detail: telling.join(', ') });
  }
}

const hostOf = ({ url }: OwnRequest): string => new URL(url).host;

async function isInLedger({ url, method }: OwnRequest): Promise<boolean> {
  const recent = await entriesSince(Date.now() - slack);
  const entry = recent.find((one) => !seen.has(one.id) && isRecordOf(one, url, method));
  if (entry) seen.add(entry.id);
  return entry !== undefined;
}

async function isOfTask(host: string): Promise<boolean> {
  if (hosts.has(host)) return true;
  for (const task of await unfinishedTasks()) for (const one of hostsOfTask(task)) hosts.add(one);
  if (hosts.has(host)) return true;
  await wait(storing, AbortSignal.timeout(2 * storing));
  return (await readTasks()).some((task) => hostsOfTask(task).includes(host));
}

async function note(mismatch: Omit<Mismatch, 'at'>): Promise<void> {
  console.error('A request that should not be:', mismatch);
  await addMismatch({ at: Date.now(), ...mismatch });
}
