import { isTorrent } from '../swarm/torrent-type.ts';
import { isMetalink } from './metalink-type.ts';

/** A file that describes others, and how it is read. */
export type Describing = 'metalink' | 'torrent';

/** What a file is read as, by its type or, where that says nothing, by its name; null: it describes nothing. */
export function describing(mime: string | null, name: string | null): Describing | null {
  if (isMetalink(mime, name)) return 'metalink';
  return isTorrent(mime, name) ? 'torrent' : null;
}
