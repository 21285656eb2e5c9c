import { havingWords } from '../list/words.ts';
import { fileKinds, kindOfFile, type FileKind } from '../swarm/file-kind.ts';
import { isMagnet } from '../swarm/magnet-type.ts';
import { nameFromUrl } from '../task/name-from-url.ts';
import { parseLink } from './links.ts';

/** An address as it stands in a page. */
export interface FoundLink {
  readonly url: string;
  /** What the page says of it: the text of a link, the description of an image; '' for nothing. */
  readonly text: string;
  readonly from: 'link' | 'download' | 'image' | 'media';
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
  return from === 'image' ? 'picture' : from === 'media' ? 'video' : 'other';
}

/** Which links are shown; `kind` null: of any; `files`: of any but pages. */
export interface LinkFilter {
  readonly kind: LinkKind | 'files' | null;
  /** Words, each of which must be in the address or the text, in any case and order; or one regular expression. */
  readonly text: string;
  readonly regular: boolean;
}

/** Makes the test whether a link is shown; null: the text is no regular expression. */
export function passingLinks({ kind, text, regular }: LinkFilter): ((link: PageLink) => boolean) | null {
  const fits = regular ? byExpression(text) : byWords(text);
  return fits && ((link) => isOfKind(link, kind) && fits(link));
}

/** Whether a link is shown where this is chosen. */
export function isOfKind(link: PageLink, kind: LinkFilter['kind']): boolean {
  return kind === 'files' ? link.kind !== 'page' : kind === null || link.kind === kind;
}

function byWords(text: string): (link: PageLink) => boolean {
  const hasWords = havingWords(text);
  return ({ url, name, text: said }) => hasWords(`${url}\n${name}\n${said}`.toLowerCase());
}

function byExpression(text: string): ((link: PageLink) => boolean) | null {
  const expression = compiled(text);
  return expression && (({ url, text: said }) => expression.test(url) || expression.test(said));
}

function compiled(text: string): RegExp | null {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
