import * as z from 'zod/mini';
import type { Settings } from '../settings/settings.ts';

/** A server by which peers find a way to each other: it tells each its address (STUN, RFC 8489), or passes on what they send (TURN, RFC 8656). */
export interface PeerServer {
  /** RFC 7064, RFC 7065. */
  readonly url: string;
  /** '' where it only tells addresses. */
  readonly username: string;
  readonly credential: string;
}

/** What the user has agreed to for one torrent. */
export const viaSchema = z.object({
  /** Address of the server that its card named. */
  server: z.string(),
  /** Peers are met through it alone, and do not see the user's address. */
  relayOnly: z.boolean(),
});
export type Via = z.infer<typeof viaSchema>;

/** Whether a server passes on what peers send. */
export const isRelay = (url: string): boolean => /^turns?:/.test(url);

const form =
  /^(?:stuns?|turns?):(?<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?<port>:\d{1,5})?(?<way>\?transport=(?:udp|tcp))?$/;

/** Reads the address of a server. @returns as it may be stored; null: it is none, or none that a browser would take */
export function readPeerServer(text: string): string | null {
  const url = text.trim().toLowerCase();
  const { host = '', port = '', way = '' } = form.exec(url)?.groups ?? {};
  if (host === '' || (way !== '' && !isRelay(url)) || Number(port.slice(1)) > 65_535) return null;
  // A browser judges names and numbers of hosts.
  return URL.canParse(`http://${host}${port}`) ? url : null;
}

/** Its host, with the port if it is said. */
export const hostOfPeerServer = (url: string): string => url.replace(/^\w+:/, '').replace(/\?.*$/, '');

type Chosen = Pick<Settings, 'peerServer' | 'peerServerName' | 'peerServerSecret' | 'relayOnly'>;

/** The server that the user has set; null: none, or a relay without the name and the password that each asks for. */
export function peerServerOf({ peerServer, peerServerName, peerServerSecret }: Chosen): PeerServer | null {
  const url = readPeerServer(peerServer);
  if (url === null) return null;
  if (!isRelay(url)) return { url, username: '', credential: '' };
  const isComplete = peerServerName !== '' && peerServerSecret !== '';
  return isComplete ? { url, username: peerServerName, credential: peerServerSecret } : null;
}

/** What a torrent begins with that asks nobody any more; null: no server is set. */
export function viaOf(settings: Chosen): Via | null {
  const server = peerServerOf(settings);
  return server && { server: server.url, relayOnly: settings.relayOnly && isRelay(server.url) };
}

/**
 * How peers are met now: by what was agreed, as far as it is still what the user has set.
 * @returns null: it was agreed to meet them through a relay alone, and that is set no more
 */
export function wayNow(
  via: Via | null,
  set: PeerServer | null,
): { readonly server: PeerServer | null; readonly relayOnly: boolean } | null {
  if (via === null) return { server: null, relayOnly: false };
  const server = set?.url === via.server ? set : null;
  return via.relayOnly && server === null ? null : { server, relayOnly: via.relayOnly };
}
