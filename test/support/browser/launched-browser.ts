import type { Browser, Page, WebWorker } from 'puppeteer';
import { removeTemporary } from '../temporary.ts';
import { until } from '../until.ts';
import { killTree, stopTree, wakeTree } from './process-tree.ts';

interface Parts {
  browser: Browser;
  /** Folder of the profile. */
  profile: string;
  downloads: string;
  /** Folder of the start script and the browser's output. */
  workshop: string;
}

/** A running script of the extension, to evaluate in: functions that stand on their own, with what JSON can carry. */
export type Realm = Pick<WebWorker, 'evaluate'>;

/** What a person does in the browser's own window, outside of pages. */
export interface OwnWindow {
  /** Opens the context menu of an element, and chooses the entry of this name. @throws when the menu has none */
  chooseInMenu(page: Page, selector: string, label: string): Promise<void>;
  /** Waits for the browser's question about permissions, and presses one of its buttons. @returns what it said */
  answer(answer: 'Allow' | 'Deny'): Promise<string>;
  /** Waits for the browser's question whether a page may open a link of ours, and says yes. */
  openLink(): Promise<void>;
}

/** A browser that was just launched. */
export interface Launch {
  readonly launched: LaunchedBrowser;
  /** The extension was put into it now; else it was there, or there is none. */
  readonly installed: boolean;
}

/** A running browser, and what both browsers do alike. */
export abstract class LaunchedBrowser {
  readonly browser: Browser;
  /** Of the main process. */
  readonly pid: number;
  readonly downloads: string;
  readonly profile: string;
  readonly #workshop: string;

  constructor({ browser, profile, downloads, workshop }: Parts) {
    const pid = browser.process()?.pid;
    if (pid === undefined) throw new Error('the browser has no process');
    this.browser = browser;
    this.pid = pid;
    this.downloads = downloads;
    this.profile = profile;
    this.#workshop = workshop;
  }

  /** The host of the extension's addresses, which tells one extension (in Firefox: one installation) from another. */
  abstract readonly extensionId: string;

  /** What is done in the browser's own window; null: no test can do anything there (a headless Chromium draws none of it). */
  abstract readonly ownWindow: OwnWindow | null;

  /** What the addresses of its pages begin with, without the slash. */
  abstract readonly extensionOrigin: string;

  /** Leads a tab to an address. */
  abstract lead(page: Page, url: string): Promise<void>;

  /** Waits for a tab with a page of the extension that something else opens. */
  abstract tabWith(path: string): Promise<Page>;

  /** Presses the extension's button in the toolbar, with this page in front. @returns the popup that opens, to evaluate in */
  abstract pressToolbarButton(page: Page): Promise<Realm>;

  /** The background, to evaluate in: waits until it runs, but does not wake it. */
  abstract background(): Promise<Realm>;

  /** The engine page, likewise. */
  abstract enginePage(): Promise<Realm>;

  /** Ends the background, service worker or event page, as the browser does when it idles, if it runs. */
  abstract stopServiceWorker(): Promise<void>;

  /**
   * Waits until the browser has written on its disk which events wake the extension, so that after `kill9` the next start is
   * that of an extension installed long ago: onStartup, no onInstalled.
   */
  abstract settled(): Promise<void>;

  /** Switches the extension on or off, as the user does on the browser's own page about extensions. */
  abstract setEnabled(on: boolean): Promise<void>;

  /**
   * Gets a newer build of the extension, as from the store, and tells the extension so; it is taken when that is reloaded.
   * @param folder of the build: for Chromium, the one that is installed
   */
  abstract fetchUpdate(folder: string): Promise<void>;

  /** Installs another extension, until the browser is closed. @returns what the addresses of its pages begin with */
  abstract installOther(folder: string): Promise<string>;

  /** Opens a private window. @returns its tab */
  abstract privateTab(): Promise<Page>;

  /** Says yes to the browser's own question about what an extension sends, where it has one. @param categories of Firefox */
  abstract consentToData(categories: readonly string[]): Promise<void>;

  /** Whether a tab is there still. */
  abstract isOpen(page: Page): Promise<boolean>;

  /** The addresses of all tabs. */
  abstract tabUrls(): Promise<string[]>;

  /** What the frames of a page show. */
  abstract frameUrls(page: Page): Promise<string[]>;

  /** Whether the background runs; looking does not wake it. */
  abstract isAwake(): Promise<boolean>;

  /** Loads a page of the extension again. */
  abstract reload(page: Page): Promise<void>;

  /** Puts text where the cursor is, at once, as pasting does. */
  abstract paste(page: Page, text: string): Promise<void>;

  /** Opens an address in a new tab, or in one of a window of its own. */
  async openTab(url: string, type: 'tab' | 'window' = 'tab'): Promise<Page> {
    const page = await this.browser.newPage({ type });
    await this.lead(page, url);
    return page;
  }

  /** Waits until the background runs, but does not wake it. */
  async untilAwake(): Promise<void> {
    await until(() => this.isAwake(), { what: 'the background runs' });
  }

  /** Opens a page of the extension, such as `popup.html`, in a tab. */
  openPage(path: string, type: 'tab' | 'window' = 'tab'): Promise<Page> {
    return this.openTab(`${this.extensionOrigin}/${path}`, type);
  }

  /** Ends all its processes at once, as a crash or a power cut would. Profile and downloads stay, for the next launch. */
  async kill9(): Promise<void> {
    const disconnected = new Promise((resolve) => this.browser.once('disconnected', resolve));
    await killTree(this.pid);
    await disconnected;
    removeTemporary(this.#workshop);
  }

  /** Stops all its processes where they are, as a machine that falls asleep does, until `wakeProcesses`. */
  stopProcesses(): void {
    stopTree(this.pid);
  }

  wakeProcesses(): void {
    wakeTree(this.pid);
  }

  /** Closes it and leaves profile and downloads for the next launch. */
  async quit(): Promise<void> {
    await this.browser.close();
    removeTemporary(this.#workshop);
  }

  /** Closes it, if it still runs, and removes the folders that were made for it or for its forerunners. */
  async close(): Promise<void> {
    if (this.browser.connected) await this.quit();
    removeTemporary(this.profile);
    removeTemporary(this.downloads);
  }
}
