import { PerseidError } from '#domain/error';
import { hexOf } from '#domain/swarm/hex';
import { pieceLengthFor, writeInfo, type FileToShare } from '#domain/swarm/create';
import { openedAs, type OpenedTorrent } from '#domain/swarm/new-swarm';
import { readTorrent } from '#domain/swarm/torrent';
import type { TaskId } from '#domain/task/task';
import { progressTeller, readFile, takeFiles } from '#platform/shared-files';
import { freeSpace, saveInfo } from '#platform/part-file';
import type { Disk } from './disk.ts';
import { PieceBuffer } from './piece-buffer.ts';

/** Progress is told so often, ms. */
const pace = 250;

/** What a torrent is to be made of. */
export interface MakeOrder {
  /** Of the task that is to share it: names its part file. */
  readonly id: TaskId;
  /** Of the file, or of the folder of several. */
  readonly name: string;
  readonly trackers: readonly string[];
}

/**
 * Makes a torrent of files that the user has picked: reads them once, hashes their pieces, and copies them into the part file, from which
 * they are given. (What was picked can be read as long as its page is open and no longer.) Nothing is contacted.
 * @throws PerseidError `disk-full`, `file-unreadable`; `torrent-broken`: there is not a byte in them
 */
export async function makeTorrent({ id, name, trackers }: MakeOrder, disk: Disk): Promise<OpenedTorrent> {
  const picked = await takeFiles(id);
  const files = picked.map(fileToShare);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size === 0) throw new PerseidError('torrent-broken');
  if ((await freeSpace()) < size) throw new PerseidError('disk-full');
  const pieceLength = pieceLengthFor(size);
  const hashes = new Uint8Array(20 * Math.ceil(size / pieceLength));
  const progress = progressTeller(id);
  try {
    let toldAt = 0;
    const pieces = new PieceBuffer({ pieceLength, size }, 0, async (piece, bytes) => {
      hashes.set(new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)), 20 * piece);
      await disk.write(id, piece * pieceLength, bytes);
      if (performance.now() - toldAt < pace) return;
      toldAt = performance.now();
      progress.tell((piece * pieceLength) / size);
    });
    for (const file of picked) await copy(file, pieces);
    await disk.flush(id);
  } finally {
    progress.end();
    await disk.close(id);
  }
  const info = writeInfo(name, files, pieceLength, hashes);
  const torrent = readTorrent(info);
  await saveInfo(id, info);
  const digest = await crypto.subtle.digest('SHA-1', new Uint8Array(torrent.info));
  const opened = openedAs(torrent, hexOf(new Uint8Array(digest)));
  return { ...opened, magnet: { ...opened.magnet, trackers: [...trackers] } };
}

/** One that grew or shrank since it was picked would move all that follows. */
async function copy(file: File, pieces: PieceBuffer): Promise<void> {
  let left = file.size;
  await readFile(file, async (bytes) => {
    left -= bytes.length;
    if (left < 0) throw new PerseidError('file-unreadable');
    await pieces.add(bytes);
  });
  if (left !== 0) throw new PerseidError('file-unreadable');
}

/** Of a picked folder the torrent has the name, and the path begins below it. */
function fileToShare(file: File): FileToShare {
  const path = file.webkitRelativePath.split('/').slice(1);
  return { path: path.length > 0 ? path : [file.name], size: file.size };
}
