import * as z from 'zod/mini';
import { linkOrigins, type FoundLink } from '#domain/add/page-links';
import { browser } from './browser.ts';

/** What stands in a page, and in those of its frames that may be read. */
export interface ReadPage {
  readonly title: string;
  readonly url: string;
  readonly links: readonly FoundLink[];
  /** There are more links than are read. */
  readonly cut: boolean;
}

const readSchema = z.object({
  title: z.string(),
  url: z.string(),
  links: z.array(z.object({ url: z.string(), text: z.string(), from: z.enum(linkOrigins) })),
  cut: z.boolean(),
});

/** Attributes that hold addresses, by the name of the element, and what they are addresses of. `media`: as the element around it says. */
type Places = Readonly<Record<string, readonly (readonly [attribute: string, from: string])[]>>;
const link = (...attributes: string[]) => attributes.map((name) => [name, 'link'] as const);
const image = (...attributes: string[]) => attributes.map((name) => [name, 'image'] as const);
const addressAttributes: Places = {
  a: link('href', 'xlink:href'),
  area: link('href'),
  img: image('src', 'srcset'),
  image: image('href', 'xlink:href'),
  input: image('src'),
  audio: [['src', 'audio']],
  video: [['src', 'video'], ...image('poster')],
  source: [['src', 'media'], ...image('srcset')],
  track: link('src'),
  embed: link('src'),
  iframe: link('src'),
  object: link('data'),
};

/** Of a frame; and of the text of each, characters. */
const mostLinks = 20_000;
const longestText = 300;

/**
 * Reads the links of the page in a tab. The browser allows that for a page where the user has just pressed our button, or chosen in our menu, until
 * it leads elsewhere; and on the sites that he has allowed.
 * @returns null: the browser forbids it, or the page is gone
 */
export async function readPageLinks(tabId: number): Promise<ReadPage | null> {
  const results = await browser.scripting
    .executeScript({
      target: { tabId, allFrames: true },
      func: collect,
      args: [addressAttributes, mostLinks, longestText],
    })
    .catch((error: unknown) => {
      console.debug('The page cannot be read:', error);
      return [];
    });
  const read = results
    .toSorted((a, b) => a.frameId - b.frameId)
    .flatMap(({ result }) => {
      const parsed = z.safeParse(readSchema, result);
      return parsed.success ? [parsed.data] : [];
    });
  const [top] = read;
  if (!top) return null;
  const links = read.flatMap((frame) => frame.links);
  return { title: top.title, url: top.url, links, cut: read.some(({ cut }) => cut) };
}

/** Firefox's elements, and Chromium's `chrome.dom`: extensions see shadow roots that are closed to the page's own scripts. */
interface OpenElement {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}
interface OpenDom {
  readonly chrome?: { readonly dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } };
}

/** Runs in the page, apart from its scripts; knows nothing of this file. What it calls, no name of an element can take the place of. */
function collect(places: Places, most: number, longest: number): unknown {
  const links: unknown[] = [];
  let cut = false;
  const add = (element: Element, address: string, text: string, from: string): void => {
    if (address === '' || !URL.canParse(address, element.baseURI)) return;
    if (links.length >= most) cut = true;
    else links.push({ url: new URL(address, element.baseURI).href, text: text.slice(0, longest), from });
  };
  /** What the page says of it; of a `source`, of what that belongs to. */
  const textOf = (element: Element, owner: Element): string => {
    const inside = element.localName === 'a' ? element.textContent?.trim() : '';
    const told = ['alt', 'title', 'aria-label'].map((name) => owner.getAttribute(name));
    return (inside || owner.querySelector('img')?.alt || told.find(Boolean) || '').replaceAll(/\s+/g, ' ');
  };
  const kindOf = (kind: string, element: Element, owner: Element): string => {
    if (kind === 'media') return owner.localName === 'audio' ? 'audio' : 'video';
    return kind === 'link' && element.hasAttribute('download') ? 'download' : kind;
  };
  const look = (element: Element): void => {
    const owner = (element.localName === 'source' ? element.parentElement : null) ?? element;
    const text = textOf(element, owner);
    for (const [attribute, kind] of places[element.localName] ?? []) {
      const value = element.getAttribute(attribute) ?? '';
      // Addresses with what each is for, and commas between (HTML, "srcset attributes").
      const all = attribute === 'srcset' ? value.matchAll(/([^\s,](?:\S*[^\s,])?)(?:\s[^,]*)?(?:,|$)/g) : [['', value]];
      for (const [, address = ''] of all) add(element, address, text, kindOf(kind, element, owner));
    }
  };
  const shadowOf = (element: Element): ShadowRoot | null => {
    const root = (element as OpenElement).openOrClosedShadowRoot;
    const { dom } = (globalThis as unknown as OpenDom).chrome ?? {};
    return (
      root ?? (element instanceof HTMLElement ? (dom?.openOrClosedShadowRoot(element) ?? element.shadowRoot) : null)
    );
  };
  const walk = (root: Node): void => {
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode() as Element | null; node !== null; node = walker.nextNode() as Element | null) {
      if (Object.hasOwn(places, node.localName)) look(node);
      const shadow = shadowOf(node);
      if (shadow) walk(shadow);
    }
  };
  walk(document);
  const title = Object.getOwnPropertyDescriptor(Document.prototype, 'title')?.get?.call(document) as string;
  return { title: title.slice(0, longest), url: String(location), links, cut };
}
