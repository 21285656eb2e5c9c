import { PerseidError, type ErrorCode } from '#domain/error';
import { Bucket, readSize, requestSize } from '#domain/limit/bucket';
import { addRange, withoutRanges, type Range } from '#domain/segment/range';
import { retryPolicy } from '#domain/source/retry';
import type { Torrent } from '#domain/swarm/torrent';
import { nextLease, webParts } from '#domain/swarm/web-seeds';
import { wait } from '#platform/clock';
import type { Live } from '#protocol/engine-api';
import { Meter } from '../http/meter.ts';
import type { ByteAnswer, ByteRequest } from '../http/ports.ts';
import { PieceBuffer } from './piece-buffer.ts';
import { fetchPart } from './web-part.ts';

/** Connections to one web seed at most: without cookies the browser has no more for a host. */
const mostEach = 6;
/** Where nothing is left to lend it is looked again after this time, ms: somebody may give up. */
const pause = 500;
/** A connection that brings no byte for so long is given up, ms. */
const patience = 30_000;

export interface FeedPorts {
  /** One request, with what it costs summed. */
  open(request: ByteRequest, signal: AbortSignal): Promise<ByteAnswer>;
  /** Connections that the user allows to a host. */
  readonly connections: (url: URL) => number;
  /** What is wanted and not here, in whole pieces. */
  missing(): Range[];
  /** From the beginning on. */
  inOrder(): boolean;
  /** Peers that are connected now. */
  peers(): number;
  /** Stores a piece that is what it should be, and tells peers of it. */
  put(piece: number, bytes: Uint8Array): Promise<void>;
  /** What is lent to web seeds is not asked of peers. */
  readonly lent: (ranges: readonly Range[]) => void;
  /** The disk does not take it. */
  readonly failed: (error: unknown) => void;
}

/** One web seed. Times in ms of a clock that nobody sets. */
interface Seed {
  readonly url: string;
  bytes: number;
  connections: number;
  failures: number;
  trouble: { readonly code: ErrorCode; readonly until: number } | null;
}

/**
 * Brings what peers do not, from web seeds (BEP 19), in large ranges: each piece is held against its hash, stored, and offered to peers.
 * Invariant: what is lent to one connection is lent to no other, and not asked of peers.
 */
export class WebFeed {
  readonly #torrent: Torrent;
  readonly #ports: FeedPorts;
  readonly #signal: AbortSignal;
  readonly #seeds: readonly Seed[];
  readonly #meter = new Meter();
  readonly #running = new Set<AbortController>();
  #lent: readonly Range[] = [];
  #bucket: Bucket | null = null;

  /** @param seeds addresses that can be asked, at least one */
  constructor(seeds: readonly string[], torrent: Torrent, ports: FeedPorts, signal: AbortSignal) {
    this.#torrent = torrent;
    this.#ports = ports;
    this.#signal = signal;
    this.#seeds = seeds.map((url) => ({ url, bytes: 0, connections: 0, failures: 0, trouble: null }));
  }

  /** Works until its signal is aborted; nothing is asked or stored any more when it resolves. */
  async run(): Promise<void> {
    const workers = this.#seeds.flatMap((seed) =>
      Array.from({ length: Math.min(mostEach, this.#ports.connections(new URL(seed.url))) }, () => this.#work(seed)),
    );
    await Promise.all(workers);
  }

  /** @param rate bytes a second; Infinity: none */
  limit(rate: number): void {
    const now = performance.now();
    if (!Number.isFinite(rate)) {
      this.#bucket = null;
    } else if (this.#bucket === null) {
      this.#bucket = new Bucket(rate, now);
      // What was asked for before would all come, read or not: it is asked for anew in small parts.
      for (const control of this.#running) control.abort(limited);
    } else {
      this.#bucket.setRate(rate, now);
    }
  }

  /** Bytes a second. Call it at a steady pace. */
  speed(): number {
    return this.#meter.sample(performance.now());
  }

  /** Who brings what, as it is shown. */
  sources(): Live['sources'] {
    const since = Date.now() - performance.now();
    return this.#seeds.map(({ url, bytes, connections, trouble }) => ({
      host: new URL(url).host,
      bytes,
      connections,
      trouble: trouble && { code: trouble.code, until: Math.min(Number.MAX_SAFE_INTEGER, since + trouble.until) },
    }));
  }

