import * as z from 'zod/mini';
import { parseLink } from '../add/links.ts';
import { algorithmNamed, readHex } from '../check/algorithm.ts';
import { nothingExpected } from '../check/expected.ts';
import { PerseidError, type ErrorCode } from '../error.ts';
import { readMetalink } from '../mirror/metalink.ts';
import { givenSchema } from './given.ts';
import { plainItem, safeItem, type Item } from './item.ts';
import { jsonFormat } from './write.ts';

/** What a list holds. */
interface ReadList {
  readonly items: readonly Item[];
  /** What stands where a link should, in order. */
  readonly bad: readonly string[];
}

/** Why a list is not taken: it is none in our formats, larger than is read, or has no link in it. */
export type ListProblem = 'list-broken' | 'list-large' | 'list-empty';

/** Larger lists are refused, characters; and longer ones, downloads. */
export const largestList = 20_000_000;
const mostItems = 10_000;

const jsonSchema = z.object({
  format: z.literal(jsonFormat),
  version: z.literal(1),
  downloads: z.array(z.extend(givenSchema, { url: z.string() })),
});

/**
 * Reads a list of downloads in any of our formats, which its beginning tells: JSON, Metalink, else lines (an input file of aria2, of which
 * plain links are the simplest). Names and folders are made safe, options that mean nothing here passed over.
 */
export function readList(text: string): ReadList | ListProblem {
  if (text.length > largestList) return 'list-large';
  const begins = text.trimStart();
  const read = begins.startsWith('{') ? readJson(text) : begins.startsWith('<') ? readXml(text) : readLines(text);
  if (typeof read === 'string') return read;
  if (read.items.length > mostItems) return 'list-large';
  return read.items.length === 0 ? 'list-empty' : { ...read, items: read.items.map(safeItem) };
}

function readJson(text: string): ReadList | ListProblem {
  const parsed = z.safeParse(jsonSchema, jsonIn(text));
  if (!parsed.success) return 'list-broken';
  const items: Item[] = [];
  const bad: string[] = [];
  for (const item of parsed.data.downloads) {
    const url = parseLink(item.url);
    if (url === null) bad.push(item.url);
    else items.push({ ...item, url });
  }
  return { items, bad };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // JSON.parse throws for nothing else than text that is no JSON, which is the answer here
  }
}

const metalinkProblems: Partial<Record<ErrorCode, ListProblem>> = {
  'metalink-large': 'list-large',
  'metalink-empty': 'list-empty',
};

function readXml(text: string): ReadList | ListProblem {
  try {
    const limits = { characters: largestList, files: mostItems };
    const items = readMetalink(text, undefined, limits).flatMap(
      ({ urls: [first, ...mirrors], name, folder, expected }): Item[] =>
        first ? [{ ...plainItem(first.url), name, folder, expected, mirrors: mirrors.map(({ url }) => url) }] : [],
    );
    return { items, bad: [] };
  } catch (error) {
    if (error instanceof PerseidError) return metalinkProblems[error.code] ?? 'list-broken';
    throw error;
  }
}

/**
 * aria2c(1), "Input File": options of the download above them begin with white space; `#` begins a comment. What begins with white space and is no
 * option is a link like any other: people indent.
 */
function readLines(text: string): ReadList {
  const items: Item[] = [];
  const bad: string[] = [];
  /** Options below what is no link are nobody's. */
  let isOf = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const last = items.at(-1);
    if (/^\s+[a-z-]+=/.test(line)) {
      if (isOf && last !== undefined) items[items.length - 1] = withOption(last, line.trim());
      continue;
    }
    const addresses = line.trim().split(/\t+/);
    const urls = addresses.flatMap((address) => parseLink(address) ?? []);
    const [url, ...mirrors] = urls;
    isOf = url !== undefined;
    if (url === undefined) bad.push(line.trim());
    else items.push({ ...plainItem(url), mirrors });
  }
  return { items, bad };
}

function withOption(item: Item, option: string): Item {
  const [, name = '', value = ''] = /^([a-z-]+)=(.*)$/.exec(option) ?? [];
  switch (name) {
    case 'out':
      return {
        ...item,
        name: value.split('/').at(-1) || null,
        folder: value.split('/').slice(0, -1).join('/') || item.folder,
      };
    case 'dir':
      // Where on a disk it lies is another device's business: an absolute folder is not taken over.
      return /^(?:[/\\~]|[a-z]:)/i.test(value) ? item : { ...item, folder: value };
    case 'referer':
      return { ...item, referrer: value };
    case 'checksum':
      return withChecksum(item, value);
    case 'max-download-limit':
      return withLimit(item, value);
    default:
      return item;
  }
}

function withChecksum(item: Item, text: string): Item {
  const [, kind = '', digits = ''] = /^([\w-]+)=([\da-f]+)$/i.exec(text) ?? [];
  const algorithm = algorithmNamed(kind);
  const value = algorithm && readHex(algorithm, digits);
  if (algorithm === null || value === null) return item;
  return { ...item, expected: { ...nothingExpected, hashes: [{ algorithm, value, from: 'user' }] } };
}

/** Bytes a second, with K or M for 1024 of them and 1024 × 1024; 0: no limit. */
function withLimit(item: Item, text: string): Item {
  const [, number = '', unit = ''] = /^(\d{1,12})([km]?)$/i.exec(text) ?? [];
  const limit = Number(number) * ({ k: 1024, m: 1024 ** 2 }[unit.toLowerCase()] ?? 1);
  const parsed = z.safeParse(givenSchema, { speedLimit: limit });
  return limit > 0 && parsed.success ? { ...item, speedLimit: parsed.data.speedLimit } : item;
}
