import { cancelAndErase, cancelItem, findExport } from '#platform/browser-download';
import { baseName } from '#platform/browser-items';
import { ensureEngine } from '#platform/engine-host/index';
import { openTab } from '#platform/pages';
import { explainNetworkError } from '#platform/network-error';
import { clearReferrer, setReferrer } from '#platform/request-headers';
import { goneFiles, savedBefore } from '#platform/saved-files';
import { readSettingsStore } from '#platform/settings-store';
import type { backgroundApi } from '#protocol/background-api';
import type { Handlers } from '#protocol/define';
import { showBadge } from './badge.ts';
import { callEngine } from './call-engine.ts';
import { runningChanged, tellEnding } from './afterwards.ts';
import { isSearching, standingNow } from './task-consent.ts';
import { abortLookUp, giveWay } from './contacts.ts';
import { makeDueContacts } from './contact-schedule.ts';
import { isGiving, keepForGiving } from './giving.ts';
import { decline, giveUp, recoverOffer, release, settled } from './handover.ts';
import { takeChosen } from './intercept.ts';
import { findRows } from './mirrors.ts';
import { retireEngine } from './revive.ts';
import { saveExport } from './save-export.ts';

/** Answers to the background API. */
export const backgroundHandlers: Handlers<typeof backgroundApi> = {
  async 'engine.ensure'() {
    await ensureEngine();
    return {};
  },
  'engine.idle'() {
    // Not awaited: the engine page is asked in turn whether it really is idle.
    void retireEngine();
    return Promise.resolve({});
  },
  async 'link.refresh'({ id, page }) {
    const tabId = await openTab(page);
    await ensureEngine();
    await callEngine('task.await-link', { id, tabId });
    return {};
  },
  async 'item.take'({ downloadId }) {
    await takeChosen(downloadId);
    return {};
  },
  async 'consent.read'() {
    return { standing: await standingNow(), mirrorSearch: await isSearching() };
  },
  'settings.read': readSettingsStore,
  async 'badge.set'(shown) {
    if (shown.running > 0) giveWay();
    await showBadge(shown);
    await runningChanged(shown.running);
    return {};
  },
  async 'ending.tell'(ending) {
    await tellEnding(ending);
    return {};
  },
  async 'handover.release'({ handover, url, again }) {
    return { outcome: await release(handover, url, again) };
  },
  async 'handover.recover'({ handover, url }) {
    return { outcome: await recoverOffer(handover, url) };
  },
  async 'handover.give-up'({ handover, url }) {
    await giveUp(handover, url);
    return {};
  },
  async 'handover.decline'({ downloadId, reason }) {
    await decline(downloadId, reason);
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
  'network.explain': ({ url, bare }) => explainNetworkError(url, bare),
  async 'export.start'({ blobUrl, path, conflict }) {
    return { downloadId: await saveExport(blobUrl, path, conflict) };
  },
  async 'files.there'({ url, ids }) {
    return { gone: await goneFiles(ids), saved: await savedBefore(url) };
  },
  async 'export.recover'({ blobUrl }) {
    const item = await findExport(blobUrl);
    // It may be at its end just now: looked at again when it can no longer move.
    if (item) await cancelItem(item.id);
    const ended = item && (await settled(item.id));
    if (ended?.state === 'complete') {
      return { saved: { downloadId: ended.id, savedAs: baseName(ended.filename), bytes: ended.fileSize } };
    }
    if (ended) await cancelAndErase(ended.id);
    return { saved: null };
  },
  'mirrors.find': findRows,
  async 'mirrors.giving'() {
    return { on: await isGiving() };
  },
  async 'mirrors.give'(request) {
    await keepForGiving(request);
    void makeDueContacts();
    return {};
  },
  'mirrors.give-up'({ task }) {
    abortLookUp(task);
    return Promise.resolve({});
  },
  async 'export.cancel'({ downloadId }) {
    await cancelAndErase(downloadId);
    return {};
  },
};
