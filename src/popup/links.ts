import { isMagnet } from '#domain/swarm/magnet-type';

/** Links found in a text, and the parts of it that are none. */
export interface ParsedLinks {
  readonly links: readonly string[];
  readonly bad: readonly string[];
}

/** Reads links out of what was typed, pasted or dropped: separated by white space or lines, each once. Magnet links count, too. */
export function parseLinks(text: string): ParsedLinks {
  const parts = [...new Set(text.split(/\s+/).filter((part) => part !== ''))];
  return {
    links: parts.filter(isLink).map((link) => new URL(link).href),
    bad: parts.filter((part) => !isLink(part)),
  };
}

/**
 * The magnet link that the browser leads to the popup with (`protocol_handlers` in Firefox's manifest), where one clicked or typed it, or a page led to
 * it. It stands in the field until Add is pressed: the browser has asked whether it may be opened, but a page may have asked for it, too.
 * @param search of the page's address @returns the empty text: none
 */
export function magnetIn(search: string): string {
  const magnet = new URLSearchParams(search).get('magnet') ?? '';
  return isMagnet(magnet) ? magnet : '';
}

function isLink(part: string): boolean {
  return /^(?:https?:\/\/[^/?#]|magnet:\?)/i.test(part) && URL.canParse(part);
}

/** The links of a drop: its list of links, else its text. Comment lines of `text/uri-list` are left out (RFC 2483 section 5). */
export function droppedText(transfer: Pick<DataTransfer, 'getData'>): string {
  const list = transfer.getData('text/uri-list');
  if (list === '') return transfer.getData('text/plain');
  return list
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}

/** Hosts of links, each once. A magnet link has none. */
export function hostsOf(links: readonly string[]): string[] {
  return [...new Set(links.map((link) => new URL(link).hostname))].filter((host) => host !== '');
}

/** A text cut in its middle where it is too long for a sentence. */
export function shorten(text: string, longest = 40): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
