import type { Settings } from '../settings/settings.ts';
import { isReachable, type Swarm } from './swarm.ts';

/** Hosts of the trackers that would be contacted, each once, in order. */
export function trackerHosts(trackers: readonly string[]): string[] {
  return [...new Set(trackers.filter(isReachable).map((tracker) => new URL(tracker).hostname))].toSorted();
}

/** Whom a torrent contacts by itself: its trackers and its web servers. */
type Named = Pick<Swarm, 'trackers' | 'webSeeds'>;

/** Hosts that this torrent contacts, each once, in order. */
export function namedHosts({ trackers, webSeeds }: Named): string[] {
  const seeds = webSeeds.map((seed) => new URL(seed).hostname);
  return [...new Set([...trackerHosts(trackers), ...seeds])].toSorted();
}

/** Whether the user wants to be asked before this torrent contacts anybody. One that names no tracker is always asked about. */
export function asksBefore(
  named: Named,
  { askForPeers, knownTrackers }: Pick<Settings, 'askForPeers' | 'knownTrackers'>,
): boolean {
  const isKnown = namedHosts(named).every((host) => knownTrackers.includes(host));
  return askForPeers && (trackerHosts(named.trackers).length === 0 || !isKnown);
}
