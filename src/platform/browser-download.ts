import type { ErrorCode } from '#domain/error';
import { browser, type Downloads } from './browser.ts';

/** Chromium tells where redirects led; in Firefox `url` is that already. */
export type Item = Downloads.DownloadItem & { readonly finalUrl?: string };

/** Calls back with every download the browser begins. Must be called in the background's first turn. */
export function onItemCreated(callback: (item: Item) => void): void {
  browser.downloads.onCreated.addListener(callback);
}

/** The browser's own item, or null when it is not in its list. */
export async function findItem(id: number): Promise<Item | null> {
  return (await browser.downloads.search({ id }))[0] ?? null;
}

/** The item that the browser listed last for an address, if it runs still or has come to its end; null: there is none. */
export async function findNewest(url: string): Promise<Item | null> {
  const items = await browser.downloads.search({ url, orderBy: ['-startTime'] });
  return items.find(({ state }) => state !== 'interrupted') ?? null;
}

/** Whether the browser downloads anything itself; what is paused does not. */
export async function hasRunningItems(): Promise<boolean> {
  return (await browser.downloads.search({ state: 'in_progress', paused: false })).length > 0;
}

/** The browser's item of an export of ours, by the address of its blob or stream. */
export async function findExport(blobUrl: string): Promise<Item | null> {
  return (await browser.downloads.search({ url: blobUrl }))[0] ?? null;
}

/** Ends an item; one that has ended, or is gone, is left as it is (Firefox refuses to cancel it). */
export async function cancelItem(id: number): Promise<void> {
  await browser.downloads.cancel(id).catch(async (error: unknown) => {
    if ((await findItem(id))?.state === 'in_progress') throw error;
  });
}

/** Ends an item and takes it off the browser's list, if it is there; its unfinished file goes with it. */
export async function cancelAndErase(id: number): Promise<void> {
  await cancelItem(id);
  await browser.downloads.erase({ id });
}

/** Whether it is in no container, of which Firefox has several with cookies of their own. */
export function isDefaultPartition({ cookieStoreId }: { readonly cookieStoreId?: string }): boolean {
  return cookieStoreId === undefined || cookieStoreId === 'firefox-default';
}

/** Whether another extension began it. */
export function isByOther(item: Item): boolean {
  return item.byExtensionId !== undefined && item.byExtensionId !== browser.runtime.id;
}

/** Interrupted, but not by the user. */
export function isCutOff(item: Item): boolean {
  return item.state === 'interrupted' && item.error !== 'USER_CANCELED';
}

/** The browser waits for the user's decision about a file it holds to be dangerous. */
export function isHeldBack(item: Item): boolean {
  return (
    item.state === 'in_progress' && item.danger !== undefined && item.danger !== 'safe' && item.danger !== 'accepted'
  );
}

const saveErrors: Readonly<Record<string, ErrorCode>> = {
  FILE_NO_SPACE: 'save-disk-full',
  FILE_ACCESS_DENIED: 'save-folder',
  FILE_NAME_TOO_LONG: 'save-name',
  FILE_VIRUS_INFECTED: 'save-blocked',
  FILE_BLOCKED: 'save-blocked',
  FILE_SECURITY_CHECK_FAILED: 'save-blocked',
  USER_CANCELED: 'save-canceled',
};

/** Our code for the browser's reason why an item was interrupted. */
export function saveErrorOf(reason: string | undefined): ErrorCode {
  return saveErrors[reason ?? ''] ?? 'save-failed';
}
