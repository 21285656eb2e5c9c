import { browser, type Downloads } from './browser.ts';
import { readLeft, type Left } from './left-store.ts';

/** A running download of the browser's own, as it is now. */
export interface BrowserItem {
  readonly id: number;
  readonly url: string;
  /** Base name; '' until the browser has chosen one. */
  readonly name: string;
  readonly bytes: number;
  /** Bytes; null while unknown. */
  readonly size: number | null;
  readonly paused: boolean;
  /** Null while it is still being looked at. */
  readonly leave: Left | null;
}

/** So often the browser's list is read while something runs in it, ms: its own count moves every 500 ms. */
const pace = 500;

/** The browser's own running downloads, never those of private windows, nor our exports. */
export async function readBrowserItems(): Promise<BrowserItem[]> {
  const [items, left] = await Promise.all([browser.downloads.search({ state: 'in_progress' }), readLeft()]);
  return items.filter(isShown).map((item) => ({
    id: item.id,
    url: item.url,
    name: baseName(item.filename),
    bytes: item.bytesReceived,
    size: item.totalBytes > 0 ? item.totalBytes : null,
    paused: item.paused,
    leave: left.get(item.id) ?? null,
  }));
}

/** Calls back with the browser's running downloads, now and whenever they change. */
export function watchBrowserItems(onChange: (items: BrowserItem[]) => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    const items = await readBrowserItems();
    if (signal.aborted) return;
    onChange(items);
    if (items.length > 0) timer = setTimeout(() => void look(), pace);
  };
  const changed = (): void => void look();
  const { onCreated, onChanged, onErased } = browser.downloads;
  onCreated.addListener(changed);
  onChanged.addListener(changed);
  onErased.addListener(changed);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    onCreated.removeListener(changed);
    onChanged.removeListener(changed);
    onErased.removeListener(changed);
  });
  void look();
}

/**
 * Whether an item is an export of ours: a blob of our own pages, or a stream. Who began it the browser may forget when it is
 * killed.
 */
export function isExport({ url }: { readonly url: string }): boolean {
  return url.replace(/^blob:/, '').startsWith(browser.runtime.getURL(''));
}

function isShown(item: Downloads.DownloadItem): boolean {
  return !item.incognito && !isExport(item);
}

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
