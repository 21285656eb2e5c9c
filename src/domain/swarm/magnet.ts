import { PerseidError } from '../error.ts';
import { isMagnet } from './magnet-type.ts';
import { mostTrackers, mostWebSeeds } from './torrent-limits.ts';

/** What a magnet link says (BEP 9), checked. */
export interface Magnet {
  /** 40 lower-case hexadecimal digits. */
  readonly infoHash: string;
  /** As its author calls it, not sanitised; null: not said. */
  readonly name: string | null;
  /** As they are written, but for what is no address. */
  readonly trackers: readonly string[];
  /** Addresses of the files over http and https (BEP 19). */
  readonly webSeeds: readonly string[];
}

/** A longer link is not read, characters. */
const longest = 64 * 1024;
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Reads a magnet link. Addresses of single peers (`x.pe`) and of torrent files (`xs`) are left out: nobody is contacted but trackers and web seeds.
 * @throws PerseidError `torrent-v2`: its hash is of the second version alone (BEP 52); `magnet-broken`: no hash, or no magnet link
 */
export function readMagnet(text: string): Magnet {
  if (!isMagnet(text) || text.length > longest) throw new PerseidError('magnet-broken');
  const said = text
    .slice(text.indexOf('?') + 1)
    .split('&')
    .map(pairOf);
  const all = (key: string): string[] => said.filter(([name]) => name === key).map(([, value]) => value);
  const topics = all('xt');
  const infoHash = topics.map(hashOf).find((hash) => hash !== null);
  if (infoHash === undefined) {
    throw new PerseidError(topics.some((topic) => /^urn:btmh:/i.test(topic)) ? 'torrent-v2' : 'magnet-broken');
  }
  const addresses = (key: string): string[] => [...new Set(all(key))].filter((url) => URL.canParse(url));
  return {
    infoHash,
    name: all('dn').find((name) => name.trim() !== '') ?? null,
    trackers: addresses('tr').slice(0, mostTrackers),
    webSeeds: addresses('ws')
      .filter((url) => /^https?:/i.test(url))
      .slice(0, mostWebSeeds),
  };
}

/** The magnet link of a torrent; read again it gives the same. */
export function magnetOf({ infoHash, name, trackers, webSeeds }: Magnet): string {
  const rest = [
    ...(name === null ? [] : [['dn', name] as const]),
    ...trackers.map((url) => ['tr', url] as const),
    ...webSeeds.map((url) => ['ws', url] as const),
  ];
  return `magnet:?xt=urn:btih:${infoHash}${rest.map(([key, value]) => `&${key}=${encodeURIComponent(value)}`).join('')}`;
}

/** A parameter's name, without the number that makes it one of several (`xt.1`), and its value. */
function pairOf(part: string): readonly [name: string, value: string] {
  const [name = '', ...value] = part.split('=');
  return [name.toLowerCase().replace(/\.\d+$/, ''), decoded(value.join('='))];
}

/** What is no percent-encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** The SHA-1 in an exact topic: 40 hexadecimal digits, or 32 of base 32; null: it is none. */
function hashOf(topic: string): string | null {
  const hash = /^urn:btih:([0-9a-z]+)$/i.exec(topic)?.[1]?.toLowerCase() ?? '';
  if (/^[0-9a-f]{40}$/.test(hash)) return hash;
  return /^[a-z2-7]{32}$/.test(hash) ? hexOfBase32(hash) : null;
}

/** Base 32 (RFC 4648) as hexadecimal: five bits a digit, four a digit. */
function hexOfBase32(text: string): string {
  const bits = Array.from(text, (digit) => base32.indexOf(digit).toString(2).padStart(5, '0')).join('');
  return bits.replaceAll(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16));
}
