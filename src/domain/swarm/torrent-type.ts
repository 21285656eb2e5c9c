/** A larger .torrent is not read, bytes. */
export const largestTorrent = 10 * 1024 * 1024;

/** Whether a file is a torrent's description, by its type or, where that says nothing, by its name. */
export function isTorrent(mime: string | null, name: string | null): boolean {
  return mime?.toLowerCase() === 'application/x-bittorrent' || /\.torrent$/i.test(name ?? '');
}