  /** One connection to a seed: a lease after the other. */
  async #work(seed: Seed): Promise<void> {
    while (!this.#signal.aborted) {
      const rest = (seed.trouble?.until ?? 0) - performance.now();
      const lease = rest > 0 ? null : this.#lend();
      if (lease !== null) await this.#bring(seed, lease);
      else if (rest === Number.POSITIVE_INFINITY) return;
      else await wait(Math.max(pause, rest), this.#signal).catch(ignore);
    }
  }

  #lend(): Range | null {
    const connections = this.#connections();
    const rate = this.#bucket?.rate;
    const lease = nextLease(this.#ports.missing(), this.#lent, {
      pieceLength: this.#torrent.pieceLength,
      inOrder: this.#ports.inOrder(),
      sharers: connections + 1 + this.#ports.peers(),
      most: rate === undefined ? Number.POSITIVE_INFINITY : requestSize(rate, connections + 1),
    });
    if (lease !== null) this.#setLent(addRange(this.#lent, lease));
    return lease;
  }

  #setLent(lent: readonly Range[]): void {
    this.#lent = lent;
    this.#ports.lent(lent);
  }

  async #bring(seed: Seed, lease: Range): Promise<void> {
    seed.connections++;
    try {
      await this.#fetch(seed, lease);
      seed.failures = 0;
      // One that lied is not asked again, whatever its other connections bring.
      if (seed.trouble?.code !== 'piece-wrong') seed.trouble = null;
    } catch (error) {
      if (!this.#signal.aborted) this.#blame(seed, error);
    } finally {
      seed.connections--;
      this.#setLent(withoutRanges(this.#lent, [lease]));
    }
  }

  /** What a failure means for its seed: it is left alone for a while, longer each time, or for good. */
  #blame(seed: Seed, error: unknown): void {
    if (!(error instanceof PerseidError) || error.code === 'disk-full') return this.#ports.failed(error);
    console.info('web seed:', seed.url, error.code, error.detail);
    const { waits, penalty } = retryPolicy[error.code];
    const rest =
      error.code === 'piece-wrong' ? Number.POSITIVE_INFINITY : (error.retryAfter ?? waits[seed.failures] ?? penalty);
    seed.failures++;
    seed.trouble = { code: error.code, until: performance.now() + rest };
  }

  async #fetch(seed: Seed, lease: Range): Promise<void> {
    const own = new AbortController();
    this.#running.add(own);
    const signal = AbortSignal.any([own.signal, this.#signal]);
    const pieces = new PieceBuffer(this.#torrent, lease.from, (piece, bytes) => this.#judge(piece, bytes));
    let stall = setTimeout(() => own.abort(), patience);
    const ports = {
      open: (request: ByteRequest) => this.#ports.open(request, signal),
      most: () => (this.#bucket === null ? undefined : readSize(this.#bucket.rate, this.#connections())),
      take: (bytes: Uint8Array) => pieces.add(bytes),
      heard: async (bytes: number): Promise<void> => {
        // One that waits for the disk or a speed limit is not stalled.
        clearTimeout(stall);
        seed.bytes += bytes;
        this.#meter.add(bytes);
        await this.#pay(bytes, signal);
        stall = setTimeout(() => own.abort(), patience);
      },
    };
    try {
      for (const part of webParts(seed.url, this.#torrent, lease)) await fetchPart(part, ports);
    } catch (error) {
      if (own.signal.reason === limited) return;
      if (own.signal.aborted && !this.#signal.aborted) throw new PerseidError('stalled');
      throw error;
    } finally {
      clearTimeout(stall);
      this.#running.delete(own);
      own.abort();
    }
  }

  #connections(): number {
    return this.#seeds.reduce((sum, seed) => sum + seed.connections, 0);
  }

  /** @throws PerseidError `piece-wrong` */
  async #judge(piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
    const expected = this.#torrent.pieces.subarray(hash.length * piece, hash.length * (piece + 1));
    if (hash.some((byte, at) => byte !== expected[at])) throw new PerseidError('piece-wrong');
    this.#signal.throwIfAborted();
    await this.#ports.put(piece, bytes);
  }

  /** Resolves when the speed limit lets the next bytes be read. */
  async #pay(bytes: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const bucket = this.#bucket;
      // One that was read under a looser limit counts as one of now.
      const due = bucket === null ? 0 : Math.min(bytes, readSize(bucket.rate, this.#connections()));
      const rest = bucket?.waitFor(due, performance.now()) ?? 0;
      if (rest === 0) return bucket?.take(due, performance.now());
      await wait(rest, signal);
    }
  }
}

/** Why a request is given up when a speed limit is set. */
const limited = new Error('a speed limit was set');

const ignore = (): undefined => undefined;
