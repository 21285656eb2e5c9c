import { PerseidError, type ErrorCode } from '#domain/error';
import { Bucket, readSize, requestSize } from '#domain/limit/bucket';
import type { HostLimit } from '#domain/limit/host-limit';
import { addRange, withoutRanges, type Range } from '#domain/segment/range';
import { askedWait, retryPolicy } from '#domain/source/retry';
import type { Torrent } from '#domain/swarm/torrent';
import { isNeedless, keptFromPeers, loanToDouble, restOf, timeLeft, type WebLoan } from '#domain/swarm/web-loans';
import { nextLease, webParts } from '#domain/swarm/web-seeds';
import { wait } from '#platform/clock';
import type { Live } from '#protocol/engine-api';
import { Meter } from '../http/meter.ts';
import type { ByteAnswer, ByteRequest } from '../http/ports.ts';
import { FeedSeeds, mostConnections, type Seed } from './feed-seeds.ts';
import { PieceBuffer } from './piece-buffer.ts';
import { fetchPart } from './web-part.ts';

/** No other seed makes it better. */
const ofDisk: ReadonlySet<ErrorCode> = new Set(['disk-full', 'disk-failed']);

/** Where nothing is left to lend, or nobody to ask, it is looked again after this time, ms: somebody may give up. */
const pause = 500;
/** A connection that brings no byte for so long is given up, ms. */
const patience = 30_000;

export interface FeedPorts {
  /** One request, with what it costs summed. */
  open(request: ByteRequest, signal: AbortSignal): Promise<ByteAnswer>;
  /** The address of the download that this torrent was before; null: it was none. It is asked as it is, with its cookies, as no other is. */
  readonly own: string | null;
  /** Connections that a host may have for this torrent. */
  readonly hostLimit: HostLimit;
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

/** What is lent, and what ends it before it is all here. */
interface Loan extends WebLoan {
  readonly control: AbortController;
  twin: Loan | null;
}

/**
 * Brings what peers do not, from web seeds (BEP 19), in large ranges: each piece is held against its hash, stored, and offered to peers.
 * Invariant: what is lent to one connection is lent to no other, and not asked of peers, but for what would come too late: a connection without
 * other work fetches it, too, and peers are asked; whoever brings it first ends the others.
 */
export class WebFeed {
  readonly #torrent: Torrent;
  readonly #ports: FeedPorts;
  readonly #signal: AbortSignal;
  readonly #seeds: FeedSeeds;
  readonly #meter = new Meter();
  readonly #loans = new Set<Loan>();
  #kept = '';
  #bucket: Bucket | null = null;

  /** @param seeds addresses that can be asked, at least one */
  constructor(seeds: readonly string[], torrent: Torrent, ports: FeedPorts, signal: AbortSignal) {
    this.#torrent = torrent;
    this.#ports = ports;
    this.#signal = signal;
    this.#seeds = new FeedSeeds(seeds, ports.hostLimit);
  }

