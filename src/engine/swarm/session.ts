import { PerseidError, type TaskError } from '#domain/error';
import type { Grant } from '#domain/policy/consent';
import type { HostLimit } from '#domain/limit/host-limit';
import { contentOf } from '#domain/swarm/new-swarm';
import { hostOfPeerServer, isRelay, type PeerServer } from '#domain/swarm/peer-server';
import { bitfieldOf, givenPieces, missingPieces, piecesOf, rangesOf } from '#domain/swarm/pieces';
import { bytesHere, isReachable, type Swarm, type SwarmContent } from '#domain/swarm/swarm';
import { addRange, withoutRanges, type Range } from '#domain/segment/range';
import { readTorrent, type Torrent } from '#domain/swarm/torrent';
import { usableSeeds } from '#domain/swarm/web-seeds';
import type { TaskEvent } from '#domain/task/reduce';
import type { TaskId } from '#domain/task/task';
import { allowPeerServer, allowTrackers } from '#platform/peer-connection';
import type { Live } from '#protocol/engine-api';
import type { TransferPorts } from '../http/ports.ts';
import { talliedOpen } from '../http/tallied.ts';
import { Tally } from '../tally.ts';
import { Blame } from './blame.ts';
import { chunkStoreOf } from './chunk-store.ts';
import type { Disk } from './disk.ts';
import { Given } from './given.ts';
import { Recorder, type Here } from './recorder.ts';
import { WebFeed, type FeedPorts } from './web-feed.ts';
import { Wishes } from './wishes.ts';
import { newClient, offer, ownersOf, trackersOf, type LiveClient, type LiveTorrent } from './webtorrent.ts';

/** What is flushed and recorded, and what is shown, so often, ms. */
const checkpointPace = 1000;
const livePace = 250;

export interface SessionOrder {
  readonly id: TaskId;
  /** `share`: all that is wanted is here, and peers get it. */
  readonly work: 'fetch' | 'share';
  readonly swarm: Swarm;
  readonly have: readonly Range[];
  /** The .torrent file as far as it describes the files; null: a peer has to tell it. */
  readonly info: Uint8Array | null;
  /** Address of the download that it was before; null: it was none. */
  readonly own: string | null;
  /** By which peers find a way; null: none. */
  readonly server: PeerServer | null;
  /** Through it alone. */
  readonly relayOnly: boolean;
}

export interface SessionPorts {
  readonly disk: Disk;
  /** The door to web seeds. */
  readonly open: TransferPorts['open'];
  /** Connections that a host may have for this torrent. */
  readonly hostLimit: HostLimit;
  /** Stores what a peer has told, so that it is known after a crash. */
  saveInfo(id: TaskId, info: Uint8Array): Promise<void>;
  readonly tell: (event: TaskEvent) => Promise<void>;
  readonly fail: (error: TaskError) => void;
  readonly show: (live: Live) => void;
}

/** One run of one torrent, from the first contact to the last. */
export class Session {
  readonly #order: SessionOrder;
  readonly #ports: SessionPorts;
  readonly #blame = new Blame();
  readonly #stop = new AbortController();
  readonly #forbid: () => void;
  readonly #trackers: readonly string[];
  #client: LiveClient | undefined;
  #torrent: LiveTorrent | undefined;
  #given: Given | undefined;
  #wishes: Wishes | undefined;
  #feed: WebFeed | undefined;
  #feeding: Promise<void> = Promise.resolve();
  /** To web seeds. */
  #lent: readonly Range[] = [];
  readonly #tally = new Tally(Date.now, (host) => void this.#ports.tell({ kind: 'asked', host }));
  #content: SwarmContent | null;
  /** What is here and is neither told of nor given: of files that are not wanted. */
  #hidden: readonly Range[] = [];
  #limits = { down: -1, up: -1 };
  readonly #recorder: Recorder;

