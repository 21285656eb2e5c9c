import { PerseidError } from '#domain/error';
import type { Range } from '#domain/segment/range';
import { checkContinuation, readAnswer, type Answer, type AnswerHead, type KnownFile } from '#domain/source/answer';
import { ifRangeOf } from '#domain/source/validator';
import type { TaskId } from '#domain/task/task';
import { fillLease } from './connection.ts';
import type { Connection } from './live-source.ts';
import type { ByteAnswer, Pace, PartFile, TransferPorts } from './ports.ts';

/** Where the validator is not strong, so many bytes are fetched again and compared before going on. */
const overlapSize = 64 * 1024;
/** Where overlaps are compared, a request asks for so many times as much anew, whatever the speed limit. */
const leastPerOverlap = 16;
/** A connection that asked for so many times what the speed limit allows is given up. */
const tooFar = 4;

/** An answer that was judged good. */
export interface Judged {
  readonly connection: Connection;
  readonly answer: ByteAnswer;
  readonly judged: Answer;
}

/** What bringing a lease needs to know of the transfer, and tells it. */
interface Transfer {
  readonly id: TaskId;
  readonly part: PartFile;
  readonly ports: TransferPorts;
  /** Until a connection's answer may be judged. @throws the signal's reason */
  answered(connection: Connection, signal: AbortSignal): Promise<void>;
  /** What is known of the file by now, as this connection's source has it; null: nothing. */
  known(connection: Connection): KnownFile | null;
  /** The first answer of an origin: may fit the connection's lease to it. */
  accept(first: Judged, signal: AbortSignal): Promise<void>;
  missing(range: Range): Range[];
  wrote(connection: Connection, bytes: number): void;
  /** The end of a body of unknown length was reached. Throws PerseidError `changed` where more had come before. */
  ended(): void;
}

/** Brings what a lease asks for: in one request, or in several under a speed limit. */
export class LeaseFetch {
  readonly #transfer: Transfer;

  constructor(transfer: Transfer) {
    this.#transfer = transfer;
  }

  /** @throws PerseidError, or the signal's reason */
  async run(connection: Connection, signal: AbortSignal): Promise<void> {
    const { id, ports } = this.#transfer;
    const { address } = connection.source.troubles;
    const pace = this.#patient(connection, ports.pace(id, address, signal));
    try {
      await this.#bring(connection, pace, signal);
    } finally {
      pace.leave();
    }
  }

  async #bring(connection: Connection, pace: Pace, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { at } = connection.lease;
      const complete = await this.#request(connection, pace, signal);
      const { lease } = connection;
      if (complete || lease.at >= lease.to) return;
      if (lease.at === at) throw new PerseidError('cut');
    }
  }

  /** @returns whether it was all there is, of a body of unknown length */
  async #request(connection: Connection, pace: Pace, signal: AbortSignal): Promise<boolean> {
    const { ports } = this.#transfer;
    const { source, lane, lease } = connection;
    const ifRange = ifRangeOf(connection.early ? (source.validator ?? source.foretold) : source.validator);
    const overlap = ifRange === null ? Math.min(lease.at, overlapSize) : 0;
    const end = Math.min(lease.to, lease.at + Math.max(pace.reach, leastPerOverlap * overlap));
    connection.end = end;
    const requested = { from: lease.at - overlap, to: Number.isFinite(end) ? end : null };
    const begun = ports.now();
    const url = source.troubles.address;
    const how = { bare: lane.bare, plain: source.plain, direct: source.stranger };
    const answer = await ports.open({ url, ...requested, ifRange, ...how }, signal);
    try {
      pace.from(answer.url);
      const latency = ports.now() - begun;
      await this.#transfer.answered(connection, signal);
      const judged = this.#judge(connection, answer, source.plain ? null : requested);
      source.answered(lane, latency);
      if (!source.trusted) await this.#transfer.accept({ connection, answer, judged }, signal);
      // One that begins at 0 instead overlaps with nothing.
      return await this.#fill({ connection, answer, judged }, connection.lease === lease ? overlap : 0, pace);
    } finally {
      answer.cancel();
    }
  }

  #judge(connection: Connection, answer: ByteAnswer, requested: AnswerHead['requested']): Answer {
    connection.heardAt = this.#transfer.ports.now();
    const headers = (name: string): string | null => answer.header(name);
    const judged = readAnswer({ status: answer.status, headers, requested, now: this.#transfer.ports.date() });
    const known = this.#transfer.known(connection);
    if (known) checkContinuation(known, judged, requested?.from ?? 0);
    return judged;
  }

  async #fill({ connection, answer, judged }: Judged, overlap: number, pace: Pace): Promise<boolean> {
    const { part, ports } = this.#transfer;
    // A whole that does not tell its size has the one that an earlier answer told.
    const end = judged.kind === 'range' ? judged.to : (judged.size ?? this.#transfer.known(connection)?.size ?? null);
    await fillLease({ answer, end, overlap, pace }, connection.lease, part, {
      heard: () => {
        connection.heardAt = ports.now();
        connection.delivering = true;
      },
      missing: (range) => this.#transfer.missing(range),
      wrote: (bytes) => this.#transfer.wrote(connection, bytes),
    });
    if (end === null) this.#transfer.ended();
    return end === null;
  }

  /**
   * A connection that waits for a speed limit is not stalled. One that asked for much more before a limit was set or
   * lowered is given up, for all of that would come; it is asked for anew in small parts.
   */
  #patient(connection: Connection, pace: Pace): Pace {
    return {
      get most() {
        return pace.most;
      },
      get reach() {
        return pace.reach;
      },
      from: (url) => pace.from(url),
      paid: async (bytes) => {
        const ahead = connection.end - connection.lease.at;
        if (connection.source.ranged && ahead > tooFar * pace.reach) connection.abort.abort();
        connection.heardAt = Number.POSITIVE_INFINITY;
        await pace.paid(bytes);
        connection.heardAt = this.#transfer.ports.now();
      },
      leave: () => pace.leave(),
    };
  }
}
