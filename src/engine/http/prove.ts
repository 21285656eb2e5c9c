import { PerseidError } from '#domain/error';
import type { Range } from '#domain/segment/range';
import { isSamePlace } from '#domain/source/address';
import { readAnswer, type Answer } from '#domain/source/answer';
import { compareOverlap, isSameFile, overlapOf, refuseTakeover, type Overlap } from '#domain/source/proof';
import { chooseFilename } from '#domain/task/filename';
import type { TaskFile } from '#domain/task/task';
import type { ProofOrder } from '#protocol/transfer-api';
import { unstalled } from './patience.ts';
import type { ByteAnswer, TransferPorts } from './ports.ts';

/** What a proof needs of its environment. */
export interface ProofPorts extends Pick<TransferPorts, 'open' | 'now' | 'date' | 'wait'> {
  /** Bytes of a part file that nobody writes; null when they cannot be read. */
  readKnown(id: string, range: Range): Promise<Uint8Array | null>;
}

/** What a new link leads to: the file as the unfinished task would know it from now on; null: another file. */
interface Proof {
  readonly file: TaskFile | null;
  readonly finalUrl: string;
  readonly host: string;
}

/** Where nothing is to be compared, one byte shows what is there. */
const glimpse: Range = { from: 0, to: 1 };

/**
 * Asks a new link for a block that is here already, and judges whether it leads to the same file. Nothing is written.
 * @throws PerseidError when there is no such answer, or the signal's reason
 */
export function prove(order: ProofOrder, ports: ProofPorts, signal: AbortSignal): Promise<Proof> {
  return unstalled(ports, signal, (either, heard) => judge(order, ports, either, heard));
}

async function judge(order: ProofOrder, ports: ProofPorts, signal: AbortSignal, heard: () => void): Promise<Proof> {
  const { known, source } = order;
  const block = known.readable ? overlapOf(known.have) : null;
  const range = block ?? glimpse;
  const answer = await ports.open({ url: source.finalUrl ?? source.url, ...range, ifRange: null, bare: false }, signal);
  try {
    heard();
    const { status, url } = answer;
    const headers = (name: string): string | null => answer.header(name);
    const judged = readAnswer({ status, headers, requested: range, now: ports.date() });
    const overlap =
      block && judged.kind === 'range' ? await compare(known.id, block, reading(answer, heard), ports) : 'none';
    const file = agrees(order, judged, url, overlap) ? fileOf(order, judged, url) : null;
    return { file, finalUrl: url, host: new URL(url).host };
  } finally {
    answer.cancel();
  }
}

/** The same answer, read with somebody told of it. */
function reading(answer: ByteAnswer, heard: () => void): Pick<ByteAnswer, 'read'> {
  return {
    async read() {
      const bytes = await answer.read();
      heard();
      return bytes;
    },
  };
}

async function compare(
  id: string,
  block: Range,
  answer: Pick<ByteAnswer, 'read'>,
  ports: ProofPorts,
): Promise<Overlap> {
  const again = await readAll(answer, block.to - block.from);
  const here = await ports.readKnown(id, block);
  return here === null ? 'none' : compareOverlap(here, again);
}

async function readAll(answer: Pick<ByteAnswer, 'read'>, length: number): Promise<Uint8Array> {
  const all = new Uint8Array(length);
  let at = 0;
  for (let bytes = await answer.read(); bytes !== null; bytes = await answer.read()) {
    if (at + bytes.byteLength > length) throw new PerseidError('length-long', { expected: length });
    all.set(bytes, at);
    at += bytes.byteLength;
  }
  if (at < length) throw new PerseidError('cut');
  return all;
}

/** Where no byte is here, nothing can be mixed up: then the link must only be worth giving the browser's item up for. */
function agrees({ known, source, offered }: ProofOrder, judged: Answer, url: string, overlap: Overlap): boolean {
  if (known.file === null || known.have.length === 0)
    return offered === null || refuseTakeover(offered, judged) === null;
  const places = [known.source.finalUrl, known.source.url].filter((place) => place !== null);
  const samePlace = places.some((place) => isSamePlace(place, url) || isSamePlace(place, source.url));
  return isSameFile(known.file, judged, samePlace, overlap);
}

function fileOf({ known, offered }: ProofOrder, judged: Answer, url: string): TaskFile {
  const { validator, size, disposition } = judged;
  const mime = judged.mime ?? 'application/octet-stream';
  const name = chooseFilename({ disposition, browserName: offered?.name ?? null, url });
  return { name, mime, ...known.file, size, ranged: judged.kind === 'range', validator };
}
