import { PerseidError, type TaskError } from '#domain/error';
import { Plan, type Lease } from '#domain/segment/plan';
import { checkContinuation, readAnswer, type Answer } from '#domain/source/answer';
import { refuseTakeover } from '#domain/source/proof';
import { ifRangeOf } from '#domain/source/validator';
import { chooseFilename } from '#domain/task/filename';
import type { TaskFile } from '#domain/task/task';
import type { TransferOrder, TransferReport } from '#protocol/transfer-api';
import { fillLease } from './connection.ts';
import { Meter } from './meter.ts';
import type { ByteAnswer, Pace, PartFile, TransferPorts } from './ports.ts';
import { Troubles } from './troubles.ts';

/** Progress is told this often, ms ... */
const tick = 250;
/** ... and bytes are flushed and recorded this often: with the tick and the flush itself, less than a second is ever lost. */
const checkpointTime = 500;
/** A connection without a byte for this long is given up, ms. */
const stallTime = 30_000;
/** Where the validator is not strong, so many bytes are fetched again and compared before going on. */
const overlapSize = 64 * 1024;

/** Where overlaps are compared, a request asks for so many times as much anew, whatever the speed limit. */
const leastPerOverlap = 16;
/** A connection that asked for so many times what the speed limit allows is given up. */
const tooFar = 4;

interface Connection {
  readonly abort: AbortController;
  lease: Lease;
  heardAt: number;
  /** Where the bytes that were asked for end. */
  end: number;
}

/**
 * One run of one HTTP task: from the first missing byte to the last, over several connections, into one part file.
 * Reports `answered` and waits for `go` before it writes; ends with `fetched` or `failed`, or silently when aborted.
 * Before `ended` the bytes are flushed and recorded and the part file is closed, in any case.
 */
export class Transfer {
  readonly #order: TransferOrder;
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;
  readonly #part: PartFile;
  readonly #meter = new Meter();
  readonly #connections = new Set<Connection>();
  readonly #go = Promise.withResolvers<void>();
  readonly #troubles: Troubles;
  #plan: Plan;
  #file: TaskFile | null;
  #answered = false;
  #limit: number;
  /** The end of a body of unknown length was reached. */
  #ended = false;
  #wake = Promise.withResolvers<void>();
  #recordedAt: number;
  #recorded: number;

  constructor(order: TransferOrder, part: PartFile, ports: TransferPorts, report: (report: TransferReport) => void) {
    this.#order = order;
    this.#part = part;
    this.#ports = ports;
    this.#report = report;
    this.#file = order.file;
    this.#limit = order.connections;
    this.#troubles = new Troubles(order.source, ports, order.offered !== null);
    // The record may claim bytes that a lost part file no longer has: those are fetched again. A server without ranges
    // always begins at 0.
    const usable = order.file?.ranged !== false && (order.have.at(-1)?.to ?? 0) <= part.size();
    const have = usable ? order.have : [];
    this.#plan = new Plan(order.file?.size ?? order.offered?.size ?? null, have);
    this.#recorded = this.#plan.bytes;
    this.#recordedAt = ports.now();
  }

  /** The answer was accepted: bytes may be written. */
  go(): void {
    this.#go.resolve();
  }

