import { describing } from '../mirror/describing.ts';
import type { Settings } from '../settings/settings.ts';
import { isDangerousType } from './dangerous-types.ts';
import type { LeaveReason } from './leave-reason.ts';
import { isOnSites } from './site.ts';

export { normalizeSite } from './site.ts';

/** A download that the browser has begun, as far as it is known. */
export interface Candidate {
  readonly url: string;
  /** Where redirects led; `url` when there were none. */
  readonly finalUrl: string;
  /** Null: its request was not observed. */
  readonly method: string | null;
  /** Begun by another extension. */
  readonly byOtherExtension: boolean;
  readonly incognito: boolean;
  /** False for a container or a partition of its own (Firefox). */
  readonly defaultPartition: boolean;
  /** Bytes; null while unknown. */
  readonly size: number | null;
  readonly mime: string | null;
  /** Base name the browser chose; null while unknown. */
  readonly name: string | null;
  /** The browser itself has called it dangerous. */
  readonly flagged: boolean;
  /** The user held the key that leaves this one to the browser. */
  readonly bypassed: boolean;
  /** The answer needed HTTP authentication. */
  readonly authenticated: boolean;
  /** The user has allowed us its site. */
  readonly hasAccess: boolean;
  /** The browser asks where to save it. */
  readonly asksWhere: boolean;
  /** The page it was clicked on. */
  readonly siteUrl: string | null;
  /** An earlier download from its host has shown that more connections bring nothing. */
  readonly fastAlone: boolean;
  /** The user has chosen to take this one over. */
  readonly chosen: boolean;
}

export type TakeoverDecision = { readonly kind: 'take' } | { readonly kind: 'leave'; readonly reason: LeaveReason };

interface Rule {
  readonly reason: LeaveReason;
  readonly leaves: (candidate: Candidate, settings: Settings) => boolean;
}

/**
 * Every rule that leaves a download to the browser. The first that applies is the reason shown: what can never be ours before
 * what the user has set, what has been set before what the file is. Access comes after all of these, for it is worth
 * asking for only where the download would then be taken; a request that was not seen is last, for without access none is.
 */
const rules: readonly Rule[] = [
  { reason: 'private-window', leaves: (c) => c.incognito },
  { reason: 'scheme', leaves: (c) => !isWebLink(c.url) || !isWebLink(c.finalUrl) },
  { reason: 'other-extension', leaves: (c) => c.byOtherExtension },
  { reason: 'partition', leaves: (c) => !c.defaultPartition },
  { reason: 'method', leaves: (c) => c.method !== null && c.method.toUpperCase() !== 'GET' },
  { reason: 'authenticated', leaves: (c) => c.authenticated || hasCredentials(c.url) || hasCredentials(c.finalUrl) },
  { reason: 'asks-where', leaves: (c) => c.asksWhere },
  { reason: 'site-off', leaves: (c, s) => isOnSites([c.url, c.finalUrl, c.siteUrl ?? ''], s.sitesLeftAlone) },
  { reason: 'key-held', leaves: (c) => c.bypassed },
  { reason: 'dangerous-type', leaves: (c) => c.flagged },
  { reason: 'dangerous-type', leaves: (c, s) => !s.takeDangerous && isDangerous(c) },
  // What describes other files is small itself; they are not.
  { reason: 'unknown-size', leaves: (c, s) => c.size === null && !isOpened(c, s) },
  { reason: 'too-small', leaves: (c, s) => (c.size ?? Infinity) < s.minimumSize && !isOpened(c, s) },
  { reason: 'no-access', leaves: (c) => !c.hasAccess },
  { reason: 'not-observed', leaves: (c) => c.method === null },
  { reason: 'ask', leaves: (c, s) => s.takeover === 'ask' && !c.chosen },
  { reason: 'as-fast-alone', leaves: (c, s) => s.takeover === 'pays' && c.fastAlone && !c.chosen },
];

/** Whether a download is worth looking at, or why it stays with the browser. */
export function decideTakeover(candidate: Candidate, settings: Settings): TakeoverDecision {
  const rule = rules.find(({ leaves }) => leaves(candidate, settings));
  return rule ? { kind: 'leave', reason: rule.reason } : { kind: 'take' };
}

/** Whether it is opened as what it describes: a torrent only where the user wants that. */
export function isOpened({ mime, name }: Pick<Candidate, 'mime' | 'name'>, { torrents }: Settings): boolean {
  const as = describing(mime, name);
  return as === 'metalink' || (as === 'torrent' && torrents);
}

/** Whether an address is one that Perseid fetches from: http or https, not `blob:` or `data:`. */
export function isWebLink(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function isDangerous({ name, mime, url, finalUrl }: Candidate): boolean {
  return isDangerousType(name, mime, url) || isDangerousType(name, mime, finalUrl);
}
