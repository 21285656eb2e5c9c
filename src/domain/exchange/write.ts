import { isMagnet } from '../swarm/magnet-type.ts';
import type { Item } from './item.ts';

/** The formats in which a list is written, and how its file is called. */
export const listFormats = {
  json: { ending: 'json', type: 'application/json' },
  links: { ending: 'txt', type: 'text/plain' },
  metalink: { ending: 'meta4', type: 'application/metalink4+xml' },
  aria2: { ending: 'aria2.txt', type: 'text/plain' },
} as const;
export type ListFormat = keyof typeof listFormats;
/** In the order in which they are offered. */
export const formatNames = ['json', 'links', 'metalink', 'aria2'] as const satisfies readonly ListFormat[];

/** What the JSON says of itself. */
export const jsonFormat = 'perseid-list';

/** A list of downloads as text. */
export function writeList(format: ListFormat, items: readonly Item[]): string {
  return writers[format](items);
}

/** Whether a format can say nothing of a download: a Metalink knows no magnet links. */
export function leavesOut(format: ListFormat, { url }: Item): boolean {
  return format === 'metalink' && isMagnet(url);
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const writers: Readonly<Record<ListFormat, (items: readonly Item[]) => string>> = {
  json: (items) => `${JSON.stringify({ format: jsonFormat, version: 1, downloads: items }, null, 2)}\n`,
  links: (items) => lines(items.map(({ url }) => url)),
  metalink: (items) =>
    lines([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<metalink xmlns="urn:ietf:params:xml:ns:metalink">',
      ...items.filter((item) => !leavesOut('metalink', item)).flatMap(metalinkFile),
      '</metalink>',
    ]),
  aria2: (items) => lines(items.flatMap(aria2Entry)),
};

/** RFC 5854 section 4.1.2. */
function metalinkFile({ url, name, folder, mirrors, expected }: Item, index: number): string[] {
  // A Metalink cannot leave the name to the server.
  const base = name ?? nameIn(url) ?? `download-${index + 1}`;
  const path = folder ? `${folder}/${base}` : base;
  return [
    `  <file name="${escaped(path)}">`,
    ...(expected.size === null ? [] : [`    <size>${expected.size}</size>`]),
    ...expected.hashes.map(({ algorithm, value }) => `    <hash type="${algorithm}">${value}</hash>`),
    ...[url, ...mirrors].map((one, place) => `    <url priority="${place + 1}">${escaped(one)}</url>`),
    '  </file>',
  ];
}

const nameIn = (url: string): string | null =>
  URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) || null : null;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** aria2c(1), "Input File": addresses of one file on a line, then its options, indented. */
function aria2Entry({ url, name, folder, mirrors, expected, referrer, speedLimit }: Item): string[] {
  const [hash] = expected.hashes;
  const options = {
    out: name,
    dir: folder === '' ? null : folder,
    referer: referrer,
    checksum: hash ? `${hash.algorithm}=${hash.value}` : null,
    'max-download-limit': speedLimit === null ? null : String(speedLimit),
  };
  return [
    [url, ...mirrors].join('\t'),
    ...Object.entries(options).flatMap(([option, value]) => (value === null ? [] : [`  ${option}=${oneLine(value)}`])),
  ];
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n\t]+/g, ' ');
