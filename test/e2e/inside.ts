/// <reference types="chrome" />
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
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

/** Names in the Downloads folder. */
export function saved(stage: Stage): string[] {
  return readdirSync(stage.browser.downloads).toSorted();
}

/** Bytes that the browser has put into the folder of a file that it is still saving; 0: it is saving none. */
export function savingBytes(stage: Stage): number {
  const name = saved(stage).find((file) => file.endsWith('.crdownload'));
  const file = name === undefined ? null : statSync(join(stage.browser.downloads, name), { throwIfNoEntry: false });
  return file?.size ?? 0;
}

/** Waits until so many bytes of a file have left the server. */
export function sent(site: Site, name: string, bytes: number): Promise<void> {
  return site.waitFor(() => site.log(name).bytes >= bytes, `${bytes} bytes of ${name} are sent`);
}

/** The browser's own page about extensions, whose switches are those that the user has. */
export function extensionsPage(stage: Stage): Promise<Page> {
  return stage.browser.openTab('chrome://extensions');
}
