import { fromBase64 } from '../base64.ts';
import { openAddress, type FileIdentity } from './sealing.ts';
import { isSharable } from './sharable.ts';

/** So many rows of one tag are opened: whoever floods it gains no more than a place among these. */
const mostOpened = 200;

/**
 * The addresses in a file's rows. What does not open, and what no honest client gives (http, a private name, a query), is dropped.
 * @param sealed base64 each, in the order in which they are tried
 * @param own names of hosts that are asked already
 * @returns one for each host
 */
export function openRows(file: FileIdentity, sealed: readonly string[], own: readonly string[]): string[] {
  const hosts = new Set(own);
  return sealed.slice(0, mostOpened).flatMap((row) => {
    const bytes = fromBase64(row);
    const address = bytes === null ? null : openAddress(file, bytes);
    if (address === null || !isSharable(address)) return [];
    // By name, and not by port: one machine with many ports is one, and is asked once.
    const { hostname, href } = new URL(address);
    if (hosts.has(hostname)) return [];
    hosts.add(hostname);
    return [href];
  });
}
