import { algorithmNamed, byStrength, readHex } from '../check/algorithm.ts';
import type { Hash, PieceHashes } from '../check/expected.ts';
import { PerseidError } from '../error.ts';
import { sanitizeFilename, sanitizeFolder } from '../task/sanitize.ts';
import type { DescribedFile } from './described.ts';
import { largestMetalink } from './metalink-type.ts';
import { addMirrors, lastPriority, readPriority, webAddress, type Mirror } from './mirror.ts';
import { readXml, type Element } from './xml-tree.ts';

/** More than this in one document is refused. */
interface MetalinkLimits {
  readonly characters: number;
  readonly files: number;
}

/** What a document may hold that comes from a server: characters, and files. */
const ofServers: MetalinkLimits = { characters: largestMetalink, files: 200 };
/** Pieces are hashed one at a time in memory, so they must not be too large (bytes), nor too many to be kept. */
const largestPiece = 64 * 1024 * 1024;
const smallestPiece = 4 * 1024;
const mostPieces = 10_000;

/**
 * Reads a Metalink of version 4 (RFC 5854) or 3.
 * @param url where it came from; without it relative addresses are none
 * @param limits of one that the user himself gives
 * @throws PerseidError `metalink-large`; `metalink-broken`: not well-formed, or a size that is none; `metalink-unsafe`: a name that
 *   leads out of the folder; `metalink-empty`: no file that can be fetched over http
 */
export function readMetalink(text: string, url?: string, limits = ofServers): DescribedFile[] {
  if (text.length > limits.characters) throw new PerseidError('metalink-large');
  const root = readXml(text);
  if (root?.name !== 'metalink') throw new PerseidError('metalink-broken');
  const elements = [...root.all('file'), ...root.all('files').flatMap((files) => files.all('file'))];
  if (elements.length > limits.files) throw new PerseidError('metalink-large');
  const files = elements.map((element) => readFile(element, url)).filter(({ urls }) => urls.length > 0);
  if (files.length === 0) throw new PerseidError('metalink-empty');
  return files;
}

function readFile(element: Element, base: string | undefined): DescribedFile {
  // Version 3 has one more level around checksums and addresses.
  const verification = element.first('verification') ?? element;
  const resources = element.first('resources') ?? element;
  const size = readSize(element.first('size')?.text);
  const addresses = resources.all('url');
  const urls = addresses.flatMap((address) => readUrl(address, base));
  return {
    ...readName(element.attribute('name') ?? ''),
    expected: { size, hashes: readHashes(verification), pieces: readPieces(verification, size) },
    urls: addMirrors([], urls, []),
    unused: element.all('metaurl').length + addresses.length - urls.length,
  };
}

/** RFC 5854 section 4.1.2.1: a path below the folder, without a way out of it. */
function readName(path: string): { name: string; folder: string } {
  const parts = path.split(/[/\\]/);
  const leads = parts.some((part) => part.trim() === '..') || /^(?:[/\\~]|\s*[a-z]:)/i.test(path);
  if (leads || (parts.at(-1) ?? '').trim() === '') throw new PerseidError('metalink-unsafe');
  const { name } = sanitizeFilename(parts.at(-1) ?? '');
  return { name, folder: sanitizeFolder(parts.slice(0, -1).join('/')) };
}

/** Bytes; null when it is not told. */
function readSize(text: string | undefined): number | null {
  if (text === undefined) return null;
  const size = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(size)) throw new PerseidError('metalink-broken');
  return size;
}

/** Of two checksums of one algorithm the first counts; algorithms that we do not know are passed over. */
function readHashes(parent: Element): Hash[] {
  const hashes = parent.all('hash').flatMap((element): Hash[] => {
    const algorithm = algorithmNamed(element.attribute('type') ?? '');
    const value = algorithm && readHex(algorithm, element.text);
    return algorithm && value ? [{ algorithm, value, from: 'metalink' }] : [];
  });
  return hashes.filter((hash, index) => hashes.findIndex(({ algorithm }) => algorithm === hash.algorithm) === index);
}

/** The strongest complete list of piece checksums; null when there is none that can be used. */
function readPieces(parent: Element, size: number | null): PieceHashes | null {
  if (size === null) return null;
  const lists = parent.all('pieces').flatMap((element) => readPieceList(element, size) ?? []);
  return lists.toSorted((a, b) => byStrength(a.algorithm, b.algorithm))[0] ?? null;
}

function readPieceList(element: Element, size: number): PieceHashes | null {
  const algorithm = algorithmNamed(element.attribute('type') ?? '');
  const length = Number(element.attribute('length'));
  // The browser itself hashes pieces, and does not know MD5.
  if (algorithm === null || algorithm === 'md5') return null;
  if (!Number.isInteger(length) || length < smallestPiece || length > largestPiece) return null;
  const hashes = inOrder(element.all('hash')).map((hash) => readHex(algorithm, hash.text));
  const complete = hashes.length === Math.ceil(size / length) && hashes.length <= mostPieces;
  const sound = hashes.filter((hash) => hash !== null);
  return complete && sound.length === hashes.length ? { algorithm, length, hashes: sound, from: 'metalink' } : null;
}

/** Version 3 numbers its pieces. */
function inOrder(hashes: Element[]): Element[] {
  if (hashes.some((hash) => hash.attribute('piece') === undefined)) return hashes;
  return hashes.toSorted((a, b) => Number(a.attribute('piece')) - Number(b.attribute('piece')));
}

/** Version 4 has priorities, 1 is asked first; version 3 preferences, 100 is asked first. */
function readUrl(element: Element, base: string | undefined): Mirror[] {
  const url = webAddress(element.text, base);
  // Version 3 says what an address is for: a torrent's is no file's.
  if (url === null || !/^https?$/i.test(element.attribute('type') ?? 'http')) return [];
  const preference = element.attribute('preference');
  const priority = preference === undefined ? readPriority(element.attribute('priority')) : ofPreference(preference);
  return [{ url, priority, from: 'metalink' }];
}

function ofPreference(text: string): number {
  return /^\d{1,3}$/.test(text) ? 101 - Math.min(100, Number(text)) : lastPriority;
}
