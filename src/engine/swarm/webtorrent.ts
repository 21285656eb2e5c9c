import type { Grant } from '#domain/policy/consent';
import type { Range } from '#domain/segment/range';
import { piecesOf } from '#domain/swarm/pieces';
import type { Live, TrackerState } from '#protocol/engine-api';
import type { ChunkStoreClass } from './chunk-store.ts';

/** A connection to a peer, after both have said hello. */
export interface Wire {
  /** Hexadecimal. */
  readonly peerId: string;
  on(event: 'piece', heard: (index: number) => void): void;
  destroy(): void;
}

/** The same, to tell and to be told who has which piece. */
interface Told {
  readonly peerPieces: { get(piece: number): boolean };
  have(piece: number): void;
}

/** What WebTorrent knows of a connection to a tracker; no part of what it says of itself, in the version that is pinned. */
interface LiveTracker {
  readonly announceUrl: string;
  /** It broke, and is tried again. */
  readonly reconnecting: boolean;
  readonly socket: { readonly connected: boolean } | null;
  /** It was asked something and has said nothing since. */
  readonly expectingResponse: boolean;
}

/** The part of WebTorrent's torrent that is used. */
export interface LiveTorrent {
  /** The .torrent file, once it is known. */
  readonly torrentFile: Uint8Array | null;
  readonly bitfield: { get(piece: number): boolean };
  readonly ready: boolean;
  readonly numPeers: number;
  /** Which pieces are asked for next. */
  strategy: 'rarest' | 'sequential';
  readonly wires: readonly Told[];
  /** No part of what it says of itself, in the version that is pinned: see `offer`. */
  _markVerified(piece: number): void;
  _checkDone(): void;
  /** Bytes a second. */
  readonly downloadSpeed: number;
  readonly uploadSpeed: number;
  /** Bytes, of this session. */
  readonly uploaded: number;
  readonly received: number;
  /** Null before it looks for peers. */
  readonly discovery: { readonly tracker: { readonly _trackers: readonly LiveTracker[] } | null } | null;
  select(first: number, last: number, priority: number): void;
  deselect(first: number, last: number): void;
  on(event: 'metadata' | 'ready', heard: () => void): void;
  /** One that was found: it is connected to. */
  on(event: 'peer', heard: (peer: string | { readonly id: string }) => void): void;
  on(event: 'verified', heard: (piece: number) => void): void;
  on(event: 'wire', heard: (wire: Wire) => void): void;
  on(event: 'warning' | 'error', heard: (error: Error) => void): void;
}

/** The part of its client that is used. */
export interface LiveClient {
  readonly destroyed: boolean;
  add(torrent: Uint8Array | { infoHash: string; name: string }, options: TorrentOptions): LiveTorrent;
  /** Bytes a second; -1: as fast as it goes. */
  throttleDownload(rate: number): void;
  throttleUpload(rate: number): void;
  on(event: 'error', heard: (error: Error) => void): void;
  destroy(done: (error?: Error) => void): void;
}

interface TorrentOptions {
  readonly announce: readonly string[];
  readonly store: ChunkStoreClass;
  /** Pieces kept in memory. */
  readonly storeCacheSlots: number;
  /** Pieces that are here; left out: all are looked at. */
  readonly bitfield?: Uint8Array;
  readonly deselect: boolean;
  readonly strategy: 'rarest' | 'sequential';
}

/**
 * Peers may have a piece that was brought by somebody else, and is stored. WebTorrent has no call for that; this is what it does itself when a
 * piece from a peer is stored (`onChunk` in its lib/torrent.js). What peers send of the piece meanwhile is dropped.
 */
export function offer(torrent: LiveTorrent, piece: number): void {
  torrent._markVerified(piece);
  for (const wire of torrent.wires) wire.have(piece);
  torrent._checkDone();
}

/** How many of its peers have one of these pieces. */
export function ownersOf({ wires }: LiveTorrent, ranges: readonly Range[], pieceLength: number): number {
  const has = ({ peerPieces }: Told): boolean =>
    ranges.some((range) => {
      const [first, last] = piecesOf(range, pieceLength);
      for (let piece = first; piece <= last; piece++) if (peerPieces.get(piece)) return true;
      return false;
    });
  return wires.filter(has).length;
}

/** How it stands with each tracker. */
export function trackersOf({ discovery }: LiveTorrent): NonNullable<Live['trackers']> {
  return (discovery?.tracker?._trackers ?? []).map((tracker) => ({
    url: tracker.announceUrl,
    state: stateOf(tracker),
  }));
}

function stateOf({ reconnecting, socket, expectingResponse }: LiveTracker): TrackerState {
  if (reconnecting) return 'unreachable';
  if (socket?.connected !== true) return 'connecting';
  return expectingResponse ? 'silent' : 'answers';
}

type ClientClass = new (options: object) => LiveClient;

let loaded: Promise<ClientClass> | undefined;

/** First part of our number among peers (BEP 20), the same for everybody; the rest is drawn at random. */
const ofClient = '-PS0100-';

/** Everything by which it would find peers on its own, or contact anybody but the torrent's trackers, is off. */
const quiet = {
  dht: false,
  lsd: false,
  utPex: false,
  natUpnp: false,
  natPmp: false,
  utp: false,
  webSeeds: false,
} as const;

/**
 * A client of its own for one torrent and one session: its number is drawn at random, and no other torrent has it (CS9). WebTorrent is loaded with
 * the first grant.
 * @param _grant the user's live consent to torrents
 * @param rtcConfig how peers are met
 */
export async function newClient(_grant: Grant<'swarm'>, rtcConfig: RTCConfiguration): Promise<LiveClient> {
  // It takes the classes that it finds: the engine page has put guarded ones there when it started.
  loaded ??= import('webtorrent/dist/webtorrent.min.js').then(({ default: Client }) => Client);
  const Client = await loaded;
  return new Client({ ...quiet, tracker: { announce: [], rtcConfig }, peerId: newPeerId() });
}

function newPeerId(): Uint8Array {
  const id = crypto.getRandomValues(new Uint8Array(20));
  id.set(new TextEncoder().encode(ofClient));
  return id;
}
