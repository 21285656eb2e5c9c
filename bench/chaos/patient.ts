/// <reference types="chrome" />
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '#domain/settings/settings';
import { launch, type LaunchOptions } from '../../test/support/browser.ts';
import type { LaunchedBrowser } from '../../test/support/browser/launched-browser.ts';
import { pathOf } from '../../test/support/site/index-page.ts';
import type { Site } from '../../test/support/site/site.ts';
import type { Script } from './script.ts';

/** What the user had to do after a kill, for the browser had not yet noted the download, or had it alone. */
export type Help = 'resumed' | 'clicked again';

/** The browser that is killed over and over, always with the same profile. */
export class Patient {
  #browser: LaunchedBrowser;
  readonly #options: LaunchOptions;

  private constructor(browser: LaunchedBrowser, options: LaunchOptions) {
    this.#browser = browser;
    this.#options = options;
  }

  /** Starts it in a fresh profile, and waits until the extension is as one that was installed long ago. */
  static async open(options: LaunchOptions = {}): Promise<Patient> {
    const browser = await launch(options);
    await browser.background();
    const patient = new Patient(browser, options);
    await patient.takes('always');
    await browser.settled();
    return patient;
  }

  /**
   * What it takes over from now on: everything, or, as by default, what is found to pay. Then one whose server happens to be slow at first
   * stays with the browser.
   */
  async takes(takeover: Settings['takeover']): Promise<void> {
    const page = await this.#browser.openPage('options.html');
    await page.evaluate((value) => chrome.storage.local.set({ settings: { takeover: value } }), takeover);
    await page.close();
  }

  /** Where its downloads lie. */
  get folder(): string {
    return this.#browser.downloads;
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  async click(site: Site, name: string): Promise<void> {
    const page = await this.#browser.openTab(`${site.origin}/`);
    const link = await page.waitForSelector(`a[href="${pathOf(name)}"]`);
    if (!link) throw new Error(`the page has no link to ${name}`);
    await link.click();
  }

  async kill(): Promise<void> {
    await this.#browser.kill9();
  }

  /** Starts it again. No page of the extension is opened: it has to go on by itself. */
  async revive(): Promise<void> {
    const { profile, downloads } = this.#browser;
    this.#browser = await launch({ ...this.#options, profile, downloads });
  }

  /** Whether the whole file lies there. */
  has({ name, file }: Pick<Script, 'name' | 'file'>): boolean {
    return statSync(this.pathOf(name), { throwIfNoEntry: false })?.size === file.size;
  }

  /** Files that the browser has begun to write and not finished, also those of its earlier lives. */
  stumps(): number {
    return readdirSync(this.folder).filter(isStump).length;
  }

  /**
   * What a user does who misses a download: looks into the popup; has it not heard of it, resumes it in the browser's
   * list; is it not there either, clicks again.
   * @returns null when the popup has it
   */
  async help(site: Site, name: string): Promise<Help | null> {
    const popup = await this.#browser.openPage('popup.html');
    const url = site.url(name);
    const known = await popup.evaluate((label) => document.body.innerText.includes(label), name);
    const resumed = !known && (await popup.evaluate(resumeInterrupted, url));
    await popup.close();
    if (known) return null;
    if (resumed) return 'resumed';
    await this.click(site, name);
    return 'clicked again';
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Whether the browser has not finished writing it, by its name. */
export function isStump(file: string): boolean {
  return file.endsWith('.crdownload');
}

/** Runs in the page. */
async function resumeInterrupted(url: string): Promise<boolean> {
  const items = await chrome.downloads.search({ url, state: 'interrupted' });
  const item = items.find(({ canResume }) => canResume);
  if (item) await chrome.downloads.resume(item.id);
  return item !== undefined;
}
