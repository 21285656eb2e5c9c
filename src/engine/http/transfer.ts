import type { PieceHashes } from '#domain/check/expected';
import { PerseidError } from '#domain/error';
import { Plan, type Lease } from '#domain/segment/plan';
import type { Answer, KnownFile } from '#domain/source/answer';
import type { TransferOrder, TransferReport } from '#protocol/transfer-api';
import { broughtOf } from './brought.ts';
import { HeadStart } from './head-start.ts';
import type { Lane } from './lanes.ts';
import { LeaseFetch, type Judged } from './lease-fetch.ts';
import { doubted, LentBytes } from './lent-bytes.ts';
import { connectionOf, giveUp, type Allowance, type Connection, type LiveSource } from './live-source.ts';
import { Opening, originOf } from './opening.ts';
import { aborted, stallTime, untilNextLook } from './patience.ts';
import { PieceWatch } from './piece-watch.ts';
import type { PartFile, TransferPorts } from './ports.ts';
import { Progress } from './progress.ts';
import { Sources } from './sources.ts';
import { tallied, tallyOf } from './tallied.ts';

/**
 * One run of one HTTP task: from the first missing byte to the last, over several connections to several sources, into one
 * part file. Reports `answered` once, and waits for `go` before it says `fetched`; ends with that or with an error, or
 * silently when aborted. Before it ends the bytes are flushed and recorded, in any case.
 */
export class Transfer {
  readonly #order: TransferOrder;
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;
  readonly #part: PartFile;
  readonly #origin: LiveSource;
  readonly #sources: Sources;
  readonly #progress: Progress;
  readonly #go = Promise.withResolvers<void>();
  readonly #opening: Opening;
  readonly #headStart: HeadStart;
  readonly #leaseFetch: LeaseFetch;
  #plan: Plan;
  readonly #lent: LentBytes;
  #watch: PieceWatch | null = null;
  #limit: number;
  /** The first bytes first, so many ms' work at once: somebody reads along. Null: in any order. */
  #inOrder: number | null;
  /** The end of a body of unknown length was reached. */
  #ended = false;
  /** Bytes that came before a file without ranges was begun again: it is not shorter. */
  #least = 0;
  #wake = Promise.withResolvers<void>();

