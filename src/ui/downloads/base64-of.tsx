import { PerseidError } from '#domain/error';
import { largestTorrent } from '#domain/swarm/torrent-type';

/** A .torrent file as text. @throws PerseidError `torrent-large` */
export async function base64Of(file: File): Promise<string> {
  if (file.size > largestTorrent) throw new PerseidError('torrent-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  // In pieces: a call takes only so many arguments.
  const piece = 0x8000;
  const parts = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
    String.fromCharCode(...bytes.subarray(index * piece, (index + 1) * piece)),
  );
  return btoa(parts.join(''));
}
