import { sanitizeFilename, sanitizeFolder } from '../task/sanitize.ts';

/** Where a file of a torrent lies, below its task's folder. */
export interface TorrentPath {
  /** Sub-folder, '' for none: parts joined by '/', each sanitised. */
  readonly folder: string;
  /** Sanitised. */
  readonly name: string;
}

/**
 * Gives out places below one folder: what would lead out of it (`..`, absolute, a drive) is dropped, what no system takes is replaced, and
 * no two places are the same file on a disk that ignores case. Deterministic: the same paths in the same order get the same places.
 */
export class TorrentPaths {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  /** From which number on a taken name may be free: for a file, and for a folder, which may be there already. */
  readonly #fileNumbers = new Map<string, number>();
  readonly #folderNumbers = new Map<string, number>();

  place(parts: readonly string[]): TorrentPath {
    const { name } = sanitizeFilename(parts.at(-1) ?? '');
    const folder = this.#enter(parts.slice(0, -1));
    const isTaken = (key: string): boolean => this.#files.has(key) || this.#folders.has(key);
    const free = firstFree({ folder, name, isTaken, numbers: this.#fileNumbers });
    this.#files.add(keyOf(joined(folder, free)));
    return { folder, name: free };
  }

  /** A folder none of whose parts is a file already. */
  #enter(parts: readonly string[]): string {
    let folder = '';
    for (const part of parts) {
      // A part may itself hold separators: then it is several, or none.
      for (const clean of sanitizeFolder(part).split('/')) if (clean !== '') folder = this.#into(folder, clean);
    }
    return folder;
  }

  #into(folder: string, part: string): string {
    const isTaken = (key: string): boolean => this.#files.has(key);
    const path = joined(folder, firstFree({ folder, name: part, isTaken, numbers: this.#folderNumbers }));
    this.#folders.add(keyOf(path));
    return path;
  }
}

interface Wish {
  readonly folder: string;
  readonly name: string;
  readonly isTaken: (key: string) => boolean;
  /** The lowest that may be free, by name: what is taken stays so, and equal names must not take the square of their count. */
  readonly numbers: Map<string, number>;
}

/** The name, or with the first number at which it is not taken. */
function firstFree({ folder, name, isTaken, numbers }: Wish): string {
  const wanted = keyOf(joined(folder, name));
  if (!isTaken(wanted)) return name;
  for (let number = numbers.get(wanted) ?? 1; ; number++) {
    const free = numbered(name, number);
    if (isTaken(keyOf(joined(folder, free)))) continue;
    numbers.set(wanted, number);
    return free;
  }
}

const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** What a disk that ignores case takes for the same. */
const keyOf = (path: string): string => path.normalize('NFC').toUpperCase().toLowerCase();

/** Sanitised again: a long name has to make room for its number. */
function numbered(name: string, number: number): string {
  const [, stem = name, extension = ''] = /^(.+?)((?:\.tar)?\.[^.]{1,24})?$/u.exec(name) ?? [];
  const suffix = ` (${number})`;
  return sanitizeFilename(`${Array.from(stem).slice(0, 180).join('')}${suffix}${extension}`).name;
}
