import { PerseidError } from '#domain/error';
import { wait } from '#platform/clock';
import { setBadge } from '#platform/badge';
import { browser } from '#platform/browser';
import { cancelAndErase, findExport, findItem } from '#platform/browser-download';
import { baseName } from '#platform/browser-items';
import { noteLeft } from '#platform/left-store';
import { explainNetworkError } from '#platform/network-error';
import { clearReferrer, setReferrer } from '#platform/request-headers';
import { readSettingsStore } from '#platform/settings-store';
import type { backgroundApi } from '#protocol/background-api';
import type { Handlers } from '#protocol/define';
import { ensureRunning, retireEngine } from './revive.ts';

/** Answers to the background API. */
export const backgroundHandlers: Handlers<typeof backgroundApi> = {
  async 'engine.ensure'() {
    await ensureRunning();
    return {};
  },
  'engine.idle'() {
    // Not awaited: the engine page is asked in turn whether it really is idle.
    void retireEngine();
    return Promise.resolve({});
  },
  'settings.read': readSettingsStore,
  async 'badge.set'({ running }) {
    await setBadge(running);
    return {};
  },
  async 'handover.release'({ handover, again }) {
    return { outcome: await release(handover.downloadId, again) };
  },
  async 'handover.decline'({ downloadId, reason }) {
    await noteLeft(downloadId, reason);
    return {};
  },
  async 'request.prepare'({ serial, requests }) {
    await setReferrer(serial, requests);
    return {};
  },
  async 'request.clear'({ serial }) {
    await clearReferrer(serial);
    return {};
  },
  async 'network.explain'({ url }) {
    return { code: await explainNetworkError(url) };
  },
  async 'export.start'({ blobUrl, path }) {
    return { downloadId: await save(blobUrl, path) };
  },
  async 'export.recover'({ blobUrl }) {
    const item = await findExport(blobUrl);
    if (item?.state === 'complete') {
      return { saved: { downloadId: item.id, savedAs: baseName(item.filename), bytes: item.fileSize } };
    }
    if (item) await cancelAndErase(item.id);
    return { saved: null };
  },
  async 'export.cancel'({ downloadId }) {
    await cancelAndErase(downloadId);
    return {};
  },
};

/**
 * Cancels and erases the browser's own item, now that the engine is proven to do better.
 * @param again the engine page died in between: a cancelled or missing item is our own work
 */
async function release(downloadId: number, again: boolean): Promise<'released' | 'gone'> {
  const item = await findItem(downloadId);
  if (!again && (item === null || item.state === 'interrupted')) return 'gone';
  if (item !== null) {
    await browser.downloads.cancel(downloadId);
    // It may have come to its end before the cancel: then the file is there and stays.
    const ended = await settled(downloadId);
    if (ended?.state === 'complete') return 'gone';
    await browser.downloads.erase({ id: downloadId });
  }
  return 'released';
}

/** The item once it is no longer in progress. */
async function settled(downloadId: number): ReturnType<typeof findItem> {
  const signal = AbortSignal.timeout(5000);
  for (;;) {
    const item = await findItem(downloadId);
    if (item?.state !== 'in_progress') return item;
    await wait(10, signal);
  }
}

async function save(blobUrl: string, path: string): Promise<number> {
  try {
    return await browser.downloads.download({
      url: blobUrl,
      filename: path,
      conflictAction: 'uniquify',
      saveAs: false,
    });
  } catch (error) {
    console.error('The browser refused a file:', error);
    throw new PerseidError(/filename/i.test(String(error)) ? 'save-name' : 'save-failed');
  }
}
