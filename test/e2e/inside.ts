/// <reference types="chrome" />
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { browserName } from '../support/browser/browser-name.ts';
import type { Realm } from '../support/browser/launched-browser.ts';
import type { Site } from '../support/site/site.ts';
import type { Stage } from './stage.ts';

/** What there is of the extension besides its pages. */
export interface Inside {
  engines: number;
  alarms: string[];
  /** declarativeNetRequest session rules. */
  rules: number;
  badge: string;
}

/** With nothing unfinished. */
export const idle: Inside = { engines: 0, alarms: [], rules: 0, badge: '' };

/** Looks into the browser; wakes nothing. */
export async function inside(stage: Stage): Promise<Inside> {
  return (await stage.control()).evaluate(async () => {
    const contexts = await chrome.runtime.getContexts({});
    return {
      engines: contexts.filter(({ documentUrl }) => documentUrl?.endsWith('/engine.html')).length,
      alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
      rules: (await chrome.declarativeNetRequest.getSessionRules()).length,
      badge: await chrome.action.getBadgeText({}),
    };
  });
}

/** Whether there is no engine page, as one of the extension's pages sees it. */
export function hasNoEngine(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const contexts = await chrome.runtime.getContexts({});
    return contexts.every(({ documentUrl }) => documentUrl?.endsWith('/engine.html') !== true);
  });
}

/** Waits until nothing is left of the engine page. */
export async function untilIdle(stage: Stage): Promise<void> {
  let last: unknown;
  await stage
    .until(async () => JSON.stringify((last = await inside(stage))) === JSON.stringify(idle), 'the extension is idle')
    .catch((error: unknown) => {
      throw new Error(`${String(error)}; there is ${JSON.stringify(last)}`);
    });
}

/** The part files there are, by size in bytes. */
export async function partSizes(stage: Stage): Promise<number[]> {
  return (await stage.control()).evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('parts', { create: true });
    const sizes: number[] = [];
    for await (const entry of folder.values()) {
      if (entry.kind === 'file') sizes.push((await entry.getFile()).size);
    }
    return sizes;
  });
}

/** Names in the Downloads folder, without the empty files by which Firefox holds the places of what it is saving. */
export function saved(stage: Stage): string[] {
  const { downloads } = stage.browser;
  const isThere = (name: string): boolean =>
    browserName === 'chromium' || (statSync(join(downloads, name), { throwIfNoEntry: false })?.size ?? 0) > 0;
  return readdirSync(downloads).filter(isThere).toSorted();
}

/** Whether it is the name of a file that a browser is still saving. */
export const isUnfinished = (name: string): boolean => /\.(?:crdownload|part)$/.test(name);

/** Bytes that the browser has put into the folder of a file that it is still saving; 0: it is saving none. */
export function savingBytes(stage: Stage): number {
  const name = saved(stage).find(isUnfinished);
  const file = name === undefined ? null : statSync(join(stage.browser.downloads, name), { throwIfNoEntry: false });
  return file?.size ?? 0;
}

/** Waits until so many bytes of a file have left the server. */
export function sent(site: Site, name: string, bytes: number): Promise<void> {
  return site.waitFor(() => site.log(name).bytes >= bytes, `${bytes} bytes of ${name} are sent`);
}

/** The hidden page, where transfers are begun: it is woken. */
export async function enginePage(stage: Stage): Promise<Realm> {
  await stage.call('background', 'engine.ensure', {});
  return stage.browser.enginePage();
}
