import { havingWords } from '../list/words.ts';
import { fileKinds, kindOfFile, type FileKind } from '../swarm/file-kind.ts';
import { isMagnet } from '../swarm/magnet-type.ts';
import { nameFromUrl } from '../task/name-from-url.ts';
import { parseLink } from './links.ts';

/** As what an address stands in a page. */
export const linkOrigins = ['link', 'download', 'image', 'audio', 'video'] as const;

/** An address as it stands in a page. */
export interface FoundLink {
  readonly url: string;
  /** What the page says of it: the text of a link, the description of an image; '' for nothing. */
  readonly text: string;
  readonly from: (typeof linkOrigins)[number];
}

/** What people choose by; `page`: what is most likely no file at all. */
export const linkKinds = [...fileKinds.filter((kind) => kind !== 'other'), 'torrent', 'other', 'page'] as const;
export type LinkKind = FileKind | 'torrent' | 'page';

/** A link of a page that can be downloaded. */
export interface PageLink {
  readonly url: string;
  readonly text: string;
  /** The last part of the path; '' where there is none. */
  readonly name: string;
  readonly kind: LinkKind;
}

/**
 * The links of a page that can be fetched, in its order, each once; without those that lead to another place of the page itself. Of several
 * with one address the first text counts.
 * @param page its address
 */
export function gatherLinks(found: readonly FoundLink[], page: string): PageLink[] {
  const links = new Map<string, PageLink>();
  const own = withoutFragment(page);
  for (const { url: written, text, from } of found) {
    const url = parseLink(written);
    if (url === null) continue;
    const key = withoutFragment(url);
    if (key === own) continue;
    const known = links.get(key);
    const name = nameFromUrl(url);
    if (known === undefined) links.set(key, { url, text, name, kind: kindOf(url, name, from) });
    else if (known.text === '' && text !== '') links.set(key, { ...known, text });
  }
  return [...links.values()];
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');

const pageEnding = /\.(?:x?html?|php\d?|aspx?|jspx?|cgi|shtml)$/i;

function kindOf(url: string, name: string, from: FoundLink['from']): LinkKind {
  if (isMagnet(url) || /\.torrent$/i.test(name)) return 'torrent';
  if (from === 'link' && (!name.includes('.') || pageEnding.test(name))) return 'page';
  const kind = kindOfFile(name);
  if (kind !== 'other') return kind;
  if (from === 'image') return 'picture';
  return from === 'audio' || from === 'video' ? from : 'other';
}

/** Which links are shown; `kind` null: of any; `files`: of any but pages. */
export interface LinkFilter {
  readonly kind: LinkKind | 'files' | null;
  /** Words, each of which must be in the address or the text, in any case and order; or one regular expression. */
  readonly text: string;
  readonly regular: boolean;
}

/** Whether a link is shown where this is chosen. */
export function isOfKind(link: PageLink, kind: LinkFilter['kind']): boolean {
  return kind === 'files' ? link.kind !== 'page' : kind === null || link.kind === kind;
}

/** Makes the test whether a link has these words, in address, name or text, in any case and order. */
export function havingText(words: string): (link: PageLink) => boolean {
  const hasWords = havingWords(words);
  return ({ url, name, text }) => hasWords(`${url}\n${name}\n${text}`.toLowerCase());
}

/** A regular expression as typed, of any case; null: it is none. */
export function expressionOf(text: string): RegExp | null {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
