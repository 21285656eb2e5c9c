import type { Hosts } from './contacts.ts';
import { taskHost } from './pass.ts';
import type { Proof } from './proof.ts';
import { trackerHost } from './walks.ts';

/** What a proof says, for people. */
export function described({ hosts, undeclared, planted, unseen, headers, added, named }: Proof): string[] {
  return [
    ...Object.entries(hosts).map(([host, contact]) => `${owner(host, undeclared)} ${host}: ${lineOf(contact)}`),
    undeclared.length === 0
      ? 'Nobody was contacted but the tasks’ own host, and the tracker of the torrent that was accepted.'
      : `UNDECLARED: ${undeclared.join(', ')}`,
    `Headers: ${headers.join(', ')}. Not of the browser alone: ${added.join(', ') || 'none'}.`,
    ...named.map((line) => `NAMES THE EXTENSION: ${line}`),
    unseen.length === 0
      ? `All ${planted.length} planted leaks were seen.`
      : `PLANTED AND NOT SEEN: ${unseen.join(', ')}`,
  ];
}

function owner(host: string, undeclared: readonly string[]): string {
  if (host === taskHost || host === trackerHost) return 'task';
  return undeclared.includes(host) ? 'UNDECLARED' : 'browser';
}

function lineOf({ packets, bytes, names, by }: Hosts[string]): string {
  const steps = Object.entries(by).map(([step, count]) => `${step} ${count}`);
  return `${packets} packets, ${bytes} bytes, ${names} look-ups (${steps.join(', ')})`;
}
