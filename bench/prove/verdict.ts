import type { Hosts } from './contacts.ts';

/** Hosts that are neither the tasks' own, their tracker included, nor contacted by the browser alone. */
export function undeclaredIn(hosts: Hosts, own: readonly string[], browser: Hosts): string[] {
  return Object.keys(hosts).filter((host) => !own.includes(host) && !Object.hasOwn(browser, host));
}

/** The contacts of several walks in one. */
export function sumOf(walks: readonly Hosts[]): Hosts {
  const sum: Hosts = {};
  for (const [host, { packets, bytes, names, by }] of walks.flatMap((hosts) => Object.entries(hosts))) {
    const contact = (sum[host] ??= { packets: 0, bytes: 0, names: 0, by: {} });
    contact.packets += packets;
    contact.bytes += bytes;
    contact.names += names;
    for (const [step, count] of Object.entries(by)) contact.by[step] = (contact.by[step] ?? 0) + count;
  }
  return sum;
}
