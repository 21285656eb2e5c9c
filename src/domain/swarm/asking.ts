import type { Settings } from '../settings/settings.ts';
import { hostOfPeerServer, peerServerOf, type PeerServer } from './peer-server.ts';
import { isReachable, type Swarm } from './swarm.ts';

/** Hosts of the trackers that would be contacted, each once, in order. */
export function trackerHosts(trackers: readonly string[]): string[] {
  return [...new Set(trackers.filter(isReachable).map((tracker) => new URL(tracker).hostname))].toSorted();
}

/** Whom a torrent contacts by itself: its trackers and its web servers. */
type Named = Pick<Swarm, 'trackers' | 'webSeeds'>;

/** Hosts that this torrent contacts, each once, in order. @param server by which peers find a way; null: none */
export function namedHosts({ trackers, webSeeds }: Named, server: PeerServer | null): string[] {
  const seeds = webSeeds.map((seed) => new URL(seed).hostname);
  const helpers = server === null ? [] : [hostOfPeerServer(server.url).replace(/:\d+$/, '')];
  return [...new Set([...trackerHosts(trackers), ...seeds, ...helpers])].toSorted();
}

/** Whether the user wants to be asked before this torrent contacts anybody. One that names no tracker is always asked about. */
export function asksBefore(
  named: Named,
  settings: Pick<Settings, 'askForPeers' | 'knownTrackers'> & Parameters<typeof peerServerOf>[0],
): boolean {
  const { askForPeers, knownTrackers } = settings;
  const isKnown = namedHosts(named, peerServerOf(settings)).every((host) => knownTrackers.includes(host));
  return askForPeers && (trackerHosts(named.trackers).length === 0 || !isKnown);
}
