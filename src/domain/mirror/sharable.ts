import { longestAddress } from './sealing.ts';

/** Names that lead to nobody's public server (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476 and the ICANN's `internal`). */
const privateEndings =
  /(?:^|\.)(?:local|localhost|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|home\.arpa)$/;

/**
 * Whether an address may be in the index at all: https, a public name (no bare number: those are often of private networks, and
 * a mirror has a name), no password, no query and no fragment, which could be one user's own.
 */
export function isSharable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const bare = url.username === '' && url.password === '' && !/[?#]/.test(url.href);
  return url.protocol === 'https:' && bare && isPublicName(url.hostname) && url.href.length <= longestAddress;
}

function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return name.includes('.') && !/^[\d.]+$/.test(name) && !name.startsWith('[') && !privateEndings.test(name);
}
