import type { HostTraffic } from './host-traffic.ts';
import type { Task } from './task.ts';

/**
 * Who saw the user's address for a task, in order. A host is noted before it is asked, what it gave once it came: after a crash
 * in between its sums are 0 and its days null.
 */
export function whoSaw({ hosts, traffic }: Pick<Task, 'hosts' | 'traffic'>): SeenBy[] {
  const sums = new Map(traffic.map((one) => [one.host, one]));
  return hosts.map((host) => sums.get(host) ?? { host, requests: 0, bytes: 0, firstDay: null, lastDay: null });
}

/** How many saw it: those hosts, and the peers of a torrent, of whom the number alone is known. */
export const seenByCount = ({ hosts, swarm }: Pick<Task, 'hosts' | 'swarm'>): number =>
  hosts.length + (swarm?.peers ?? 0);

/** One host of a task; the days are null where nothing was summed yet. */
export interface SeenBy extends Pick<HostTraffic, 'host' | 'requests' | 'bytes'> {
  readonly firstDay: number | null;
  readonly lastDay: number | null;
}
