import { browser, type Downloads } from './browser.ts';

/** What became of showing a file: `gone` from the disk; `forgotten` by the browser's list, so that nothing is known of it. */
export type Shown = 'shown' | 'gone' | 'forgotten';

/** The browser looks for the file only when its list is read, and tells of a missing one within this time, ms. */
const lookTime = 1000;

/** Shows a saved file in its folder. */
export async function showInFolder(downloadId: number): Promise<Shown> {
  const missing = isMissed(downloadId);
  const [item] = await browser.downloads.search({ id: downloadId });
  if (!item) return 'forgotten';
  if (!item.exists) return 'gone';
  await browser.downloads.show(downloadId);
  return (await missing) ? 'gone' : 'shown';
}

/** Whether the browser finds within `lookTime` that the file is not there any more. */
function isMissed(downloadId: number): Promise<boolean> {
  const { onChanged } = browser.downloads;
  return new Promise((resolve) => {
    const end = (missing: boolean): void => {
      clearTimeout(timer);
      onChanged.removeListener(listener);
      resolve(missing);
    };
    const listener = ({ id, exists }: Downloads.OnChangedDownloadDeltaType): void => {
      if (id === downloadId && exists?.current === false) end(true);
    };
    const timer = setTimeout(() => end(false), lookTime);
    onChanged.addListener(listener);
  });
}

/** Opens the Downloads folder. */
export function openDownloadsFolder(): void {
  browser.downloads.showDefaultFolder();
}
