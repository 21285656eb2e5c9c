import * as z from 'zod/mini';
import type { FoundLink } from '#domain/add/page-links';
import { browser } from './browser.ts';

/** What stands in a page, and in those of its frames that may be read. */
export interface ReadPage {
  readonly title: string;
  readonly url: string;
  readonly links: readonly FoundLink[];
}

const readSchema = z.object({
  title: z.string(),
  url: z.string(),
  links: z.array(z.object({ url: z.string(), text: z.string(), from: z.enum(['link', 'download', 'image', 'media']) })),
});

/**
 * Reads the links of the page in a tab. The browser allows that for a page where the user has just pressed our button, or chosen in our menu, until
 * it leads elsewhere; and on the sites that he has allowed.
 * @returns null: the browser forbids it, or the page is gone
 */
export async function readPageLinks(tabId: number): Promise<ReadPage | null> {
  const results = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: collect })
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
  return top ? { title: top.title, url: top.url, links: read.flatMap(({ links }) => links) } : null;
}

/** Runs in the page, apart from its scripts; knows nothing of this file. What it calls, no name of an element can take the place of. */
function collect(): unknown {
  const most = 20_000;
  const longest = 300;
  const links: unknown[] = [];
  const add = (url: string, text: string | null, from: string): void => {
    const said = (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, longest);
    if (url !== '' && links.length < most) links.push({ url, text: said, from });
  };
  const lookAtLink = (link: HTMLAnchorElement | HTMLAreaElement): void => {
    const image = link.querySelector('img');
    const text = link.textContent?.trim() || image?.alt || link.title || link.getAttribute('aria-label');
    add(link.href, text, link.hasAttribute('download') ? 'download' : 'link');
  };
  const lookAtMedia = (media: HTMLImageElement | HTMLMediaElement): void => {
    const isImage = media instanceof HTMLImageElement;
    add(media.currentSrc || media.src, (isImage && media.alt) || media.title, isImage ? 'image' : 'media');
  };
  const look = (element: Element): void => {
    if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) lookAtLink(element);
    else if (element instanceof HTMLImageElement || element instanceof HTMLMediaElement) lookAtMedia(element);
    else if (element instanceof HTMLSourceElement && element.parentElement instanceof HTMLMediaElement)
      add(element.src, element.parentElement.title, 'media');
    if (element.shadowRoot) walk(element.shadowRoot);
  };
  const walk = (root: Node): void => {
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) look(node as Element);
  };
  walk(document.documentElement);
  const title = Object.getOwnPropertyDescriptor(Document.prototype, 'title')?.get?.call(document) as string;
  return { title: title.slice(0, longest), url: String(location), links };
}
