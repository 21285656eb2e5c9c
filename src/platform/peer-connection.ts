import { scrubCandidate, scrubDescription } from '#domain/swarm/scrub';

/** The hosts that sockets may be opened to: trackers of torrents whose user has agreed. Counted, for several may name one. */
const allowed = new Map<string, number>();

/** Lets sockets be opened to these trackers until it is called back. @returns what takes that back */
export function allowTrackers(trackers: readonly string[]): () => void {
  const places = trackers.map(placeOf);
  for (const place of places) allowed.set(place, (allowed.get(place) ?? 0) + 1);
  return () => {
    for (const place of places.splice(0)) {
      const left = (allowed.get(place) ?? 1) - 1;
      if (left === 0) allowed.delete(place);
      else allowed.set(place, left);
    }
  };
}

/** The servers that may be asked for addresses, or to pass on what peers send: those that users have agreed to. Counted, too. */
const servers: string[] = [];

/** Lets peer connections ask a server until it is called back; null: none. @returns what takes that back */
export function allowPeerServer(url: string | null): () => void {
  if (url === null) return () => undefined;
  servers.push(url);
  return () => {
    const place = servers.indexOf(url);
    if (place !== -1) servers.splice(place, 1);
  };
}

/** A server that is not allowed is left out: through a relay alone nobody is met then. */
const isAllowed = ({ urls }: RTCIceServer): boolean => [urls].flat().every((url) => servers.includes(url));

const placeOf = (url: string): string => {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

/**
 * Puts guarded classes in the place of the browser's own, when the engine page starts: a socket is opened to allowed trackers
 * alone; a peer connection asks no server but allowed ones for a way, and tells nobody those of the local network (an extension's page hides none of them).
 */
export function guardPeerClasses(): void {
  const [Socket, Connection] = [globalThis.WebSocket, globalThis.RTCPeerConnection];
  class TrackerSocket extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      if (!allowed.has(placeOf(String(url)))) throw new DOMException('no tracker', 'SecurityError');
      super(url, protocols);
    }
  }
  class PeerConnection extends Connection {
    constructor(config?: RTCConfiguration) {
      super({ ...config, iceServers: config?.iceServers?.filter(isAllowed) ?? [] });
    }
    override get localDescription(): RTCSessionDescription | null {
      return scrubbed(super.localDescription);
    }
    override get currentLocalDescription(): RTCSessionDescription | null {
      return scrubbed(super.currentLocalDescription);
    }
    override get pendingLocalDescription(): RTCSessionDescription | null {
      return scrubbed(super.pendingLocalDescription);
    }
    override get onicecandidate() {
      return super.onicecandidate;
    }
    /** Without candidates that tell a local address. */
    override set onicecandidate(listener) {
      super.onicecandidate =
        listener &&
        ((event): void => {
          if (mayTell(event)) listener.call(this, event);
        });
    }
  }
  globalThis.WebSocket = TrackerSocket;
  globalThis.RTCPeerConnection = PeerConnection;
}

function scrubbed(description: RTCSessionDescription | null): RTCSessionDescription | null {
  if (description === null) return null;
  return new RTCSessionDescription({ type: description.type, sdp: scrubDescription(description.sdp) });
}

const mayTell = ({ candidate }: RTCPeerConnectionIceEvent): boolean =>
  candidate === null || candidate.candidate === '' || scrubCandidate(candidate.candidate) === candidate.candidate;
