import { readFileSync } from 'node:fs';
import type { FileLog } from './log.ts';

/** What the browser itself reads ahead of the page, bytes, with room to spare. */
const browserPipe = 8 * 2 ** 20;

/**
 * How many bytes may have been sent for nothing when no range was fetched twice: each answer that the client gave up (its
 * range was split) leaves behind what lay in the buffers of its connection. On an uncapped loopback they are full.
 */
export function bearableSurplus(log: FileLog): number {
  const inBuffers = largestBuffer('tcp_wmem') + largestBuffer('tcp_rmem') + browserPipe;
  return log.requests.filter(({ outcome }) => outcome === 'closed').length * inBuffers;
}

/** The kernel's limit (Linux, tcp(7): three numbers, the last is the maximum). */
function largestBuffer(name: 'tcp_wmem' | 'tcp_rmem'): number {
  return Number(readFileSync(`/proc/sys/net/ipv4/${name}`, 'latin1').trim().split(/\s+/)[2]);
}
