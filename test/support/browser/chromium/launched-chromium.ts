/// <reference types="chrome" />
import { type Browser, type Page, type Target, TargetType } from 'puppeteer';
import { until } from '../../until.ts';
import { LaunchedBrowser, type Realm } from '../launched-browser.ts';
import { extensionIdOf, type Profile } from './profile.ts';

interface Parts {
  browser: Browser;
  profile: Profile;
  downloads: string;
  /** Folder of the extension; null: none. */
  extension: string | null;
  workshop: string;
}

/** Chromium. DevTools are attached to its service worker, which therefore never idles out: use `stopServiceWorker`. */
export class LaunchedChromium extends LaunchedBrowser {
  readonly ownWindow = null;
  readonly #profile: Profile;
  readonly #folder: string | null;

  constructor(parts: Parts) {
    super({ ...parts, profile: parts.profile.folder });
    this.#profile = parts.profile;
    this.#folder = parts.extension;
  }

  override get extensionId(): string {
    return extensionIdOf(this.#extension);
  }

  override get extensionOrigin(): string {
    return `chrome-extension://${this.extensionId}`;
  }

  get #extension(): string {
    if (this.#folder === null) throw new Error('this browser was launched without an extension');
    return this.#folder;
  }

  override async lead(page: Page, url: string): Promise<void> {
    await page.goto(url);
  }

  override async reload(page: Page): Promise<void> {
    await page.reload();
  }

  override paste(page: Page, text: string): Promise<void> {
    return page.keyboard.sendCharacter(text);
  }

  override async tabWith(path: string): Promise<Page> {
    const url = `${this.extensionOrigin}/${path}`;
    const target = await this.browser.waitForTarget((candidate) => candidate.url() === url);
    const page = await target.page();
    if (!page) throw new Error(`${path} has no tab`);
    return page;
  }

  override async pressToolbarButton(page: Page): Promise<Realm> {
    await page.bringToFront();
    const own = (await this.browser.extensions()).get(this.extensionId);
    if (!own) throw new Error('the browser does not have the extension');
    // The same page may be open in a tab.
    const before = new Set(this.browser.targets());
    await own.triggerAction(page);
    const url = `${this.extensionOrigin}/popup.html`;
    const target = await this.browser.waitForTarget((one) => one.url() === url && !before.has(one));
    return target.asPage();
  }

  override async background(): Promise<Realm> {
    const target = await this.browser.waitForTarget((candidate) => this.#isWorker(candidate));
    const worker = await target.worker();
    if (!worker) throw new Error('the service worker has no target to talk to');
    return worker;
  }

  override async enginePage(): Promise<Realm> {
    const target = await this.browser.waitForTarget((one) => one.url() === `${this.extensionOrigin}/engine.html`);
    return target.asPage();
  }

  override frameUrls(page: Page): Promise<string[]> {
    return Promise.resolve(
      page
        .mainFrame()
        .childFrames()
        .map((frame) => frame.url()),
    );
  }

  override async stopServiceWorker(): Promise<void> {
    const target = this.browser.targets().find((candidate) => this.#isWorker(candidate));
    const worker = await target?.worker();
    await worker?.close();
    await until(() => !target || !this.browser.targets().includes(target), { what: 'the service worker has stopped' });
  }

  /** The browser writes it about every 10 s. */
  override async settled(): Promise<void> {
    await until(() => this.#profile.recordsListeners(this.#extension), { what: 'the profile records the extension' });
  }

  override async setEnabled(on: boolean): Promise<void> {
    const page = await this.openTab('chrome://extensions');
    await page.evaluate((id, enabled) => chrome.management.setEnabled(id, enabled), this.extensionId, on);
    await page.close();
  }

  /** The event is the one that the browser sends when it has fetched an update; there is no store here to send it. */
  override async fetchUpdate(): Promise<void> {
    const worker = await this.background();
    await worker.evaluate(() => {
      const event = chrome.runtime.onUpdateAvailable as unknown as { dispatch(details: { version: string }): void };
      event.dispatch({ version: '99.0' });
    });
  }

  override async installOther(folder: string): Promise<string> {
    return `chrome-extension://${await this.browser.installExtension(folder)}`;
  }

  override async privateTab(): Promise<Page> {
    // Without this a private window of DevTools refuses every download by itself.
    const downloadBehavior = { policy: 'allow', downloadPath: this.downloads } as const;
    const context = await this.browser.createBrowserContext({ downloadBehavior });
    return context.newPage();
  }

  /** It has none. */
  override consentToData(): Promise<void> {
    return Promise.resolve();
  }

  override isOpen(page: Page): Promise<boolean> {
    return Promise.resolve(!page.isClosed());
  }

  override async tabUrls(): Promise<string[]> {
    return (await this.browser.pages()).map((page) => page.url());
  }

  override isAwake(): Promise<boolean> {
    return Promise.resolve(this.browser.targets().some((candidate) => this.#isWorker(candidate)));
  }

  #isWorker(target: Target): boolean {
    return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(`${this.extensionOrigin}/`);
  }
}
