import { browser } from './browser.ts';

/** Shows a saved file in its folder. @returns false when the file is gone */
export async function showInFolder(downloadId: number): Promise<boolean> {
  const [item] = await browser.downloads.search({ id: downloadId });
  if (!item?.exists) return false;
  return browser.downloads.show(downloadId).then(Boolean);
}

/** Opens the Downloads folder. */
export function openDownloadsFolder(): void {
  browser.downloads.showDefaultFolder();
}
