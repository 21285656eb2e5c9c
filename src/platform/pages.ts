import { browser, type Tabs } from './browser.ts';

/** Opens the options page. */
export function openOptionsPage(): void {
  void browser.runtime.openOptionsPage();
}

/** Opens one of our pages in a tab, on the user's click. */
export function openPage(path: string): void {
  void browser.tabs.create({ url: browser.runtime.getURL(path) });
}

/** Opens a page of the web in a new tab. @returns the tab; null when the browser does not name it */
export async function openTab(url: string): Promise<number | null> {
  return (await browser.tabs.create({ url })).id ?? null;
}

/**
 * The page that a tab shows, or the page that opened the tab, while it loads what became a download. Known only of sites
 * that the user has allowed.
 * @param loading the download's own address: that is no page
 */
export async function pageOfTab(tabId: number | null, loading: string): Promise<string | null> {
  if (tabId === null) return null;
  const tab = await findTab(tabId);
  const opener = isPage(tab?.url, loading) ? tab : await findTab(tab?.openerTabId ?? null);
  return opener?.url !== undefined && isPage(opener.url, loading) ? opener.url : null;
}

function isPage(url: string | undefined, loading: string): boolean {
  return url !== undefined && /^https?:/.test(url) && url !== loading;
}

/** A tab that was made for the download alone is closed by the browser. */
async function findTab(id: number | null): Promise<Tabs.Tab | null> {
  if (id === null) return null;
  return browser.tabs.get(id).catch((error: unknown) => {
    console.debug('The tab is gone:', error);
    return null;
  });
}

/** Version of the extension, as its manifest says. */
export function ownVersion(): string {
  return browser.runtime.getManifest().version;
}
