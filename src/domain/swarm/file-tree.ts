import type { SwarmFile } from './swarm.ts';

/** A folder of a torrent. Files are named by their places in its list. */
export interface FileFolder {
  /** '' for the torrent's own. */
  readonly name: string;
  /** From the torrent's own on; '' for that one. */
  readonly path: string;
  /** Bytes of all that is below. */
  readonly size: number;
  readonly folders: readonly FileFolder[];
  /** Places of the files that lie in it ... */
  readonly files: readonly number[];
  /** ... and of all that are below, in order. */
  readonly all: readonly number[];
}

interface Growing {
  readonly name: string;
  readonly path: string;
  size: number;
  readonly folders: Map<string, Growing>;
  readonly files: number[];
  readonly all: number[];
}

const emptyFolder = (name: string, path: string): Growing => ({
  name,
  path,
  size: 0,
  folders: new Map(),
  files: [],
  all: [],
});

/** The files of a torrent as the folders in which they will lie; in the torrent's order. */
export function fileTree(files: readonly Pick<SwarmFile, 'folder' | 'size'>[]): FileFolder {
  const root = emptyFolder('', '');
  for (const [place, { folder, size }] of files.entries()) {
    let at = root;
    for (const name of ['', ...folder.split('/').filter((part) => part !== '')]) {
      if (name !== '') at = below(at, name);
      at.size += size;
      at.all.push(place);
    }
    at.files.push(place);
  }
  return grown(root);
}

function below(at: Growing, name: string): Growing {
  const known = at.folders.get(name) ?? emptyFolder(name, at.path === '' ? name : `${at.path}/${name}`);
  at.folders.set(name, known);
  return known;
}

const grown = (folder: Growing): FileFolder => ({ ...folder, folders: [...folder.folders.values()].map(grown) });

/** How much of a folder is chosen. */
export function chosenOf({ all }: FileFolder, chosen: ReadonlySet<number>): 'all' | 'some' | 'none' {
  const count = all.filter((place) => chosen.has(place)).length;
  if (count === 0) return 'none';
  return count === all.length ? 'all' : 'some';
}

/** The first of what lies in a folder: its folders, then its files. @returns how many files are not among them, those below folders included */
export function shownOf(
  { folders, files }: FileFolder,
  most: number,
): Pick<FileFolder, 'folders' | 'files'> & { rest: number } {
  const left = Math.max(0, most - folders.length);
  const hidden = folders.slice(most).reduce((sum, { all }) => sum + all.length, 0);
  return {
    folders: folders.slice(0, most),
    files: files.slice(0, left),
    rest: hidden + Math.max(0, files.length - left),
  };
}
