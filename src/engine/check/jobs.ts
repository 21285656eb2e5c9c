import { readSums, sumsBeside } from '#domain/check/checksum-text';
import type { Hash } from '#domain/check/expected';
import { PerseidError } from '#domain/error';
import { readMetalink } from '#domain/mirror/metalink';
import { largestMetalink } from '#domain/mirror/metalink-type';
import { totalBytes } from '#domain/segment/range';
import { hexOf } from '#domain/swarm/hex';
import { openedAs, type OpenedTorrent } from '#domain/swarm/new-swarm';
import { readTorrent } from '#domain/swarm/torrent';
import { openPartBeside, readInfo, readPart } from '#platform/part-file';
import { fetchDocument } from '#platform/transfer-fetch';
import type { TaskId } from '#domain/task/task';
import type { CheckJobs, CheckKind } from '#protocol/check-api';
import type { Tally } from '../tally.ts';
import { compare, compareTorrent, sameAlgorithms, type Subject } from './compare.ts';
import { RunningHash } from './running-hash.ts';

/** Longer lists of checksums are not read, bytes. */
const largestSums = 1024 * 1024;

/** Hashes of files that are still arriving. */
const begun = new Map<TaskId, RunningHash>();

interface Circumstances {
  readonly signal: AbortSignal;
  /** Told how far it is, 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Sums what is exchanged with hosts for a task. */
  readonly tallyOf: (id: TaskId) => Tally;
}

/** How each question is answered. */
export const jobs: {
  readonly [K in CheckKind]: (ask: CheckJobs[K]['ask'], here: Circumstances) => Promise<CheckJobs[K]['answer']>;
} = {
  async ahead({ id, to, algorithms }, { signal }) {
    const part = await openPartBeside(id);
    if (part === null) return { hashed: null };
    try {
      const known = begun.get(id);
      const running =
        known && sameAlgorithms(known.algorithms, algorithms) ? known : await RunningHash.begin(algorithms);
      signal.throwIfAborted();
      begun.set(id, running);
      await running.extend(part.read, to, signal);
      return { hashed: running.at };
    } finally {
      part.close();
    }
  },

  forget({ id }) {
    begun.delete(id);
    return Promise.resolve(null);
  },

  async compare({ id, size, expected }, { signal, onProgress }) {
    const running = begun.get(id) ?? null;
    begun.delete(id);
    const subject = { size, ...(await reading(id, size, onProgress)) };
    return compare(subject, expected, signal, running);
  },

  async pieces({ id, ranges }, { signal, onProgress }) {
    const info = await readInfo(id);
    if (info === null) throw new PerseidError('part-lost');
    return compareTorrent(await reading(id, totalBytes(ranges), onProgress), readTorrent(info), ranges, signal);
  },

  async open({ id, url, as }) {
    const part = await readPart(id);
    if (as === 'torrent') return { torrent: await openTorrent(new Uint8Array(await part.arrayBuffer())) };
    if (part.size > largestMetalink) throw new PerseidError('metalink-large');
    return { files: readMetalink(await part.text(), url) };
  },

  torrent: ({ bytes }) => openTorrent(bytes),

  async describe({ id, url, cookies }, { signal, tallyOf }) {
    const text = await read({ url, cookies, largest: largestMetalink }, tallyOf(id), signal);
    return text === null ? null : readMetalink(text, url);
  },

  // One after the other: the first that has the file is enough. The user allowed it for this site, and it is the task's own.
  async sums({ id, url, names }, { signal, tallyOf }) {
    const tally = tallyOf(id);
    for (const address of sumsBeside(url)) {
      const text = await read({ url: address, cookies: true, largest: largestSums }, tally, signal);
      const found: Hash[] = text === null ? [] : readSums(text, names);
      if (found.length > 0) return found;
    }
    return [];
  },
};

/** A part file, to be hashed. @param size bytes to be hashed @param onProgress told how far it is, 0 to 1 */
async function reading(
  id: TaskId,
  size: number,
  onProgress: (share: number) => void,
): Promise<Pick<Subject, 'read' | 'onBytes'>> {
  const part = await readPart(id);
  let done = 0;
  return {
    async read(at, into) {
      const bytes = new Uint8Array(await part.slice(at, at + into.byteLength).arrayBuffer());
      into.set(bytes);
      return bytes.byteLength;
    },
    onBytes(bytes) {
      done += bytes;
      onProgress(Math.min(1, done / size));
    },
  };
}

async function openTorrent(bytes: Uint8Array): Promise<OpenedTorrent> {
  const torrent = readTorrent(bytes);
  const digest = await crypto.subtle.digest('SHA-1', new Uint8Array(torrent.info));
  return openedAs(torrent, hexOf(new Uint8Array(digest)));
}

/** A document of a task, with what it takes to get it summed. */
function read(
  document: { url: string; cookies: boolean; largest: number },
  tally: Tally,
  signal: AbortSignal,
): Promise<string | null> {
  const { url } = document;
  tally.asked(url);
  return fetchDocument({ ...document, answered: (from) => tally.answered(url, from) }, signal);
}
