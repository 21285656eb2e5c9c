/*
 * What a session description (RFC 8839, RFC 8866) tells of the local network is taken out before anybody else sees it. What stays: addresses as
 * the internet sees them (server-reflexive, relayed), and names that hide an address (mDNS).
 */

/** A candidate as it may be told; null: it tells a local address. @param line with or without `a=` */
export function scrubCandidate(line: string): string | null {
  const fields = line.split(' ');
  const [address = '', type = ''] = [fields[4], fields[7]];
  if (type !== 'srflx' && type !== 'relay' && !address.toLowerCase().endsWith('.local')) return null;
  // Where it comes from is the local address.
  return line.replace(/ raddr \S+/, ' raddr 0.0.0.0').replace(/ rport \S+/, ' rport 0');
}

/** What becomes of lines by their first characters; of others nothing. */
const rules: readonly (readonly [begins: string, scrub: (line: string) => string | null])[] = [
  ['a=candidate:', scrubCandidate],
  ['a=rtcp:', () => null],
  ['c=', () => 'c=IN IP4 0.0.0.0'],
  ['o=', (line) => line.replace(/IN IP[46] \S+$/, 'IN IP4 0.0.0.0')],
  // The default port is that of a candidate: 9 means none (RFC 8839, 4.3.1).
  ['m=', (line) => line.replace(/^(m=\S+) \d+/, '$1 9')],
];

/** A description without the addresses of the local network. */
export function scrubDescription(sdp: string): string {
  return sdp
    .split('\r\n')
    .flatMap((line) => {
      const rule = rules.find(([begins]) => line.startsWith(begins));
      const kept = rule === undefined ? line : rule[1](line);
      return kept === null ? [] : [kept];
    })
    .join('\r\n');
}
