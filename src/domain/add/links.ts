import { expandRanges, mostLinks, type Expanded } from './expand.ts';

/** Links found in a text, and what of it is none. */
export interface ParsedLinks {
  readonly links: readonly string[];
  /** Parts that are no links. */
  readonly bad: readonly string[];
  /** The first range that cannot be written out; null: all can. */
  readonly wrong: Exclude<Expanded, { links: unknown }> | null;
  /** Some of the links were written out of a range. */
  readonly ranged: boolean;
}

/**
 * Reads links out of what was typed, pasted or dropped: separated by white space or lines, ranges written out (`expandRanges`), each once. Magnet
 * links count, too.
 */
export function parseLinks(text: string): ParsedLinks {
  const parts = [...new Set(text.split(/\s+/).filter((part) => part !== ''))];
  const expanded = parts.map((part) => (part.includes('[') ? expandRanges(part) : { links: [part] }));
  const all = expanded.flatMap((one) => ('links' in one ? one.links : []));
  const wrong = expanded.find((one) => 'wrong' in one) ?? (all.length > mostLinks ? tooMany : null);
  if (wrong !== null) return { links: [], bad: [], wrong, ranged: false };
  return {
    links: [...new Set(all.flatMap((part) => parseLink(part) ?? []))],
    bad: all.filter((part) => parseLink(part) === null),
    wrong,
    ranged: all.length > parts.length,
  };
}

const tooMany = { wrong: 'range-many', range: '' } as const;

/** A link as browsers write it; null: it is none that can be fetched. */
export function parseLink(text: string): string | null {
  return /^(?:https?:\/\/[^/?#]|magnet:\?)/i.test(text) && URL.canParse(text) ? new URL(text).href : null;
}

/** The links of a drop: its list of links, else its text. Comment lines of `text/uri-list` are left out (RFC 2483 section 5). */
export function droppedText(transfer: { getData(type: string): string }): string {
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
