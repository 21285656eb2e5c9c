import { browser, type Tabs } from './browser.ts';

/** Opens the options page. */
export function openOptionsPage(): void {
  void browser.runtime.openOptionsPage();
}

/** Shows the popup, after the user's click on something that it asks about. Not every browser lets us: then the badge tells of it. */
export async function showPopup(): Promise<void> {
  await browser.action.openPopup().catch((error: unknown) => console.debug('The popup does not open:', error));
}

/** Closes the tab, or the window, that our page is shown in. */
export async function closeOwnTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

/** Opens one of our pages in a tab, on the user's click. */
export function openPage(path: string): void {
  void browser.tabs.create({ url: browser.runtime.getURL(path) });
}

/** Opens one of our pages in a small window of its own, on the user's click. */
export function openWindow(path: string): void {
  void browser.windows.create({ url: browser.runtime.getURL(path), type: 'popup', width: 440, height: 600 });
}

/** Opens our page with the links of the page in front, on the user's click. */
export async function openLinksPage(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  openPage(`links.html?tab=${tab?.id ?? ''}`);
}

/** Opens a page of the web in a new tab. @returns the tab; null when the browser does not name it */
export async function openTab(url: string): Promise<number | null> {
  return (await browser.tabs.create({ url })).id ?? null;
}

/**
 * The page on which a download was begun: what its tab shows while it loads, or the tab that opened that one. Known only of
 * sites that the user has allowed.
 * @param initiator origin or address of the page that asked for it; null: no page did
 */
export async function pageOf(tabId: number | null, initiator: string | null): Promise<string | null> {
  if (tabId === null || initiator === null) return null;
  const tab = await findTab(tabId);
  const opener = await findTab(tab?.openerTabId ?? null);
  const page = [tab, opener].find((shown) => isOf(shown?.url, initiator));
  return page?.url ?? null;
}

function isOf(url: string | undefined, initiator: string): boolean {
  if (url === undefined || !URL.canParse(url) || !URL.canParse(initiator)) return false;
  return /^https?:/.test(url) && new URL(url).origin === new URL(initiator).origin;
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
