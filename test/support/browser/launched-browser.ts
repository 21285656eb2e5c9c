import { type Browser, type Page, type Target, TargetType, type WebWorker } from 'puppeteer';
import { removeTemporary } from '../temporary.ts';
import { until } from '../until.ts';
import { killTree, stopTree, wakeTree } from './process-tree.ts';
import { extensionIdOf, type Profile } from './profile.ts';

interface Parts {
  browser: Browser;
  profile: Profile;
  downloads: string;
  /** Folder of the extension; null: none. */
  extension: string | null;
  /** Folder of the start script and the browser's output. */
  workshop: string;
}

/** A running browser. DevTools are attached to its service worker, which therefore never idles out: use `stopServiceWorker`. */
export class LaunchedBrowser {
  readonly browser: Browser;
  /** Of the main process. */
  readonly pid: number;
  readonly downloads: string;
  readonly profile: string;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    const pid = parts.browser.process()?.pid;
    if (pid === undefined) throw new Error('the browser has no process');
    this.browser = parts.browser;
    this.pid = pid;
    this.downloads = parts.downloads;
    this.profile = parts.profile.folder;
    this.#parts = parts;
  }

  get extensionId(): string {
    return extensionIdOf(this.#extension);
  }

  get #extension(): string {
    if (this.#parts.extension === null) throw new Error('this browser was launched without an extension');
    return this.#parts.extension;
  }

  /** Opens a page of the extension, such as `popup.html`, in a tab. */
  async openPage(path: string, type: 'tab' | 'window' = 'tab'): Promise<Page> {
    return await this.openTab(`chrome-extension://${this.extensionId}/${path}`, type);
  }

  /** Opens an address in a new tab, or in one of a window of its own. */
  async openTab(url: string, type: 'tab' | 'window' = 'tab'): Promise<Page> {
    const page = await this.browser.newPage({ type });
    await page.goto(url);
    return page;
  }

  /** The running service worker; waits until one runs, but does not wake it. */
  async serviceWorker(): Promise<WebWorker> {
    const target = await this.browser.waitForTarget((candidate) => this.#isWorker(candidate));
    const worker = await target.worker();
    if (!worker) throw new Error('the service worker has no target to talk to');
    return worker;
  }

  /** Ends the service worker, as the browser does when it idles, if it runs. */
  async stopServiceWorker(): Promise<void> {
    const target = this.browser.targets().find((candidate) => this.#isWorker(candidate));
    const worker = await target?.worker();
    await worker?.close();
    await until(() => !target || !this.browser.targets().includes(target), { what: 'the service worker has stopped' });
  }

  /**
   * Waits until the browser has written on its disk which events wake the extension (it does so about every 10 s), so
   * that after `kill9` the next start is that of an extension installed long ago: onStartup, no onInstalled.
   */
  async settled(): Promise<void> {
    const { profile } = this.#parts;
    await until(() => profile.recordsListeners(this.#extension), { what: 'the profile records the extension' });
  }

  /** Ends all its processes at once, as a crash or a power cut would. Profile and downloads stay, for the next launch. */
  async kill9(): Promise<void> {
    const disconnected = new Promise((resolve) => this.browser.once('disconnected', resolve));
    await killTree(this.pid);
    await disconnected;
    removeTemporary(this.#parts.workshop);
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
    removeTemporary(this.#parts.workshop);
  }

  /** Closes it, if it still runs, and removes the folders that were made for it or for its forerunners. */
  async close(): Promise<void> {
    if (this.browser.connected) await this.quit();
    removeTemporary(this.profile);
    removeTemporary(this.downloads);
  }

  #isWorker(target: Target): boolean {
    return (
      target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(`chrome-extension://${this.extensionId}/`)
    );
  }
}
