import { PerseidError } from '../error.ts';
import type { DescribedFile } from '../mirror/described.ts';
import { addMirrors, lastPriority, webAddress, type Mirror } from '../mirror/mirror.ts';
import type { Torrent } from './torrent.ts';

/**
 * The file of a torrent as the HTTP engine fetches it: from the torrent's web seeds (BEP 19), held against its pieces. No peer and no tracker
 * is asked.
 * @throws PerseidError `torrent-several`: its pieces reach over the ends of its files; `torrent-peers`: nobody but peers has it
 */
export function fileByWeb({ several, name, size, pieceLength, pieces, webSeeds, trackers }: Torrent): DescribedFile {
  if (several) throw new PerseidError('torrent-several');
  const urls = addMirrors(
    [],
    webSeeds.flatMap((seed) => seedOf(seed, name)),
    [],
  );
  if (urls.length === 0) throw new PerseidError('torrent-peers');
  const hashes = Array.from({ length: pieces.length / 20 }, (_, index) =>
    hex(pieces.subarray(20 * index, 20 * (index + 1))),
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

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
