import { isSafe } from '../policy/service-address.ts';
import { isReachable } from '../swarm/swarm.ts';
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

/** A request of our own, as the browser shows it. */
export interface SeenRequest {
  readonly url: string;
  readonly method: string;
  /** null: none. */
  readonly body: string | null;
}

/** Whether an entry is of this request: to its host, by its method, for the very path and query, with the very body, and as a service may be asked. */
export function isRecordOf({ host, request, outcome }: StoredEntry, { url, method, body }: SeenRequest): boolean {
  if (request === null || ['refused', 'deferred', 'dropped'].includes(outcome.kind)) return false;
  const asked = new URL(url);
  return (
    isSafe(asked) &&
    asked.host === host &&
    request.method === method &&
    request.path === `${asked.pathname}${asked.search}` &&
    request.body === body
  );
}

/**
 * Where requests of a task go: the hosts that its bytes come from, with their ports, where what belongs to it lies, and the trackers and
 * web seeds of a torrent whose user has agreed. Sockets are told from the rest.
 */
export function placesOfTask(task: Task): string[] {
  const { hosts, swarm } = task;
  const named = swarm?.agreed === true ? [...swarm.trackers.filter(isReachable), ...swarm.webSeeds] : [];
  return [...hosts, ...[...addressesOfTask(task), ...named].filter(canParse).map(placeOf)];
}

const canParse = (url: string): boolean => URL.canParse(url);

/** The place of a request, as those of tasks are written. */
export function placeOf(url: string): string {
  const { protocol, host } = new URL(url);
  return isReachable(url) ? `${protocol}//${host}` : host;
}

/** Whether it is of the kind that tasks make: they fetch, and send nothing along. */
export const mayBeOfTask = ({ method, body }: SeenRequest): boolean => method === 'GET' && body === null;
