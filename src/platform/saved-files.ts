import { browser } from './browser.ts';
import { baseName, isExport } from './browser-items.ts';
import { findItem } from './browser-download.ts';

/** Name of a file that the browser itself has saved from an address, and that is there still; null: none. Private windows do not count. */
export async function savedBefore(url: string): Promise<string | null> {
  const items = await browser.downloads.search({ url, state: 'complete', exists: true, orderBy: ['-startTime'] });
  const item = items.find((one) => !one.incognito && !isExport(one));
  return item === undefined ? null : baseName(item.filename);
}

/** Which of these items the browser lists, and knows to be on the disk no more. What it has forgotten may be there. */
export async function goneFiles(ids: readonly number[]): Promise<number[]> {
  const items = await Promise.all(ids.map(findItem));
  return items.flatMap((item) => (item !== null && !item.exists ? [item.id] : []));
}
