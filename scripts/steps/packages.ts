import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Packed } from './zip.ts';

const slashed = (path: string): string => path.split(sep).join('/');

/** All files of a folder, as a store takes a built extension. */
export function filesOfFolder(folder: string): Packed[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: slashed(relative(folder, path)), bytes: readFileSync(path) }));
}

/** `100644 <hash> <stage>\t<path>`, as git lists what it tracks. */
const tracked = /^(\d{6}) \w+ 0\t(.+)$/s;

/**
 * All files of a checkout that git tracks, as they lie there: what a store's reviewer builds the extension from.
 * @throws where there is no git checkout, or something is neither a file nor a program
 */
export function filesOfCheckout(checkout: string): Packed[] {
  const listed = execFileSync('git', ['ls-files', '--stage', '-z'], { cwd: checkout, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode = '', path = line] = tracked.exec(line) ?? [];
      if (mode !== '100644' && mode !== '100755') throw new Error(`${path} is neither a file nor a program`);
      return { path, bytes: readFileSync(join(checkout, path)), executable: mode === '100755' };
    });
}

/** Whether what lies in a checkout is what is committed. */
export const isClean = (checkout: string): boolean =>
  execFileSync('git', ['status', '--porcelain'], { cwd: checkout }).length === 0;
