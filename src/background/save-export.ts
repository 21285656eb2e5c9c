import { PerseidError } from '#domain/error';
import type { Conflict } from '#domain/settings/settings';
import { isNumbered } from '#domain/task/numbered';
import { browser } from '#platform/browser';
import { cancelItem, findItem, type Item } from '#platform/browser-download';
import { baseName } from '#platform/browser-items';
import { wait } from '#platform/clock';
import { noteExport, readExport } from '#platform/export-store';
import { settled } from './handover.ts';

/** So long the browser is waited for to name an item, ms: one that asks where to save takes as long as its user. */
const namingTime = 10_000;

/**
 * Has the browser save a blob below Downloads. No extension can look into that folder: whether a name is taken shows in the number that
 * the browser gives. Where the user is to be asked first, what was numbered is withdrawn.
 * @returns the browser's item; null: the name is taken, and nothing was saved
 */
export async function saveExport(blobUrl: string, path: string, conflict: Conflict): Promise<number | null> {
  const downloadId = await save(blobUrl, path, conflict === 'overwrite' ? 'overwrite' : 'uniquify');
  if (conflict === 'ask' && (await isTaken(downloadId, baseName(path)))) {
    await withdraw(downloadId);
    return null;
  }
  if ((await readExport(downloadId)) === null) await noteExport(downloadId, { filename: '', size: 0 });
  return downloadId;
}

async function save(url: string, filename: string, conflictAction: 'overwrite' | 'uniquify'): Promise<number> {
  try {
    return await browser.downloads.download({ url, filename, conflictAction, saveAs: false });
  } catch (error) {
    console.error('export:', error);
    throw new PerseidError(/filename/i.test(String(error)) ? 'save-name' : 'save-failed');
  }
}

async function isTaken(downloadId: number, name: string): Promise<boolean> {
  const item = await namedItem(downloadId);
  return item !== null && item.state !== 'interrupted' && isNumbered(baseName(item.filename), name);
}

/** The item, once the browser has named it; as it is when that takes long; null: it is off the list. */
async function namedItem(downloadId: number): Promise<Item | null> {
  for (const end = Date.now() + namingTime; ;) {
    const item = await findItem(downloadId);
    if (item === null || item.filename !== '' || item.state === 'interrupted' || Date.now() >= end) return item;
    await wait(10, AbortSignal.timeout(namingTime));
  }
}

/** Nothing of it stays, in the folder and in the list. */
async function withdraw(downloadId: number): Promise<void> {
  await cancelItem(downloadId);
  if ((await settled(downloadId))?.state === 'complete') await browser.downloads.removeFile(downloadId);
  await browser.downloads.erase({ id: downloadId });
}
