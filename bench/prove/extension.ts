import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserName } from '../../test/support/browser/browser-name.ts';

/** The build that is walked with: access to all sites is granted at install, nothing else differs. */
export const builtFolder = join(
  import.meta.dirname,
  `../../.output/${browserName === 'firefox' ? 'firefox' : 'chrome'}-mv3-e2e`,
) as `/${string}`;

/** The page that works unseen. */
export const enginePage = 'engine.html';

/** Every page of a built extension that a person meets. */
export function pagesOf(folder: string): string[] {
  return globSync('*.html', { cwd: folder }).filter((page) => page !== enginePage);
}

/** The script of one of its pages, as a path in it. */
export function scriptOf(folder: string, page: string): string {
  const src = /<script[^>]* src="\/?([^"]+)"/.exec(readFileSync(join(folder, page), 'utf8'))?.[1];
  if (src === undefined) throw new Error(`${page} has no script`);
  return src;
}