  constructor(order: SessionOrder, ports: SessionPorts) {
    this.#order = order;
    this.#ports = ports;
    this.#content = order.swarm.content;
    this.#recorder = new Recorder({
      work: order.work,
      here: () => this.#here(this.#torrent),
      given: () => this.#given,
      tally: this.#tally,
      flush: () => ports.disk.flush(order.id),
      tell: ports.tell,
      failed: (error) => this.#fail(error),
    });
    if (this.#content !== null) this.#hidden = withoutRanges(order.have, givenPieces(order.have, this.#content));
    this.#trackers = order.swarm.trackers.filter(isReachable);
    const forbid = [allowTrackers(this.#trackers), allowPeerServer(order.server?.url ?? null)];
    this.#forbid = () => forbid.forEach((one) => one());
  }

  /** Address of the server by which its peers find a way; null: none. */
  get server(): string | null {
    return this.#order.server?.url ?? null;
  }

  get work(): SessionOrder['work'] {
    return this.#order.work;
  }

  /** What peers get now, bytes a second. */
  get up(): number {
    return this.#torrent?.uploadSpeed ?? 0;
  }

  /** Begins to look for peers. @param grant live now */
  async start(grant: Grant<'swarm'>): Promise<void> {
    const { id, swarm, info, have, work } = this.#order;
    const { server, relayOnly } = this.#order;
    // Who is asked is noted before.
    const helpers = server === null ? [] : [hostOfPeerServer(server.url)];
    for (const host of new Set([...this.#trackers.map((tracker) => new URL(tracker).host), ...helpers])) {
      await this.#ports.tell({ kind: 'asked', host });
    }
    const live = await newClient(grant, {
      iceServers: server === null ? [] : [serverFor(server)],
      iceTransportPolicy: relayOnly ? 'relay' : 'all',
    });
    if (this.#stop.signal.aborted) return live.destroy(ignore);
    this.#client = live;
    this.#pace();
    live.on('error', (error) => this.#fail(error));
    const content = this.#content;
    const torrent = live.add(info ?? { infoHash: swarm.infoHash, name: swarm.infoHash }, {
      announce: this.#trackers,
      store: chunkStoreOf(this.#ports.disk, id),
      storeCacheSlots: 0,
      ...(content !== null && info !== null && { bitfield: bitfieldOf(givenPieces(have, content), content) }),
      deselect: true,
      strategy: 'rarest',
    });
    this.#torrent = torrent;
    this.#given = new Given(() => torrent.uploaded, work === 'share', performance.now());
    this.#listen(torrent);
    this.#every(livePace, () => this.#look());
    this.#every(livePace, () => {
      this.#paceFeed();
      this.#feed?.look();
    });
    this.#every(livePace, () => this.#show());
    this.#every(checkpointPace, () => this.#recorder.look());
  }

  /** Others of its files are wanted than before. */
  select(content: SwarmContent): void {
    this.#content = content;
    if (this.work === 'share') return;
    this.#wishes = new Wishes(content);
    if (this.#torrent) this.#torrent.strategy = content.inOrder ? 'sequential' : 'rarest';
    this.#look();
    this.#recorder.look();
  }

  /** Looks whether other files are to come now than before. */
  #look(): void {
    const [torrent, content, wishes] = [this.#torrent, this.#content, this.#wishes];
    if (torrent?.bitfield === undefined || content === null || wishes === undefined) return;
    const sources = this.#feed?.sources() ?? [];
    const bringers = {
      some: torrent.numPeers + sources.length > 0,
      received: torrent.received + sources.reduce((sum, { bytes }) => sum + bytes, 0),
      owners: (missing: readonly Range[]) => ownersOf(torrent, missing, content.pieceLength),
    };
    if (wishes.look(this.#have(torrent, content), performance.now(), bringers)) this.#ask();
  }

  /** Asks peers for what is to come now, but for what is lent to web seeds. */
  #ask(): void {
    const [torrent, wishes] = [this.#torrent, this.#wishes];
    if (torrent?.bitfield === undefined || wishes === undefined) return;
    const { size, pieceLength } = wishes.content;
    torrent.deselect(0, Math.max(0, Math.ceil(size / pieceLength) - 1));
    for (const range of withoutRanges(this.#missing(), this.#lent)) torrent.select(...piecesOf(range, pieceLength), 0);
  }

  /** What is to come now and is not here, in whole pieces. */
  #missing(): Range[] {
    const [torrent, wishes] = [this.#torrent, this.#wishes];
    if (torrent?.bitfield === undefined || wishes === undefined) return [];
    const { content } = wishes;
    return missingPieces(
      rangesOf((piece) => torrent.bitfield.get(piece), content),
      content,
    );
  }

  /** Web seeds bring what peers do not. */
  async #feedFrom(torrent: LiveTorrent, read: Torrent): Promise<void> {
    const { id, swarm } = this.#order;
    const seeds = usableSeeds(swarm.webSeeds, read);
    if (seeds.length === 0 || this.work === 'share') return;
    for (const seed of seeds) await this.#ports.tell({ kind: 'asked', host: new URL(seed).host });
    const { disk, open } = this.#ports;
    const ports: FeedPorts = {
      open: talliedOpen(open, this.#tally),
      own: this.#order.own,
      hostLimit: this.#ports.hostLimit,
      missing: () => this.#missing(),
      inOrder: () => this.#content?.inOrder === true,
      peers: () => torrent.numPeers,
      put: async (piece, bytes) => {
        if (torrent.bitfield.get(piece)) return;
        await disk.write(id, piece * read.pieceLength, bytes);
        if (this.#torrent === torrent && !torrent.bitfield.get(piece)) offer(torrent, piece);
      },
      lent: (ranges) => {
        this.#lent = ranges;
        this.#ask();
      },
      failed: (error) => this.#fail(error),
    };
    if (this.#stop.signal.aborted) return;
    this.#feed = new WebFeed(seeds, read, ports, this.#stop.signal);
    this.#pace();
    this.#feeding = this.#feed.run();
  }

  /** @param limits bytes a second; -1: none */
  limit(limits: { readonly down: number; readonly up: number }): void {
    if (limits.down === this.#limits.down && limits.up === this.#limits.up) return;
    this.#limits = limits;
    this.#pace();
  }

  #pace(): void {
    const { down, up } = this.#limits;
    // Web seeds get the tenth that is kept from peers, and what peers do not use.
    this.#client?.throttleDownload(down === -1 || this.#feed === undefined ? down : 0.9 * down);
    this.#client?.throttleUpload(up);
    this.#paceFeed();
  }

  #paceFeed(): void {
    const { down } = this.#limits;
    this.#feed?.limit(down === -1 ? Infinity : Math.max(0.1 * down, down - (this.#torrent?.downloadSpeed ?? 0)));
  }

  /** Leaves the swarm, and records the last of what it brought. Nothing is contacted, written or told any more when it resolves. */
  async close(): Promise<void> {
    this.#stop.abort();
    const torrent = this.#torrent;
    this.#torrent = undefined;
    const live = this.#client;
    this.#client = undefined;
    // Its last word to the trackers is that it leaves.
    // One that broke down is gone already.
    if (live?.destroyed === false) await new Promise<void>((resolve) => live.destroy(() => resolve()));
    this.#forbid();
    await this.#feeding;
    // What is not recorded counts as not there, and is fetched again.
    const lost = (error: unknown): void => console.error('The last of a torrent is not recorded:', error);
    await this.#recorder.end(this.#here(torrent)).catch(lost);
    await this.#ports.disk.close(this.#order.id);
  }

  #listen(torrent: LiveTorrent): void {
    torrent.on('error', (error) => this.#fail(error));
    torrent.on('warning', (error) => {
      const wrong = /^Piece (\d+) failed verification$/.exec(error.message)?.[1];
      if (wrong === undefined) console.info('swarm:', error.message);
      else this.#blame.bad(Number(wrong));
    });
    torrent.on('wire', (wire) => this.#blame.follow(wire));
    torrent.on('peer', (peer) => this.#recorder.met(typeof peer === 'string' ? peer : peer.id));
    torrent.on('verified', (piece) => this.#blame.good(piece));
    torrent.on('metadata', () => void this.#described(torrent).catch((error: unknown) => this.#fail(error)));
    torrent.on('ready', () => this.#content && this.select(this.#content));
  }

  /** What is in the torrent is known: it is read as one that came from a site, and stored before anything of it is. */
  async #described(torrent: LiveTorrent): Promise<void> {
    const { id, info } = this.#order;
    const file = torrent.torrentFile;
    if (file === null) throw new PerseidError('torrent-broken');
    const read: Torrent = readTorrent(file);
    if (info === null) await this.#ports.saveInfo(id, file);
    const content = this.#content ?? contentOf(read);
    this.#content = content;
    await this.#ports.tell({ kind: 'joined', name: read.name, content });
    if (this.#torrent === torrent) this.select(content);
    // Before, what is here is being looked at.
    if (!torrent.ready) await new Promise<void>((resolve) => torrent.on('ready', resolve));
    await this.#feedFrom(torrent, read);
  }

  #here(torrent: LiveTorrent | undefined): Here | null {
    const content = this.#content;
    if (torrent?.bitfield === undefined || content === null) return null;
    return { content, have: this.#have(torrent, content) };
  }

  /** All that is here, told of or not. */
  #have({ bitfield }: LiveTorrent, content: SwarmContent): Range[] {
    return this.#hidden.reduce<Range[]>(
      addRange,
      rangesOf((piece) => bitfield.get(piece), content),
    );
  }

  #show(): void {
    const [torrent, content] = [this.#torrent, this.#content];
    if (torrent === undefined) return;
    const have = content === null || torrent.bitfield === undefined ? [] : this.#have(torrent, content);
    const sources = this.#feed?.sources() ?? [];
    this.#ports.show({
      bytes: content === null ? 0 : bytesHere(content, have),
      speed: torrent.downloadSpeed + (this.#feed?.speed() ?? 0),
      up: torrent.uploadSpeed,
      trackers: trackersOf(torrent),
      connections: torrent.numPeers + sources.reduce((sum, source) => sum + source.connections, 0),
      arriving: [...this.#lent],
      have,
      sources,
      trouble: null,
    });
  }

  #every(pace: number, act: () => void): void {
    const timer = setInterval(act, pace);
    this.#stop.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    const told: TaskError =
      error instanceof PerseidError
        ? error.toTaskError()
        : { code: 'swarm-failed', detail: { message: String(error) } };
    this.#ports.fail(told);
  }
}

/** As a browser takes it. */
const serverFor = ({ url, username, credential }: PeerServer): RTCIceServer =>
  isRelay(url) ? { urls: url, username, credential } : { urls: url };

const ignore = (): undefined => undefined;
