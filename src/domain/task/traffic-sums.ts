import type { HostTraffic } from './host-traffic.ts';

/** Both together, one entry a host, in the order in which they were first asked. */
export function addTraffic(known: readonly HostTraffic[], more: readonly HostTraffic[]): HostTraffic[] {
  const sums = new Map(known.map((one) => [one.host, one]));
  for (const one of more) {
    const before = sums.get(one.host);
    sums.set(one.host, before ? sum(before, one) : one);
  }
  return [...sums.values()];
}

const sum = (one: HostTraffic, other: HostTraffic): HostTraffic => ({
  host: one.host,
  requests: one.requests + other.requests,
  bytes: one.bytes + other.bytes,
  firstDay: Math.min(one.firstDay, other.firstDay),
  lastDay: Math.max(one.lastDay, other.lastDay),
});
