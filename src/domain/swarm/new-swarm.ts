import { sanitizeFilename } from '../task/sanitize.ts';
import type { Magnet } from './magnet.ts';
import { nobodyNamed } from './named.ts';
import { nothingShared } from './sharing.ts';
import type { Swarm, SwarmContent } from './swarm.ts';
import type { Torrent } from './torrent.ts';

/** A torrent of which only its magnet link is known. */
export function swarmOfMagnet({ infoHash, trackers, webSeeds }: Magnet): Swarm {
  return {
    infoHash,
    trackers: [...trackers],
    webSeeds: [...webSeeds],
    offered: nobodyNamed,
    agreed: false,
    via: null,
    content: null,
    peers: 0,
    ...nothingShared,
  };
}

/** `e` (BEP 3). */
const endOfDictionary = 0x65;

/** A torrent that was opened, as its task needs it. */
export interface OpenedTorrent {
  readonly magnet: Magnet;
  readonly content: SwarmContent;
  /** A .torrent file of nothing but its info dictionary: who has it is in the magnet. */
  readonly info: Uint8Array;
}

/** @param infoHash of its info dictionary, hexadecimal */
export function openedAs(torrent: Torrent, infoHash: string): OpenedTorrent {
  const { name, trackers, webSeeds, info } = torrent;
  const head = new TextEncoder().encode('d4:info');
  const file = new Uint8Array(head.length + info.length + 1);
  file.set(head);
  file.set(info, head.length);
  file[file.length - 1] = endOfDictionary;
  return {
    magnet: { infoHash, name, trackers, webSeeds },
    content: contentOf(torrent),
    info: file,
  };
}

/** What is in a torrent, all of it wanted. */
export function contentOf({ several, size, pieceLength, files }: Torrent): SwarmContent {
  const kept = files.filter(({ padding }) => !padding);
  return {
    several,
    size,
    pieceLength,
    files: kept.map(({ folder, name, size: bytes, offset }) => ({
      folder,
      name,
      size: bytes,
      offset,
      wanted: true,
      saved: false,
    })),
  };
}

/** The name to show for a magnet link. */
export function nameOfMagnet({ name, infoHash }: Magnet): string {
  return name === null ? infoHash : sanitizeFilename(name).name;
}
