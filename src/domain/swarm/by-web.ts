import type { DescribedFile } from '../mirror/described.ts';
import { addMirrors, lastPriority, webAddress, type Mirror } from '../mirror/mirror.ts';
import { hexOf } from './hex.ts';
import type { Torrent } from './torrent.ts';

/**
 * The file of a torrent as the HTTP engine fetches it: from the torrent's web seeds (BEP 19), held against its pieces. No peer and no tracker
 * is asked.
 * @returns null: nobody but peers has it, or it has several files, over whose ends its pieces reach
 */
export function fileByWeb(torrent: Torrent): DescribedFile | null {
  const { several, name, writtenName, size, pieceLength, pieces, webSeeds, trackers } = torrent;
  if (several) return null;
  const urls = addMirrors(
    [],
    webSeeds.flatMap((seed) => seedOf(seed, writtenName)),
    [],
  );
  if (urls.length === 0) return null;
  const hashes = Array.from({ length: pieces.length / 20 }, (_, index) =>
    hexOf(pieces.subarray(20 * index, 20 * (index + 1))),
  );
  return {
    name,
    folder: '',
    expected: { size, hashes: [], pieces: { algorithm: 'sha-1', length: pieceLength, hashes, from: 'torrent' } },
    urls,
    unused: trackers.length,
  };
}

/** A seed's address may be that of the folder in which the file lies. */
function seedOf(seed: string, name: string): Mirror[] {
  const url = webAddress(seed.endsWith('/') ? seed + encodeURIComponent(name) : seed);
  return url === null ? [] : [{ url, priority: lastPriority, from: 'torrent' }];
}
