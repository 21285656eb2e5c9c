/** What is wrong with an address of a service. */
export const addressProblems = ['not-an-address', 'not-https', 'not-plain', 'no-fingerprint'] as const;
type AddressProblem = (typeof addressProblems)[number];

/** Where a service is, and whose word counts there. */
export interface ServiceAddress {
  /** Without its last slash, so that a path can follow it. '' stands for none: then no service can be contacted. */
  readonly address: string;
  /** Of the first key that the service signs with (notice/verify); '' beside no address. */
  readonly fingerprint: string;
}

/** An address as it was entered, or why it is not taken. */
export type ReadAddress =
  | (ServiceAddress & { readonly problem: null })
  | { readonly address: null; readonly problem: AddressProblem };

/** Names of this device itself. RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a service may be asked this way: nobody reads along (CL12). */
export const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));

/** 128 bits in base64url. */
const fingerprint = /^[\w-]{22}$/;

/**
 * Reads what the user entered as the address of a service, `https://host/#fingerprint` as the service prints it: https alone, but for this
 * device (CL12), and nothing in it that could tell one user from another (a name, a query). The fingerprint is never sent.
 */
export function readServiceAddress(text: string): ReadAddress {
  const entered = text.trim();
  if (entered === '') return { address: '', fingerprint: '', problem: null };
  const [place = '', ...mark] = entered.split('#');
  if (!URL.canParse(place)) return no('not-an-address');
  const url = new URL(place);
  if (!isSafe(url)) return no('not-https');
  const plain = `${url.origin}${url.pathname}`;
  // The last three would be read as patterns by the rule that strips its headers.
  if (url.href !== plain || /[?*^|]/.test(place)) return no('not-plain');
  const marked = mark.join('#');
  if (!fingerprint.test(marked)) return no('no-fingerprint');
  return { address: plain.replace(/\/+$/, ''), fingerprint: marked, problem: null };
}

/** The one way to write such an address: as it is stored and shown; '' for none. */
export const writtenAddress = ({ address, fingerprint: mark }: ServiceAddress): string =>
  address === '' ? '' : `${address}/#${mark}`;

const no = (problem: AddressProblem): ReadAddress => ({ address: null, problem });
