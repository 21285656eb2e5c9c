import type { Expected } from '../check/expected.ts';
import type { Mirror } from './mirror.ts';

/** A file that a Metalink describes: what is known of it, and where it can be fetched. */
export interface DescribedFile {
  /** Sanitised. */
  readonly name: string;
  /** Sanitised sub-folder, '' for none. */
  readonly folder: string;
  readonly expected: Expected;
  /** Where it can be fetched, the first to ask first; http and https only. */
  readonly urls: readonly Mirror[];
  /** Addresses of other kinds (torrents, ftp), which are left out. */
  readonly unused: number;
}

/**
 * The file of a Metalink that describes a download: the only one, the one of its name, or the only one of its size. Null: none,
 * and so it describes something else.
 */
export function describedFile(
  files: readonly DescribedFile[],
  download: { readonly name: string; readonly size: number | null },
): DescribedFile | null {
  const fits = ({ expected }: DescribedFile): boolean =>
    expected.size === null || download.size === null || expected.size === download.size;
  const fitting = files.filter(fits);
  const named = fitting.filter(({ name }) => name === download.name);
  const found = named.length > 0 ? named : fitting;
  return found.length === 1 ? (found[0] ?? null) : null;
}