  /** Changes how many connections may be open; surplus ones are given up at once, with no byte lost. */
  setLimit(connections: number): void {
    this.#limit = connections;
    for (const surplus of [...this.#connections].slice(this.#allowed())) surplus.abort.abort();
    this.#wake.resolve();
  }

  /** Runs to the end of the file. Rejects with PerseidError, or with the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    const own = new AbortController();
    const all = AbortSignal.any([signal, own.signal]);
    try {
      await this.#conduct(all);
    } finally {
      own.abort();
      this.#checkpoint();
    }
    if (this.#part.size() > this.#plan.bytes) this.#part.truncate(this.#plan.bytes);
    this.#report({ kind: 'fetched', id: this.#order.id, have: [...this.#plan.have], size: this.#plan.bytes });
  }

  /** The one loop: lends to free hands, tells and records progress, looks for stalls. */
  async #conduct(signal: AbortSignal): Promise<void> {
    while (!this.#plan.complete && !this.#ended) {
      this.#wake = Promise.withResolvers();
      this.#troubles.throwIfFatal();
      this.#lend(signal);
      await Promise.race([this.#wake.promise, this.#ports.wait(tick, signal)]);
      this.#dropStalled();
      this.#tellProgress();
    }
  }

  #allowed(): number {
    if (!this.#answered) return 1;
    const several = this.#file?.ranged === true && this.#file.validator?.strong === true;
    return several ? Math.min(this.#limit, this.#troubles.tolerated) : 1;
  }

  #lend(signal: AbortSignal): void {
    const now = this.#ports.now();
    if (now < this.#troubles.coolUntil) return;
    while (this.#connections.size < this.#allowed()) {
      // The first request already leaves room for the connections that will follow it.
      const hands = this.#answered ? this.#allowed() - this.#connections.size : this.#limit;
      const lease = this.#plan.lend(now, hands);
      if (lease === null) return;
      void this.#connect(lease, signal);
    }
  }

  /** One connection: one lease, one request. Never rejects: what goes wrong is told to `troubles`. */
  async #connect(lease: Lease, signal: AbortSignal): Promise<void> {
    const connection: Connection = { lease, abort: new AbortController(), heardAt: this.#ports.now(), end: 0 };
    const both = AbortSignal.any([signal, connection.abort.signal]);
    this.#connections.add(connection);
    const pace = this.#patient(connection, this.#ports.pace(this.#order.id, this.#troubles.address, both));
    try {
      await this.#fetchLease(connection, pace, both);
      this.#troubles.progressed();
    } catch (error) {
      this.#plan.release(connection.lease);
      this.#connections.delete(connection);
      // A connection given up as surplus is no trouble; one given up as stalled is.
      const reason: unknown = both.aborted ? both.reason : error;
      if (!signal.aborted && (!both.aborted || reason instanceof PerseidError))
        await this.#failed(reason, connection.lease);
    } finally {
      pace.leave();
      this.#plan.release(connection.lease);
      this.#connections.delete(connection);
      this.#wake.resolve();
    }
  }

  /** Under a speed limit a lease takes several requests. */
  async #fetchLease(connection: Connection, pace: Pace, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { at } = connection.lease;
      await this.#fetch(connection, pace, signal);
      const { lease } = connection;
      if (lease.at >= lease.to || this.#ended) return;
      if (lease.at === at) throw new PerseidError('cut');
    }
  }

  async #failed(reason: unknown, lease: Lease): Promise<void> {
    const situation = { others: this.#connections.size, expected: this.#plan.size, bytes: this.#plan.bytes };
    const ranged = this.#file?.ranged !== false;
    if (!ranged) this.#plan = new Plan(this.#plan.size, []);
    await this.#troubles.met(reason, { ...situation, progress: ranged && lease.at > lease.from });
  }

  async #fetch(connection: Connection, pace: Pace, signal: AbortSignal): Promise<void> {
    const { at: from, to } = connection.lease;
    const ifRange = ifRangeOf(this.#file?.validator ?? null);
    const overlap = ifRange === null ? Math.min(from, overlapSize) : 0;
    const last = Math.min(to, from + Math.max(pace.reach, leastPerOverlap * overlap));
    const end = Number.isFinite(last) ? last : null;
    connection.end = last;
    const answer = await this.#ports.open(
      { url: this.#troubles.address, from: from - overlap, to: end, ifRange },
      signal,
    );
    try {
      connection.heardAt = this.#ports.now();
      pace.from(answer.url);
      const judged = readAnswer({
        status: answer.status,
        headers: (name) => answer.header(name),
        requested: { from: from - overlap, to: end },
        now: this.#ports.now(),
      });
      if (this.#file !== null) checkContinuation(this.#file, judged, from - overlap);
      if (!this.#answered) await this.#accept(connection, answer, judged, signal);
      await this.#fill(connection, { answer, judged, overlap, pace });
    } finally {
      answer.cancel();
    }
  }

  async #fill(
    connection: Connection,
    { answer, judged, overlap, pace }: { answer: ByteAnswer; judged: Answer; overlap: number; pace: Pace },
  ): Promise<void> {
    const end = judged.kind === 'range' ? judged.to : judged.size;
    await fillLease({ answer, end, overlap, pace }, connection.lease, this.#plan, this.#part, (bytes) => {
      connection.heardAt = this.#ports.now();
      this.#meter.add(bytes);
    });
    this.#ended ||= end === null;
  }

  /**
   * A connection that waits for a speed limit is not stalled. One that asked for much more before a limit was set or
   * lowered is given up, for all of that would come; it is asked for anew in small parts.
   */
  #patient(connection: Connection, pace: Pace): Pace {
    return {
      ...pace,
      get most() {
        return pace.most;
      },
      get reach() {
        return pace.reach;
      },
      paid: async (bytes) => {
        const ahead = connection.end - connection.lease.at;
        if (this.#file?.ranged === true && ahead > tooFar * pace.reach) connection.abort.abort();
        connection.heardAt = Number.POSITIVE_INFINITY;
        await pace.paid(bytes);
        connection.heardAt = this.#ports.now();
      },
    };
  }

  /** The first answer of the run: tells what the file is, waits for `go`, and fits the plan to the file's real size. */
  async #accept(connection: Connection, answer: ByteAnswer, judged: Answer, signal: AbortSignal): Promise<void> {
    const { id, hint, offered } = this.#order;
    const file = this.#file ?? {
      name: chooseFilename({ disposition: judged.disposition, browserName: hint?.name ?? null, url: answer.url }),
      mime: judged.mime ?? hint?.mime ?? 'application/octet-stream',
      size: judged.size,
      ranged: judged.kind === 'range',
      validator: judged.validator,
    };
    await this.#checkSpace(judged.size);
    const refuse = offered === null ? null : refuseTakeover(offered, judged);
    this.#report({ kind: 'answered', id, file, finalUrl: answer.url, host: new URL(answer.url).host, refuse });
    await Promise.race([this.#go.promise, aborted(signal)]);
    this.#file = file;
    this.#answered = true;
    this.#troubles.accepted(answer.url);
    connection.heardAt = this.#ports.now();
    if (this.#plan.size !== judged.size || judged.kind === 'whole') this.#replan(connection, judged);
    this.#wake.resolve();
  }

  #replan(connection: Connection, judged: Answer): void {
    const { from } = connection.lease;
    const fresh = new Plan(judged.size, judged.kind === 'whole' ? [] : this.#plan.have);
    const at = judged.kind === 'whole' ? 0 : from;
    // An empty file has nothing to lend; its plan is complete.
    const lease = fresh.lendFrom(at, this.#ports.now(), this.#allowed()) ?? { from: at, at, to: at, since: 0 };
    this.#plan = fresh;
    connection.lease = lease;
  }

  /** The part file and its copy in the Downloads folder exist side by side for a while: room for both is needed. */
  async #checkSpace(size: number | null): Promise<void> {
    if (size === null) return;
    const needed = 2 * size - this.#plan.bytes;
    const free = await this.#ports.freeSpace();
    if (free < needed) throw new PerseidError('disk-full', { free, needed });
  }

  #dropStalled(): void {
    const oldest = this.#ports.now() - stallTime;
    for (const connection of this.#connections) {
      if (connection.heardAt < oldest) connection.abort.abort(new PerseidError('stalled'));
    }
  }

  #tellProgress(): void {
    const now = this.#ports.now();
    const arriving = [...this.#plan.leases].map(({ at, to }) => ({
      from: at,
      to: Math.min(to, this.#plan.size ?? at),
    }));
    const have = [...this.#plan.have];
    const { id } = this.#order;
    const speed = this.#meter.sample(now);
    const connections = this.#connections.size;
    const trouble = connections === 0 ? this.#troubles.waiting(now) : null;
    this.#report({ kind: 'live', id, live: { bytes: this.#plan.bytes, speed, connections, arriving, have, trouble } });
    if (now - this.#recordedAt >= checkpointTime) this.#checkpoint();
  }

  /** Data first, then the record of it. */
  #checkpoint(): void {
    this.#recordedAt = this.#ports.now();
    if (this.#plan.bytes === this.#recorded) return;
    const have = [...this.#plan.have];
    this.#part.flush();
    this.#recorded = this.#plan.bytes;
    this.#report({ kind: 'checkpoint', id: this.#order.id, have });
  }
}

/** Rejects with the signal's reason when it is aborted; pending else. */
async function aborted(signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', resolve, { once: true });
  });
  throw signal.reason;
}

/** The storable form of whatever ended a run. */
export function describeFailure(error: unknown): TaskError {
  if (error instanceof PerseidError) return error.toTaskError();
  return { code: 'internal', detail: { message: String(error) } };
}
