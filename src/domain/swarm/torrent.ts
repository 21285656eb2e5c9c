import { PerseidError } from '../error.ts';
import { sanitizeFilename } from '../task/sanitize.ts';
import { isBytes, isDictionary, isList, readBencode, type Bencoded, type Dictionary } from './bencode.ts';
import { mostTrackers, mostWebSeeds } from './torrent-limits.ts';
import { TorrentPaths, type TorrentPath } from './torrent-paths.ts';
import { largestTorrent } from './torrent-type.ts';

/** A file of a torrent. Bytes. */
interface TorrentFile extends TorrentPath {
  readonly size: number;
  /** Where it begins in the torrent's one row of bytes. */
  readonly offset: number;
  /** As it is written, parts in order: what a web seed calls it; empty for the only file of a torrent. */
  readonly path: readonly string[];
  /** Only fills up to the next piece (BEP 47): zeros, never saved. */
  readonly padding: boolean;
}

/** What a .torrent file says, checked. */
export interface Torrent {
  /** The info dictionary as it was written: its SHA-1 is the info hash. */
  readonly info: Uint8Array;
  /** Sanitised: of the file, or of the folder of several. */
  readonly name: string;
  /** The same as it is written. */
  readonly writtenName: string;
  /** Whether `name` is a folder. */
  readonly several: boolean;
  readonly files: readonly TorrentFile[];
  /** Bytes of all files, and of each piece but the last. */
  readonly size: number;
  readonly pieceLength: number;
  /** SHA-1 of each piece, 20 bytes each, one after the other. */
  readonly pieces: Uint8Array;
  /** Of all groups (BEP 12), each once, as they are written, but for what is no address. */
  readonly trackers: readonly string[];
  /** Addresses of the files over http and https (BEP 19). */
  readonly webSeeds: readonly string[];
  /** Peers come from its trackers alone (BEP 27). */
  readonly private: boolean;
}

const mostFiles = 50_000;
/** A piece is hashed in memory, bytes. */
const largestPiece = 256 * 1024 * 1024;
const deepestPath = 64;
const hashBytes = 20;

/**
 * Reads a .torrent file (BEP 3; BEP 12, 19, 27 and 47; of a hybrid its first half).
 * @throws PerseidError `torrent-large`: over 10 MiB, or more files than are read; `torrent-v2`: of the second version alone (BEP 52);
 *   `torrent-broken`: anything else that is not as it should be
 */
export function readTorrent(bytes: Uint8Array): Torrent {
  if (bytes.length > largestTorrent) throw new PerseidError('torrent-large');
  const root = readBencode(bytes);
  if (!isDictionary(root)) throw broken();
  const info = root.values.get('info');
  const raw = root.raw.get('info');
  if (!isDictionary(info) || raw === undefined) throw broken();
  // WebTorrent writes it anew, in order, and takes the info hash of that: it would be another torrent.
  if (!isInOrder(info)) throw broken();
  if (!info.values.has('pieces') && info.values.get('meta version') === 2) throw new PerseidError('torrent-v2');
  return {
    info: raw,
    ...readContent(info),
    trackers: readTrackers(root),
    webSeeds: readWebSeeds(root.values.get('url-list')),
    private: info.values.get('private') === 1,
  };
}

/** Whether the keys of all dictionaries in it stand in order, as BEP 3 wants it. */
function isInOrder(value: Bencoded): boolean {
  if (isList(value)) return value.every(isInOrder);
  if (!isDictionary(value)) return true;
  const keys = [...value.values.keys()];
  return keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key) && [...value.values.values()].every(isInOrder);
}

type Content = Pick<Torrent, 'name' | 'writtenName' | 'several' | 'files' | 'size' | 'pieceLength' | 'pieces'>;

function readContent(info: Dictionary): Content {
  const writtenName = textOf(info, 'name') ?? '';
  const { name } = sanitizeFilename(writtenName);
  const list = info.values.get('files');
  const several = list !== undefined;
  const files = several ? readFiles(list) : [oneFile(info, name)];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const pieceLength = info.values.get('piece length');
  const pieces = info.values.get('pieces');
  if (typeof pieceLength !== 'number' || pieceLength < 1 || pieceLength > largestPiece) throw broken();
  if (!isBytes(pieces) || !Number.isSafeInteger(size)) throw broken();
  if (pieces.length !== Math.ceil(size / pieceLength) * hashBytes) throw broken();
  return { name, writtenName, several, files, size, pieceLength, pieces };
}

function oneFile(info: Dictionary, name: string): TorrentFile {
  return { folder: '', name, size: sizeOf(info), offset: 0, path: [], padding: false };
}

function readFiles(list: Bencoded): TorrentFile[] {
  if (!isList(list) || list.length === 0) throw broken();
  if (list.length > mostFiles) throw new PerseidError('torrent-large');
  const places = new TorrentPaths();
  let offset = 0;
  return list.map((entry) => {
    if (!isDictionary(entry)) throw broken();
    const size = sizeOf(entry);
    const path = pathOf(entry);
    const file = { ...places.place(path), size, offset, path, padding: isPadding(entry) };
    offset += size;
    return file;
  });
}

function sizeOf(entry: Dictionary): number {
  const size = entry.values.get('length');
  if (typeof size !== 'number' || size < 0) throw broken();
  return size;
}

function pathOf(entry: Dictionary): string[] {
  const parts = entry.values.get('path.utf-8') ?? entry.values.get('path');
  if (!isList(parts) || parts.length === 0 || parts.length > deepestPath || !parts.every(isBytes)) throw broken();
  return parts.map(utf8);
}

const isPadding = (entry: Dictionary): boolean => textOf(entry, 'attr')?.includes('p') ?? false;

function readTrackers({ values }: Dictionary): string[] {
  const groups = values.get('announce-list');
  const alone = values.get('announce');
  const listed: readonly (Bencoded | undefined)[] = isList(groups) && groups.length > 0 ? groups : [alone];
  const read = listed.flatMap((group): readonly (Bencoded | undefined)[] => (isList(group) ? group : [group]));
  return [...new Set(read.filter(isBytes).map(utf8).filter(isAddress))].slice(0, mostTrackers);
}

function readWebSeeds(value: Bencoded | undefined): string[] {
  const listed = isList(value) ? value : [value];
  const addresses = listed.filter(isBytes).map(utf8);
  return addresses.filter((url) => isAddress(url) && /^https?:/i.test(url)).slice(0, mostWebSeeds);
}

const isAddress = (text: string): boolean => URL.canParse(text);

function textOf({ values }: Dictionary, key: string): string | null {
  const value = values.get(`${key}.utf-8`) ?? values.get(key);
  return isBytes(value) ? utf8(value) : null;
}

/** What is not UTF-8 becomes replacement characters: a name is shown, never compared. */
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const broken = (): PerseidError => new PerseidError('torrent-broken');
