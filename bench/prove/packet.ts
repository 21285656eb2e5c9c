import type { Frame } from './pcap.ts';

/**
 * What a packet carries, as far as it matters here. `unreachable`: the kernel's word that nobody takes what came from the
 * other end (ICMP's, RFC 792).
 */
type Carries = 'tcp' | 'udp' | 'link' | 'unreachable' | 'other';

/** A packet at the interface of the namespace. */
export interface Packet {
  /** Leaves the namespace. */
  readonly outgoing: boolean;
  /** Address inside, and the one at the other end. Of what is not IP: its kind. */
  readonly local: string;
  readonly remote: string;
  /** `link`: housekeeping that no router passes on: ARP, neighbour discovery, membership of groups. */
  readonly carries: Carries;
  /** Port at the other end; null: none, or in another fragment. */
  readonly remotePort: number | null;
  /** Of the whole IP packet. The kernel may hand several of one connection over as one. */
  readonly bytes: number;
  /** What follows the header of UDP or TCP, as far as recorded; else empty. */
  readonly payload: Buffer;
}

/** Of LINUX_SLL2: type of protocol at 0, of packet at 10 (4: sent by us). */
const cookedSize = 20;
const sentByUs = 4;

const empty = Buffer.alloc(0);

interface Ip {
  readonly source: string;
  readonly destination: string;
  /** IANA's number of what the packet carries. */
  readonly protocol: number;
  readonly body: Buffer;
  /** Not the first of several: `body` has no header of its own. */
  readonly fragment: boolean;
}

/** @throws RangeError when the frame is too short for its own headers */
export function packetOf({ data, size }: Frame): Packet {
  const outgoing = data.readUInt8(10) === sentByUs;
  const bytes = size - cookedSize;
  const body = data.subarray(cookedSize);
  const kind = data.readUInt16BE(0);
  if (kind !== 0x08_00 && kind !== 0x86_dd) return notIp(kind, { outgoing, bytes });
  const ip = kind === 0x08_00 ? ipv4(body) : ipv6(body);
  const [local, remote] = outgoing ? [ip.source, ip.destination] : [ip.destination, ip.source];
  const carries = carriedBy(ip);
  const ported = (carries === 'tcp' || carries === 'udp') && !ip.fragment;
  return {
    outgoing,
    local,
    remote,
    carries,
    remotePort: ported ? ip.body.readUInt16BE(outgoing ? 2 : 0) : null,
    bytes,
    payload: ported ? ip.body.subarray(carries === 'udp' ? 8 : tcpHeader(ip.body)) : empty,
  };
}

/** Bytes of a TCP header (RFC 9293 section 3.1). */
const tcpHeader = (body: Buffer): number => (body.readUInt8(12) >> 4) * 4;

function notIp(kind: number, known: Pick<Packet, 'outgoing' | 'bytes'>): Packet {
  const name = `ethertype 0x${kind.toString(16).padStart(4, '0')}`;
  const carries = kind === 0x08_06 ? 'link' : 'other';
  return { ...known, local: name, remote: name, carries, remotePort: null, payload: empty };
}

/** RFC 791 section 3.1. */
function ipv4(bytes: Buffer): Ip {
  return {
    source: bytes.subarray(12, 16).join('.'),
    destination: bytes.subarray(16, 20).join('.'),
    protocol: bytes.readUInt8(9),
    body: bytes.subarray((bytes.readUInt8(0) & 15) * 4),
    fragment: (bytes.readUInt16BE(6) & 0x1f_ff) !== 0,
  };
}

/** Headers between IPv6's own and what is carried: hop-by-hop, routing, fragment, destination options. */
const between = new Set([0, 43, 44, 60]);

/** RFC 8200 sections 3 and 4. */
function ipv6(bytes: Buffer): Ip {
  let protocol = bytes.readUInt8(6);
  let at = 40;
  let fragment = false;
  while (between.has(protocol)) {
    if (protocol === 44) fragment ||= bytes.readUInt16BE(at + 2) >> 3 !== 0;
    const size = protocol === 44 ? 8 : (bytes.readUInt8(at + 1) + 1) * 8;
    protocol = bytes.readUInt8(at);
    at += size;
    if (fragment) break;
  }
  const source = ipv6Text(bytes.subarray(8, 24));
  return { source, destination: ipv6Text(bytes.subarray(24, 40)), protocol, body: bytes.subarray(at), fragment };
}

/** As RFC 5952 wants it, which is how URLs have it. */
function ipv6Text(address: Buffer): string {
  const groups = address.toString('hex').match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function carriedBy({ protocol, body, fragment }: Ip): Carries {
  if (protocol === 6) return 'tcp';
  if (protocol === 17) return 'udp';
  // IGMP
  if (protocol === 2) return 'link';
  if (protocol === 1 && !fragment && body.readUInt8(0) === 3) return 'unreachable';
  return protocol === 58 && !fragment && isHousekeeping(body.readUInt8(0)) ? 'link' : 'other';
}

/** ICMPv6: listeners of groups (RFC 3810, RFC 2710), neighbours and routers (RFC 4861). */
function isHousekeeping(type: number): boolean {
  return (type >= 130 && type <= 137) || type === 143;
}
