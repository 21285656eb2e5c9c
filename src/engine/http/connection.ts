import { PerseidError } from '#domain/error';
import type { Lease } from '#domain/segment/plan';
import type { Range } from '#domain/segment/range';
import type { ByteAnswer, Pace, PartFile } from './ports.ts';

/** An answer that was judged good, about to be read into its lease. */
export interface OpenConnection {
  readonly answer: ByteAnswer;
  /** Where the announced bytes end (exclusive); null: not announced. */
  readonly end: number | null;
  /** Bytes before the lease that were asked for again, to compare them with those on disk. */
  readonly overlap: number;
  readonly pace: Pace;
}

/** Who is told of what a connection brings. */
interface Listener {
  /** Bytes came, wanted or not. */
  heard(): void;
  /** What of these bytes is not here yet. What is recorded is not written again: a crash might spoil it. */
  missing(range: Range): Range[];
  /** So many were written at the lease's head, which has not moved yet. */
  wrote(bytes: number): void;
}

/**
 * Reads one answer to its end or to that of its lease, which may shrink meanwhile, and writes every byte at its place.
 * @throws PerseidError `cut`, `length-long`, `changed`, `disk-full`
 */
export async function fillLease(
  connection: OpenConnection,
  lease: Lease,
  part: PartFile,
  listener: Listener,
): Promise<void> {
  const { answer, end, overlap, pace } = connection;
  let unchecked = overlap;
  // To the end of the answer even if it brings nothing more: only then can its connection be used again.
  const open = (): boolean => lease.at < lease.to || (end !== null && end <= lease.to);
  while (open()) {
    const bytes = await answer.read(pace.most);
    if (bytes === null) {
      if (end === null || lease.at >= Math.min(end, lease.to)) return;
      throw new PerseidError('cut');
    }
    listener.heard();
    const common = Math.min(unchecked, bytes.byteLength);
    if (common > 0) compareWithDisk(part, lease.at - unchecked, bytes.subarray(0, common));
    unchecked -= common;
    const fresh = bytes.subarray(common);
    if (end !== null && lease.at + fresh.byteLength > end) throw new PerseidError('length-long', { expected: end });
    const wanted = fresh.subarray(0, Math.max(0, lease.to - lease.at));
    if (wanted.byteLength > 0) {
      const { at } = lease;
      for (const { from, to } of listener.missing({ from: at, to: at + wanted.byteLength })) {
        part.write(from, wanted.subarray(from - at, to - at));
      }
      listener.wrote(wanted.byteLength);
    }
    await pace.paid(bytes.byteLength);
  }
}

/** @throws PerseidError `changed` when the bytes on disk at `at` are others */
export function compareWithDisk(part: PartFile, at: number, bytes: Uint8Array): void {
  const known = new Uint8Array(bytes.byteLength);
  part.read(at, known);
  if (known.some((byte, index) => byte !== bytes[index])) throw new PerseidError('changed');
}
