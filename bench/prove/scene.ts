/// <reference types="chrome" />
import { join } from 'node:path';
import { launch, type LaunchOptions } from '../../test/support/browser.ts';
import type { LaunchedBrowser } from '../../test/support/browser/launched-browser.ts';
import { sha256File, waitForFile } from '../../test/support/files.ts';
import { pathOf } from '../../test/support/site/index-page.ts';
import type { Site } from '../../test/support/site/site.ts';
import { until } from '../../test/support/until.ts';
import { pagesOf } from './extension.ts';
import { quietFlags, quietPreferences } from './quiet.ts';

interface Setting {
  readonly site: Site;
  /** The site as the browser has it. */
  readonly origin: string;
  /** The command that enters the browser's network. */
  readonly within: readonly string[];
  readonly drivenAt: number | null;
  /** Folder of the built extension; null: the browser alone. */
  readonly build: `/${string}` | null;
  /** How long a walk stands still and looks, ms. */
  readonly window: number;
}

/** A browser in its network, with or without the extension, and what the steps of a walk do with it. */
export class Scene {
  browser: LaunchedBrowser;
  readonly window: number;
  readonly #options: LaunchOptions;
  readonly #setting: Setting;

  private constructor(browser: LaunchedBrowser, options: LaunchOptions, setting: Setting) {
    this.browser = browser;
    this.window = setting.window;
    this.#options = options;
    this.#setting = setting;
  }

  /** Starts a browser in a fresh profile and installs the extension. Its first page waits for an answer. */
  static async open(setting: Setting): Promise<Scene> {
    const { build, within, drivenAt, origin } = setting;
    const options = {
      build,
      within,
      accept: false,
      extraArgs: quietFlags(origin),
      prefs: quietPreferences(),
      drivenAt,
    };
    const scene = new Scene(await launch(options), options, setting);
    if (build !== null) await untilInPages(scene.browser);
    return scene;
  }

  /** False in the control run. */
  get extended(): boolean {
    return this.#setting.build !== null;
  }

  /** The site as the browser has it. */
  get origin(): string {
    return this.#setting.origin;
  }

  /** Pages of the extension that a person meets, as paths in it. */
  get pages(): readonly string[] {
    return this.#setting.build === null ? [] : pagesOf(this.#setting.build);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** Quits the browser and starts it again in the same profile. */
  async restart(): Promise<void> {
    if (this.extended) await this.browser.settled();
    const { profile, downloads } = this.browser;
    await this.browser.quit();
    this.browser = await launch({ ...this.#options, profile, downloads });
  }

  /**
   * Clicks a file's link as a person does, and waits until the whole file lies in the Downloads folder.
   * @param by who must have fetched it, where there is an extension
   * @throws when it does not, or when it was the other one
   */
  async download(name: string, by: 'perseid' | 'browser' = 'perseid'): Promise<void> {
    const { site, origin } = this.#setting;
    const page = await this.browser.openTab(`${origin}/`);
    const link = await page.waitForSelector(`a[href="${pathOf(name)}"]`);
    if (!link) throw new Error(`the page has no link to ${name}`);
    await link.click();
    const saved = join(this.browser.downloads, name);
    await waitForFile(saved);
    // The browser begins with an empty file of this name, and Firefox takes it away again with its item.
    await until(async () => (await hashOf(saved)) === (await site.sha256(name)), { what: `${name} is whole` });
    await page.close();
    if (this.extended && (await this.#isOurs(name)) !== (by === 'perseid'))
      throw new Error(`${name} was not fetched by ${by}: this walk does not show what it is to show.`);
  }

  /** Pastes a magnet link into the popup, and answers the card that asks before anybody is contacted. */
  async magnet(link: string, answer: 'Start' | 'Not now'): Promise<void> {
    const popup = await this.browser.openPage('popup.html');
    const field = await popup.waitForSelector('textarea');
    await field?.type(link);
    await popup.keyboard.press('Enter');
    const button = await popup.waitForSelector(`.card ::-p-aria([name="${answer}"][role="button"])`);
    await button?.click();
    await popup.waitForFunction(() => !document.querySelector('.card'));
    await popup.close();
  }

  /** What the extension fetched, the browser saved from an address of the extension's. */
  async #isOurs(name: string): Promise<boolean> {
    const popup = await this.browser.openPage('popup.html');
    const items = await popup.evaluate(() => chrome.downloads.search({}));
    await popup.close();
    return items.some(({ filename, url }) => filename.endsWith(`/${name}`) && !/^https?:/.test(url));
  }
}

/** Null: there is no such file just now. */
async function hashOf(path: string): Promise<string | null> {
  return sha256File(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  });
}

/** Waits until the extension has registered its content script: a page that is opened before does not have it. */
async function untilInPages(browser: LaunchedBrowser): Promise<void> {
  const worker = await browser.background();
  const registered = (): Promise<number> =>
    worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length);
  await until(registered, { what: 'a content script is registered' });
}
