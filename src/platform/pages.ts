import { browser } from './browser.ts';

/** Opens the options page. */
export function openOptionsPage(): void {
  void browser.runtime.openOptionsPage();
}

/** Opens one of our pages in a tab, on the user's click. */
export function openPage(path: string): void {
  void browser.tabs.create({ url: browser.runtime.getURL(path) });
}

/** Version of the extension, as its manifest says. */
export function ownVersion(): string {
  return browser.runtime.getManifest().version;
}
