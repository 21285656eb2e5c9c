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

  place(parts: readonly string[]): TorrentPath {
    const { name } = sanitizeFilename(parts.at(-1) ?? '');
    const folder = this.#enter(parts.slice(0, -1));
    for (let number = 0; ; number++) {
      const free = number === 0 ? name : numbered(name, number);
      const key = keyOf(joined(folder, free));
      if (this.#files.has(key) || this.#folders.has(key)) continue;
      this.#files.add(key);
      return { folder, name: free };
    }
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
    for (let number = 0; ; number++) {
      const path = joined(folder, number === 0 ? part : numbered(part, number));
      const key = keyOf(path);
      if (this.#files.has(key)) continue;
      this.#folders.add(key);
      return path;
    }
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
