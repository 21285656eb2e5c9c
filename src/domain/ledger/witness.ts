import { addressesOfTask } from '../task/addresses.ts';
import type { Task } from '../task/task.ts';
import type { StoredEntry } from './entry.ts';

/** Headers that a request to the service may have: the same for everybody with that browser. */
const allowed = new Set([
  'host',
  'connection',
  'pragma',
  'cache-control',
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  // Firefox's own, of how urgent a request is.
  'priority',
]);

/** The headers that should not be there. */
export function tellingHeaders(names: readonly string[]): string[] {
  return names.filter((name) => !allowed.has(name.toLowerCase()));
}

/** Whether an entry is of this request: to its host, by its method, for the very path and query. */
export function isRecordOf({ host, request, outcome }: StoredEntry, url: string, method: string): boolean {
  if (request === null || ['refused', 'deferred', 'dropped'].includes(outcome.kind)) return false;
  const asked = new URL(url);
  return asked.host === host && request.method === method && `${asked.pathname}${asked.search}`.endsWith(request.path);
}

/** The hosts that a task's own bytes come from, with their ports, and where what belongs to it lies. */
export function hostsOfTask(task: Task): string[] {
  return [...task.hosts, ...addressesOfTask(task).map((url) => new URL(url).host)];
}
