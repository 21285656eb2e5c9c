import { PerseidError } from '#domain/error';
import type { Range } from '#domain/segment/range';
import { checkContinuation, readAnswer, type Answer } from '#domain/source/answer';
import { compareWithDisk } from './connection.ts';
import { unstalled } from './patience.ts';
import type { PartFile, TransferPorts } from './ports.ts';

/** So many bytes that are here are asked of a mirror, before it may bring others. */
const sampleSize = 64 * 1024;

interface Mirror {
  readonly url: string;
  /** The file's size, bytes. */
  readonly size: number;
  /** It must answer itself. */
  readonly direct: boolean;
}

/** The bytes to compare: the end of what is here, for files of one kind often begin alike. Null: not enough is here. */
export function sampleOf(have: readonly Range[], size: number): Range | null {
  const wanted = Math.min(sampleSize, size);
  const range = have.findLast(({ from, to }) => to - from >= wanted);
  return range ? { from: range.to - wanted, to: range.to } : null;
}

/**
 * Asks a mirror for bytes that are here already and compares them.
 * @param part where they are; null: it is enough that the mirror has a file of this size
 * @returns its answer, and the address it came from
 * @throws PerseidError `changed` when size or bytes differ, `range-ignored` when it has no ranges, `length-long` when it does not
 *   end, or what the request met
 */
export function proveMirror(
  mirror: Mirror,
  sample: Range,
  part: PartFile | null,
  ports: TransferPorts,
  signal: AbortSignal,
): Promise<{ url: string; answer: Answer }> {
  return unstalled(ports, signal, (either, heard) => compare(mirror, sample, part, { ports, signal: either, heard }));
}

async function compare(
  { url, size, direct }: Mirror,
  sample: Range,
  part: PartFile | null,
  { ports, signal, heard }: { ports: TransferPorts; signal: AbortSignal; heard: () => void },
): Promise<{ url: string; answer: Answer }> {
  const opened = await ports.open({ url, ...sample, ifRange: null, bare: true, direct }, signal);
  try {
    const head = { status: opened.status, headers: (name: string) => opened.header(name) };
    const answer = readAnswer({ ...head, requested: sample, now: ports.date() });
    if (answer.kind === 'whole') throw new PerseidError('range-ignored');
    checkContinuation({ size, validator: answer.validator, mime: null }, answer, sample.from);
    let at = sample.from;
    for (let bytes = await opened.read(); bytes !== null; bytes = await opened.read()) {
      heard();
      if (at + bytes.byteLength > sample.to) throw new PerseidError('length-long');
      if (part !== null) compareWithDisk(part, at, bytes);
      at += bytes.byteLength;
    }
    if (at !== sample.to) throw new PerseidError('cut');
    return { url: opened.url, answer };
  } finally {
    opened.cancel();
  }
}
