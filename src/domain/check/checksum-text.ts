import { algorithmNamed, algorithmOfLength, readBase64, readHex, type Algorithm } from './algorithm.ts';
import type { Hash } from './expected.ts';

/** A checksum that stands in a text, and the name of the file beside it, if there is one. */
export interface ChecksumLine {
  readonly algorithm: Algorithm;
  /** Lower-case hexadecimal. */
  readonly value: string;
  readonly name: string | null;
}

/** Lines longer than this hold no checksum, characters. */
const longestLine = 2000;
/** So many lines of a list are read. */
const mostLines = 20_000;

/**
 * Reads one line: `hex`, `hex  name`, `hex *name` (coreutils), `SHA256 (name) = hex` (BSD), `sha256:hex`, `sha256=hex`,
 * `sha256-base64` (as in web pages). The algorithm is told by its name, else by the length. Null: there is none.
 */
export function readChecksumLine(line: string): ChecksumLine | null {
  const text = line.length > longestLine ? '' : line.trim();
  const [, bsdName, name, digest] = /^([\w-]+) \((.+)\) = ([\da-f]+)$/i.exec(text) ?? [];
  if (bsdName !== undefined) return lineOf(algorithmNamed(bsdName), digest ?? '', name ?? null);
  const [, hex, beside] = /^\\?([\da-f]+)(?:\s+[*]?(.+))?$/i.exec(text) ?? [];
  if (hex !== undefined) return lineOf(algorithmOfLength(hex.length), hex, beside ?? null);
  const [, prefix, value] = /^(sha-?\d+|md5)\s*[:=-]\s*(\S+)$/i.exec(text) ?? [];
  return prefix === undefined ? null : lineOf(algorithmNamed(prefix), value ?? '', null);
}

function lineOf(algorithm: Algorithm | null, digest: string, name: string | null): ChecksumLine | null {
  if (algorithm === null) return null;
  const value = readHex(algorithm, digest) ?? readBase64(algorithm, digest);
  return value === null ? null : { algorithm, value, name };
}

/**
 * A checksum as the user pastes it: one line, or several of which one is meant (a list with names among which the file's is).
 * Null: none can be read, or it cannot be said which.
 */
export function readPastedChecksum(text: string, fileName: string | null): ChecksumLine | null {
  const lines = readLines(text);
  if (lines.length === 1) return lines[0] ?? null;
  const named = lines.filter(({ name }) => name !== null && name === fileName);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/**
 * The checksums of a file in a list of sums (`SHA256SUMS`), or in a file of its own (`name.sha256`, where the digest may stand
 * alone).
 * @param names what the file may be called there
 */
export function readSums(text: string, names: readonly string[]): Hash[] {
  const lines = readLines(text);
  const [only] = lines;
  const alone = lines.length === 1 && only?.name === null;
  return lines
    .filter(({ name }) => alone || (name !== null && names.includes(name.replace(/^\.\//, ''))))
    .map(({ algorithm, value }) => ({ algorithm, value, from: 'sums' }));
}

function readLines(text: string): ChecksumLine[] {
  return text
    .split(/\r?\n/, mostLines)
    .map(readChecksumLine)
    .filter((line) => line !== null);
}

/** The checksums in the fragment of an address: `#sha256=hex`, several joined by `&`. */
export function readLinkChecksums(url: string): Hash[] {
  if (!URL.canParse(url)) return [];
  return new URL(url).hash
    .slice(1)
    .split(/[&;]/)
    .flatMap((part) => {
      const [, name = '', digest = ''] = /^([\w-]+)[=:](.+)$/.exec(part) ?? [];
      const algorithm = algorithmNamed(name);
      const value = algorithm && readHex(algorithm, digest);
      return algorithm && value ? [{ algorithm, value, from: 'link' as const }] : [];
    });
}

/** Where lists of checksums lie beside a file: the address of the whole folder's list, and of the file's own. */
export function sumsBeside(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { origin, pathname } = new URL(url);
  if (!/^https?:/.test(origin) || pathname.endsWith('/')) return [];
  return [new URL('SHA256SUMS', origin + pathname).href, `${origin}${pathname}.sha256`];
}
