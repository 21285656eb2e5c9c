import type { Settings } from '../settings/settings.ts';
import { isReachable } from './swarm.ts';

/** Hosts of the trackers that would be contacted, each once, in order. */
export function trackerHosts(trackers: readonly string[]): string[] {
  return [...new Set(trackers.filter(isReachable).map((tracker) => new URL(tracker).hostname))].toSorted();
}

/** Whether the user wants to be asked before this torrent contacts anybody. One that names no tracker is always asked about. */
export function asksBefore(
  trackers: readonly string[],
  { askForPeers, knownTrackers }: Pick<Settings, 'askForPeers' | 'knownTrackers'>,
): boolean {
  const hosts = trackerHosts(trackers);
  return askForPeers && (hosts.length === 0 || !hosts.every((host) => knownTrackers.includes(host)));
}
