/// <reference types="chrome" />
import { defaultSettings } from '#domain/settings/settings';
import { browserName } from '../../../test/support/browser/browser-name.ts';
import { launch } from '../../../test/support/browser.ts';
import type { LaunchedBrowser } from '../../../test/support/browser/launched-browser.ts';
import { untilQuiet } from '../measure/quiet.ts';
import type { Trial } from '../trial.ts';
import { optionsFor } from './browser.ts';
import { download } from './click.ts';
import type { Arena, Contestant } from './contestant.ts';

/** Whether this build lets the user choose what is taken over; else there is one mode only. */
export const hasModes = 'takeover' in defaultSettings;

/** The extension as it is installed, in a fresh profile. */
export const cold: Contestant = (arena) =>
  withExtension(arena, async (browser) => [await ours(browser, arena, 'ours')]);

/** In a fresh profile, then another file of the same host after a restart of the browser. */
export const coldThenWarm: Contestant = (arena) =>
  withExtension(arena, async (browser, restart) => {
    const first = await ours(browser, arena, 'ours');
    return [first, await ours(await restart(), arena, 'oursWarm')];
  });

/** In a fresh profile, whose user wants everything taken over that can be. */
export const always: Contestant = (arena) =>
  withExtension(arena, async (browser) => {
    const options = await browser.openPage('options.html');
    await options.evaluate(() => chrome.storage.local.set({ settings: { takeover: 'always' } }));
    await options.close();
    return [await ours(browser, arena, 'oursAlways')];
  });

/** Runs something in a browser with the extension, which is closed in the end. */
async function withExtension(
  arena: Arena,
  run: (browser: LaunchedBrowser, restart: () => Promise<LaunchedBrowser>) => Promise<Trial[]>,
): Promise<Trial[]> {
  const options = optionsFor(arena);
  let browser = await launch(options);
  const restart = async (): Promise<LaunchedBrowser> => {
    await untilQuiet(browser.pid);
    const { profile, downloads } = browser;
    await browser.quit();
    browser = await launch({ ...options, profile, downloads });
    return browser;
  };
  try {
    return await run(browser, restart);
  } finally {
    await browser.close();
  }
}

async function ours(
  browser: LaunchedBrowser,
  arena: Arena,
  contestant: 'ours' | 'oursWarm' | 'oursAlways',
): Promise<Trial> {
  // Its service worker is awake from here on; Firefox's event page is as a user has it.
  if (browserName === 'chromium') await browser.background();
  const trial = await download(browser, arena, contestant);
  if (trial.outcome.kind === 'failed') return trial;
  return { ...trial, mode: await modeOf(browser, `${arena.scenario.name}-${contestant}-${arena.round}.bin`) };
}

/** What was left to the browser has the link's address in the browser's own list; what we handed over has another. */
async function modeOf(browser: LaunchedBrowser, name: string): Promise<'taken' | 'left'> {
  const popup = await browser.openPage('popup.html');
  const items = await popup.evaluate(() => chrome.downloads.search({ state: 'complete' }));
  await popup.close();
  const item = items.find(({ filename }) => filename.endsWith(`/${name}`));
  if (!item) throw new Error(`the browser's list has no ${name}`);
  return /^https?:/.test(item.url) ? 'left' : 'taken';
}
