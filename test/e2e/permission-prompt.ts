/// <reference types="chrome" />
import { expect, onTestFinished } from 'vitest';
import { PopupPage } from './popup-page.ts';
import type { Stage } from './stage.ts';

/** Preferences with which Firefox asks: elsewhere in the tests its questions are answered with yes. */
export const promptsOfFirefox = { 'extensions.webextOptionalPermissionPrompts': true };

/** A question of ours to the browser, and what became of it: `open` while its prompt waits for the user. */
export interface Asked {
  origins: string[];
  answer: 'open' | 'granted' | 'denied' | 'refused';
}

/**
 * The popup, with a record of what it asks the browser for. The questions themselves reach the browser unchanged: without
 * a click's right to ask they would be refused at once.
 */
export async function popupThatAsks(stage: Stage): Promise<{ popup: PopupPage; asked: () => Promise<Asked[]> }> {
  const page = await stage.browser.browser.newPage();
  onTestFinished(async () => {
    if (await stage.browser.isOpen(page)) await page.close();
  });
  await stage.browser.lead(page, `${stage.browser.extensionOrigin}/popup.html`);
  await page.evaluate(() => {
    const record: Asked[] = [];
    Object.assign(globalThis, { asked: record });
    const { browser } = globalThis as unknown as { browser?: typeof chrome };
    for (const api of new Set([chrome.permissions, browser?.permissions ?? chrome.permissions])) {
      const ask: (wanted: chrome.permissions.Permissions) => Promise<boolean> = api.request.bind(api);
      const recording = (wanted: chrome.permissions.Permissions): Promise<boolean> => {
        const entry: Asked = { origins: wanted.origins ?? [], answer: 'open' };
        record.push(entry);
        const answer = ask(wanted);
        answer.then(
          (granted) => (entry.answer = granted ? 'granted' : 'denied'),
          () => (entry.answer = 'refused'),
        );
        return answer;
      };
      Object.assign(api, { request: recording });
    }
  });
  await page.bringToFront();
  const asked = (): Promise<Asked[]> =>
    page.evaluate(() => (globalThis as unknown as { asked: Asked[] }).asked.map((entry) => ({ ...entry })));
  return { popup: new PopupPage(page, stage.browser), asked };
}

/**
 * Presses what makes the extension ask for a site, and allows it. In Firefox in its own question; of Chromium's, which is native, a headless
 * one opens it and nobody can click in it: there its own page about extensions notes beforehand what a click on "Allow" notes, so that the
 * question is answered with yes.
 */
export async function allowing(stage: Stage, pattern: string, press: () => Promise<void>): Promise<void> {
  const { ownWindow } = stage.browser;
  if (ownWindow === null) await allowBeforehand(stage, pattern);
  await press();
  if (ownWindow !== null)
    expect(await ownWindow.answer('Allow')).toContain(new URL(pattern.replace('*', 'http')).hostname);
}

async function allowBeforehand(stage: Stage, pattern: string): Promise<void> {
  const page = await stage.browser.openTab('chrome://extensions');
  await page.evaluate(
    async (id, host) => {
      const { developerPrivate } = chrome as unknown as {
        developerPrivate: {
          updateExtensionConfiguration(change: { extensionId: string; hostAccess: string }): Promise<void>;
          addHostPermission(id: string, host: string): Promise<void>;
        };
      };
      await developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_SPECIFIC_SITES' });
      await developerPrivate.addHostPermission(id, host);
    },
    stage.browser.extensionId,
    pattern,
  );
  await page.close();
}

/** Sites that the extension may read, and those its content script is put into. */
export async function access(stage: Stage): Promise<{ sites: string[]; scripts: string[] }> {
  return (await stage.control()).evaluate(async () => ({
    sites: (await chrome.permissions.getAll()).origins ?? [],
    scripts: (await chrome.scripting.getRegisteredContentScripts()).flatMap((script) => script.matches ?? []),
  }));
}