  /** Works until its signal is aborted; nothing is asked or stored any more when it resolves. */
  async run(): Promise<void> {
    const count = mostConnections(this.#torrent.pieceLength);
    await Promise.all(Array.from({ length: count }, () => this.#work()));
  }

  /** @param rate bytes a second; Infinity: none */
  limit(rate: number): void {
    const now = performance.now();
    if (!Number.isFinite(rate)) {
      this.#bucket = null;
    } else if (this.#bucket === null) {
      this.#bucket = new Bucket(rate, now);
      // What was asked for before would all come, read or not: it is asked for anew in small parts.
      for (const { control } of this.#loans) control.abort(limited);
    } else {
      this.#bucket.setRate(rate, now);
    }
  }

  /** Ends what peers have brought meanwhile, and lets them be asked for what would come too late. Call it at a steady pace. */
  look(): void {
    const missing = this.#ports.missing();
    for (const loan of this.#loans) {
      if (isNeedless(loan, missing, this.#torrent.pieceLength)) loan.control.abort(overtaken);
    }
    this.#tell(missing);
  }

  /** Bytes a second. Call it at a steady pace. */
  speed(): number {
    return this.#meter.sample(performance.now());
  }

  /** Who brings what, as it is shown. */
  sources(): Live['sources'] {
    const since = Date.now() - performance.now();
    return this.#seeds.all.map(({ url, bytes, connections, trouble }) => ({
      host: new URL(url).host,
      bytes,
      connections,
      trouble: trouble && { code: trouble.code, until: Math.min(Number.MAX_SAFE_INTEGER, since + trouble.until) },
    }));
  }

  /** One connection: a loan after the other, each to the seed that is to be asked then. */
  async #work(): Promise<void> {
    while (!this.#signal.aborted && !this.#seeds.isOver) {
      const seed = this.#seeds.pick(performance.now());
      const loan = seed && (this.#lend() ?? this.#double(seed));
      if (seed !== null && loan !== null) await this.#bring(seed, loan);
      else await wait(pause, this.#signal).catch(ignore);
    }
  }

  #lend(): Loan | null {
    const connections = this.#seeds.connections;
    const rate = this.#bucket?.rate;
    const lease = nextLease(this.#ports.missing(), this.#lent(), {
      pieceLength: this.#torrent.pieceLength,
      inOrder: this.#ports.inOrder(),
      sharers: connections + 1 + this.#ports.peers(),
      most: rate === undefined ? Number.POSITIVE_INFINITY : requestSize(rate, connections + 1),
    });
    return lease === null ? null : this.#add(lease, null);
  }

  /** Where nothing is left to lend, what comes last by far is lent a second time (a hedge). */
  #double(seed: Seed): Loan | null {
    const now = performance.now();
    const rate = seed.busy === 0 ? null : seed.brought / seed.busy;
    const running = [...this.#loans].filter(({ control }) => !control.signal.aborted);
    const slow = loanToDouble(running, now, rate);
    const twin = running.find((loan) => loan === slow);
    return twin === undefined ? null : this.#add(restOf(twin, this.#torrent.pieceLength), twin);
  }

  #add(range: Range, twin: Loan | null): Loan {
    const since = performance.now();
    const loan: Loan = { range, at: range.from, since, heardAt: since, twin, control: new AbortController() };
    if (twin !== null) twin.twin = loan;
    this.#loans.add(loan);
    this.#tell(this.#ports.missing());
    return loan;
  }

  #lent(): Range[] {
    return [...this.#loans].reduce<Range[]>((all, { range }) => addRange(all, range), []);
  }

  #tell(missing: readonly Range[]): void {
    const busy = withoutRanges(missing, this.#lent()).length > 0 || this.#ports.peers() === 0;
    const kept = keptFromPeers([...this.#loans], performance.now(), busy);
    const known = JSON.stringify(kept);
    if (known !== this.#kept) this.#ports.lent(kept);
    this.#kept = known;
  }

  async #bring(seed: Seed, loan: Loan): Promise<void> {
    seed.connections++;
    try {
      await this.#fetch(seed, loan);
      seed.failures = 0;
      // One that lied is not asked again, whatever its other connections bring.
      if (seed.trouble?.code !== 'piece-wrong') seed.trouble = null;
      if (loan.at === loan.range.to) loan.twin?.control.abort(overtaken);
    } catch (error) {
      if (!this.#signal.aborted) this.#blame(seed, error);
    } finally {
      seed.connections--;
      seed.brought += loan.at - loan.range.from;
      seed.busy += performance.now() - loan.since;
      if (loan.twin !== null) loan.twin.twin = null;
      this.#loans.delete(loan);
      this.#tell(this.#ports.missing());
    }
  }

  /** What a failure means for its seed: it is left alone for a while, longer each time, or for good. */
  #blame(seed: Seed, error: unknown): void {
    if (!(error instanceof PerseidError) || ofDisk.has(error.code)) return this.#ports.failed(error);
    console.info('web seed:', seed.url, error.code, error.detail);
    const { waits, penalty } = retryPolicy[error.code];
    const asked = askedWait(error.code, error.retryAfter) ?? 0;
    const rest =
      error.code === 'piece-wrong' ? Number.POSITIVE_INFINITY : Math.max(asked, waits[seed.failures] ?? penalty);
    seed.failures++;
    seed.trouble = { code: error.code, until: performance.now() + rest };
  }

  async #fetch(seed: Seed, loan: Loan): Promise<void> {
    const { control: own, range } = loan;
    const signal = AbortSignal.any([own.signal, this.#signal]);
    const pieces = new PieceBuffer(this.#torrent, range.from, (piece, bytes) => this.#judge(piece, bytes));
    let stall = setTimeout(() => own.abort(), patience);
    const isOwn = seed.url === this.#ports.own;
    const ports = {
      bare: !isOwn,
      open: (request: ByteRequest) => this.#ports.open(request, signal),
      most: () => (this.#bucket === null ? undefined : readSize(this.#bucket.rate, this.#seeds.connections)),
      take: async (bytes: Uint8Array): Promise<void> => {
        await pieces.add(bytes);
        loan.at += bytes.length;
      },
      heard: async (bytes: number): Promise<void> => {
        // One that waits for the disk or a speed limit is not stalled.
        clearTimeout(stall);
        seed.bytes += bytes;
        this.#meter.add(bytes);
        await this.#pay(bytes, signal);
        loan.heardAt = performance.now();
        stall = setTimeout(() => own.abort(), patience);
      },
    };
    try {
      for (const part of webParts(seed.url, this.#torrent, range)) {
        // It leads to its one file, whatever that is called.
        await fetchPart(isOwn && part.url !== null ? { ...part, url: seed.url } : part, ports);
      }
    } catch (error) {
      const silent = timeLeft(loan, performance.now()) === Number.POSITIVE_INFINITY;
      if (own.signal.reason === limited || (own.signal.reason === overtaken && !silent)) return;
      if (own.signal.aborted && !this.#signal.aborted) throw new PerseidError('stalled');
      throw error;
    } finally {
      clearTimeout(stall);
      own.abort();
    }
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
      const due = bucket === null ? 0 : Math.min(bytes, readSize(bucket.rate, this.#seeds.connections));
      const rest = bucket?.waitFor(due, performance.now()) ?? 0;
      if (rest === 0) return bucket?.take(due, performance.now());
      await wait(rest, signal);
    }
  }
}

/** Why a request is given up when a speed limit is set. */
const limited = new Error('a speed limit was set');
/** Why one is given up when somebody else has brought what it was to bring. */
const overtaken = new Error('others were faster');

const ignore = (): undefined => undefined;
