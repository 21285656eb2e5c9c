import { asksBeforeAdding } from '#domain/add/asks';
import { localeFor } from '#domain/i18n/languages';
import { backgroundWords } from '#domain/i18n/background-words';
import { wordsFor } from '#domain/i18n/words';
import { isWebLink } from '#domain/source/takeover';
import type { LeaveReason } from '#domain/source/leave-reason';
import { referrerFor } from '#domain/source/referrer';
import { noteAsked } from '#platform/adding-store';
import { browser } from '#platform/browser';
import { newId } from '#platform/clock';
import { ensureEngine } from '#platform/engine-host/index';
import { noteLeft } from '#platform/left-store';
import { openPage, openWindow } from '#platform/pages';
import { readSettingsStore } from '#platform/settings-store';
import { requestSites } from '#platform/site-access';
import { callEngine } from './call-engine.ts';
import { openMagnet } from './open-magnet.ts';
import { isAccepted } from './task-consent.ts';

const id = 'save-link';
const magnetId = 'open-magnet';
const pageId = 'page-links';

/** "Save link with Perseid" in the context menu of links, "Open with Perseid" in that of magnet links, "Links on this page" in that of pages. Must be called in the background's first turn. */
export function watchMenus(): void {
  browser.runtime.onInstalled.addListener(() => void updateMenus());
  browser.runtime.onStartup.addListener(() => void updateMenus());
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === pageId) return openPage(`links.html?tab=${tab?.id ?? ''}`);
    if (info.menuItemId === magnetId && info.linkUrl) return void openMagnet(info.linkUrl);
    if (info.menuItemId !== id || !info.linkUrl || !isWebLink(info.linkUrl)) return;
    const url = info.linkUrl;
    // Asked in the click's own turn, or the browser refuses to ask; a site that is allowed already is not asked about.
    const allowed = requestSites([new URL(url).hostname]).catch((error: unknown) => {
      console.error('menus:', error);
      return false;
    });
    void allowed.then(async (granted) => {
      if (!(await isAccepted())) return leaveToBrowser(url, 'not-accepted');
      return granted ? add(url, info.pageUrl ?? null) : leaveToBrowser(url, 'no-access');
    });
  });
}

let making: Promise<void> = Promise.resolve();
let made: string | null = null;

/** To be called when the settings have changed: the entries are in the language of the pages. One making after the other. */
export function updateMenus(): Promise<void> {
  making = making.then(create).catch((error: unknown) => console.error('menus:', error));
  return making;
}

async function create(): Promise<void> {
  const { language } = await readSettingsStore();
  const locale = localeFor(language, navigator.languages);
  if (locale === made) return;
  await browser.contextMenus.removeAll();
  const t = wordsFor([locale], backgroundWords);
  browser.contextMenus.create({
    id,
    title: t('menu.saveLink'),
    contexts: ['link'],
    targetUrlPatterns: ['http://*/*', 'https://*/*'],
  });
  browser.contextMenus.create({
    id: magnetId,
    title: t('menu.openMagnet'),
    contexts: ['link'],
    targetUrlPatterns: ['magnet:*'],
  });
  browser.contextMenus.create({
    id: pageId,
    title: t('menu.pageLinks'),
    contexts: ['page'],
    documentUrlPatterns: ['http://*/*', 'https://*/*'],
  });
  made = locale;
}

async function add(url: string, page: string | null): Promise<void> {
  if (asksBeforeAdding(await readSettingsStore(), [url])) {
    return openWindow(`popup.html?add=${await noteAsked({ url, page })}`);
  }
  await ensureEngine();
  await callEngine('task.add', {
    id: newId(),
    source: { url, finalUrl: null, referrer: page === null ? null : referrerFor(page, url), page },
    hint: null,
    downloadId: null,
    tabId: null,
    continues: null,
  });
}

/** The link is saved all the same: by the browser alone. */
async function leaveToBrowser(url: string, reason: LeaveReason): Promise<void> {
  const downloadId = await browser.downloads.download({ url });
  await noteLeft(downloadId, reason, [new URL(url).hostname]);
}