  constructor(order: TransferOrder, part: PartFile, given: TransferPorts, report: (report: TransferReport) => void) {
    const tally = tallyOf(given, (host) => report({ kind: 'asked', id: order.id, host }));
    const ports = tallied(given, tally);
    this.#order = order;
    this.#part = doubted(part, order.suspects, (url) => report({ kind: 'convicted', id: order.id, url }));
    this.#lent = new LentBytes(order.lent);
    this.#ports = ports;
    this.#report = report;
    this.#limit = order.connections;
    this.#inOrder = order.inOrder;
    this.#origin = originOf(order, ports);
    // The record may claim bytes that a lost part file no longer has: those are fetched again. A server without ranges
    // always begins at 0.
    const usable = order.file?.ranged !== false && (order.have.at(-1)?.to ?? 0) <= part.size();
    const have = usable ? order.have : [];
    this.#headStart = new HeadStart(order, this.#origin);
    this.#plan = new Plan(order.file?.size ?? order.offered?.size ?? null, have);
    this.#sources = new Sources(this.#origin, order, part, ports, report);
    this.#opening = new Opening(order, this.#origin, ports, report);
    this.#progress = new Progress(
      order.id,
      part,
      this.#sources,
      { tally, lent: this.#lent },
      report,
      this.#plan.have,
      ports.now(),
    );
    this.#sources.set(order);
    this.#leaseFetch = new LeaseFetch({
      id: order.id,
      part: this.#part,
      ports,
      answered: (connection, signal) => this.#headStart.answered(connection, signal),
      known: (connection) => this.#known(connection),
      accept: (first, signal) => this.#accept(first, signal),
      missing: (range) => this.#plan.missing(range),
      wrote: (connection, bytes) => this.#wrote(connection, bytes),
      ended: () => {
        if (this.#plan.bytes < this.#least) throw new PerseidError('changed');
        this.#ended = true;
      },
    });
    this.#watchPieces(order.pieces);
  }

  /** The task is ours: the browser's own item, if there was one, is gone. */
  go(): void {
    this.#go.resolve();
  }

  /** Changes how many connections to one host may be open; surplus ones are given up at once, with no byte lost. */
  setLimit(connections: number): void {
    this.#limit = connections;
    for (const source of this.#sources.all) giveUp([...source.connections].slice(connections));
    this.#wake.resolve();
  }

  /** More became known of the file: further addresses, checksums of its pieces or of the whole. */
  inform(more: Pick<TransferOrder, 'mirrors' | 'found' | 'checkable' | 'pieces' | 'inOrder'>): void {
    this.#inOrder = more.inOrder;
    this.#sources.set(more);
    this.#watchPieces(more.pieces);
    this.#wake.resolve();
  }

  /** The device is on a network again. */
  online(): void {
    for (const source of this.#sources.all) source.online(this.#ports.now());
    this.#wake.resolve();
  }

  /** Runs to the end of the file. Rejects with PerseidError, or with the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    const own = new AbortController();
    const all = AbortSignal.any([signal, own.signal]);
    try {
      await this.#conduct(all);
      await this.#complete(all);
      this.#opening.end();
      await Promise.race([this.#go.promise, aborted(all)]);
      // Checksums may have come meanwhile.
      await this.#complete(all);
    } finally {
      own.abort();
      for (const source of this.#sources.all) source.rest();
      await this.#watch?.end();
      if (this.#opening.told) this.#progress.record(this.#plan, this.#ports.now());
      else this.#progress.recordTraffic();
    }
    if (this.#part.size() > this.#plan.bytes) this.#part.truncate(this.#plan.bytes);
    this.#opening.learn();
    const { have, bytes: size } = this.#plan;
    this.#report({ kind: 'fetched', id: this.#order.id, have: [...have], lent: this.#lent.of(have), size });
  }

  /** Until all is here; a piece that is wrong is missing again. */
  async #complete(signal: AbortSignal): Promise<void> {
    for (await this.#watch?.settled(); !this.#done; await this.#watch?.settled()) await this.#conduct(signal);
  }

  /** The one loop: lends to free hands, tells and records progress, looks for stalls. */
  async #conduct(signal: AbortSignal): Promise<void> {
    while (!this.#done) {
      this.#wake = Promise.withResolvers();
      this.#sources.throwIfHopeless();
      this.#lend(signal);
      await Promise.race([this.#wake.promise, this.#ports.wait(this.#untilNextLook, signal)]);
      this.#lookAround();
    }
  }

  get #done(): boolean {
    return this.#plan.complete || this.#ended;
  }

  get #untilNextLook(): number {
    return untilNextLook(this.#opening.trying, this.#sources.connections().length > 0);
  }

  get #orderly(): number | null {
    return this.#opening.divisible ? this.#inOrder : null;
  }

  /** Only where a piece can be asked for again. */
  #watchPieces(hashes: PieceHashes | null): void {
    const { size, have } = this.#plan;
    if (this.#watch !== null || hashes === null || size === null || !this.#opening.divisible) return;
    if (Math.ceil(size / hashes.length) !== hashes.hashes.length) return;
    const file = { size, have, brought: broughtOf(this.#sources.all, have) };
    this.#watch = new PieceWatch(hashes, file, this.#part, this.#ports.hash, {
      forget: (range) => {
        this.#plan.forget(range);
        this.#sources.doubt(range);
        // Before they are written again: a crash in between would leave a record of bytes that are neither the old nor the new ones.
        if (this.#opening.told) this.#progress.record(this.#plan, this.#ports.now());
        this.#report({ kind: 'forgot', id: this.#order.id, from: range.from });
        this.#wake.resolve();
      },
      blame: (source) => this.#sources.blame(source),
    });
  }

  #lookAround(): void {
    const now = this.#ports.now();
    const allowance = this.#allowance(now);
    for (const source of this.#sources.all) {
      source.dropStalled(now - stallTime);
      if (source.trusted) giveUp(source.observe(allowance));
      giveUp(source.surplus());
    }
    this.#sources.boxSlow(now);
    const orderly = this.#orderly;
    if (orderly !== null) {
      for (const { lease, source } of this.#sources.connections()) {
        this.#plan.trim(lease, now, source.orderlySpan(orderly));
      }
    }
    // What stays with the browser is not fetched a byte further.
    if (this.#opening.judge(now, this.#plan) !== null) this.setLimit(0);
    this.#progress.tell(this.#plan, now, this.#opening.told);
  }

  /** While the browser's own item runs on, no more than what tells whether taking over pays. */
  #allowance(now: number): Allowance {
    return { now, limit: this.#opening.trying ? Math.min(2, this.#limit) : this.#limit, later: this.#limit };
  }

  #lend(signal: AbortSignal): void {
    const allowance = this.#allowance(this.#ports.now());
    if (this.#opening.divisible) this.#prove(allowance.now, signal);
    for (const source of this.#sources.byPace()) {
      let room = source.room(allowance);
      // Who may not open any now wants none.
      if (room <= 0) source.rest();
      for (; room > 0; room--) if (!this.#lendOne(source, allowance, signal)) break;
    }
  }

  #lendOne(source: LiveSource, allowance: Allowance, signal: AbortSignal): boolean {
    const lane = source.takeLane();
    if (lane === null) return false;
    // The first request already leaves room for the connections that will follow it.
    const hands = source.trusted ? this.#sources.hands({ ...allowance, limit: this.#limit }) : this.#limit;
    const shares = this.#opening.shares(hands, this.#plan.size);
    const lease = this.#plan.lend(allowance.now, source.hand(shares, this.#orderly));
    source.idle = lease === null;
    if (lease === null) {
      lane.giveBack();
      source.tryBareAgain();
      return false;
    }
    void this.#connect(source, lane, lease, signal);
    return true;
  }

  /** One connection: one lease. Never rejects: what goes wrong is told to the source's troubles. */
  async #connect(source: LiveSource, lane: Lane, lease: Lease, signal: AbortSignal): Promise<void> {
    const connection = connectionOf({ source, lane, lease }, this.#ports.now());
    const both = AbortSignal.any([signal, connection.abort.signal]);
    source.connections.add(connection);
    try {
      await this.#leaseFetch.run(connection, both);
      source.troubles.progressed();
    } catch (error) {
      this.#close(connection);
      // A connection given up as surplus is no trouble; one given up as stalled is.
      const reason: unknown = both.aborted ? both.reason : error;
      if (!signal.aborted && (!both.aborted || reason instanceof PerseidError)) await this.#failed(reason, connection);
    } finally {
      this.#close(connection);
      this.#wake.resolve();
    }
  }

  #close(connection: Connection): void {
    this.#plan.release(connection.lease);
    connection.source.connections.delete(connection);
    connection.lane.giveBack();
    this.#sources.hasWork();
    if (connection.lane.bare) connection.source.tryBareAgain();
  }

  async #failed(reason: unknown, connection: Connection): Promise<void> {
    if (this.#headStart.failed(connection)) return;
    const { source, lane, lease } = connection;
    if (this.#sources.leaves(source, reason)) return;
    const ranged = this.#opening.file?.ranged !== false;
    if (!ranged) {
      this.#least = Math.max(this.#least, this.#plan.bytes);
      this.#plan = new Plan(this.#plan.size, []);
    }
    const brought = ranged ? lease.at - lease.from : 0;
    if (lane.bare && brought === 0 && source.refusesBare(reason)) return;
    const { size: expected, bytes } = this.#plan;
    const others = source.connections.size;
    const working = source.delivering > 0;
    const elsewhere = this.#sources.elsewhere(source);
    const begun = this.#opening.file !== null;
    await source.troubles.met(reason, { brought, others, working, elsewhere, begun, expected, bytes });
    // Beside the browser's own item it is left to that; else all of it is asked for, over one connection.
    if (!source.mirror && this.#order.offered === null && source.asksPlainly()) this.#wake.resolve();
  }

  #known({ source }: Connection): KnownFile | null {
    const { file } = this.#opening;
    return file && { ...file, validator: source.mirror ? source.validator : file.validator };
  }

  #wrote({ source, lease }: Connection, bytes: number): void {
    // Without ranges it begins again at 0: that is no progress.
    if (this.#opening.file?.ranged === true) source.troubles.works();
    this.#progress.add(bytes);
    const fresh = this.#opening.divisible ? this.#plan.missing({ from: lease.at, to: lease.at + bytes }) : [];
    source.wrote(bytes, fresh);
    for (const range of fresh) for (const keeper of [this.#watch, this.#lent]) keeper?.wrote(range, source);
    const needless = this.#plan.advance(lease, bytes, this.#ports.now());
    if (needless.length === 0) return;
    giveUp(this.#sources.connections().filter((connection) => needless.includes(connection.lease)));
  }

  /** Compares mirrors with what is here. */
  #prove(now: number, signal: AbortSignal): void {
    const { sound = null, doubtful = false } = this.#watch ?? {};
    const here = { plan: this.#plan, sound, doubtful };
    this.#sources.prove(here, now, signal, (proven) => {
      if (proven) this.#opening.proven();
      this.#wake.resolve();
    });
  }

  /** The first answer of the run tells what the file is; the plan is fitted to its real size. */
  async #accept({ connection, answer, judged }: Judged, signal: AbortSignal): Promise<void> {
    const refuse = await this.#opening.accept(answer, judged, this.#plan.bytes);
    connection.heardAt = this.#ports.now();
    const fits = this.#plan.size === judged.size && judged.kind === 'range';
    this.#headStart.judged(fits && refuse === null);
    if (!fits) this.#replan(connection, judged);
    this.#watchPieces(this.#order.pieces);
    if (refuse !== null) await Promise.race([this.#go.promise, aborted(signal)]);
    this.#wake.resolve();
  }

  #replan(connection: Connection, judged: Answer): void {
    const { from } = connection.lease;
    const size = judged.size ?? this.#opening.file?.size ?? null;
    const fresh = new Plan(size, judged.kind === 'whole' ? [] : this.#plan.have);
    const at = judged.kind === 'whole' ? 0 : from;
    const hands = connection.source.several ? this.#limit : 1;
    // An empty file has nothing to lend; its plan is complete.
    const lease = fresh.lendFrom(at, this.#ports.now(), hands) ?? { from: at, at, to: at, since: 0 };
    this.#plan = fresh;
    connection.lease = lease;
  }
}
