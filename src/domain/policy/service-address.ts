/** What is wrong with an address of a service. */
export const addressProblems = ['not-an-address', 'not-https', 'not-plain'] as const;
type AddressProblem = (typeof addressProblems)[number];

/** An address as it is stored, or why it is not. '' stands for none: then no service can be contacted. */
export type ReadAddress =
  | { readonly address: string; readonly problem: null }
  | { readonly address: null; readonly problem: AddressProblem };

/** Names of this device itself. RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads what the user entered as the address of a service: https alone, but for this device (CL12), and nothing in it that
 * could tell one user from another (a name, a query, a fragment).
 * @returns the address without its last slash, so that a path can follow it
 */
export function readServiceAddress(text: string): ReadAddress {
  const entered = text.trim();
  if (entered === '') return { address: '', problem: null };
  if (!URL.canParse(entered)) return no('not-an-address');
  const url = new URL(entered);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  if (!safe) return no('not-https');
  const plain = `${url.origin}${url.pathname}`;
  // The last three would be read as patterns by the rule that strips its headers.
  if (url.href !== plain || /[?#*^|]/.test(entered)) return no('not-plain');
  return { address: plain.replace(/\/+$/, ''), problem: null };
}

const no = (problem: AddressProblem): ReadAddress => ({ address: null, problem });
