import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { temporaryFolder } from '../../temporary.ts';
import { until } from '../../until.ts';
import { LaunchedBrowser, type Realm } from '../launched-browser.ts';
import { archive } from './archive.ts';
import { Bidi } from './bidi.ts';
import { FirefoxWindow } from './own-window.ts';

/** The id in the manifest. */
export const addonId = 'perseid@perseid.invalid';
/** Of each installation there is one, made at random; here it is always this one. */
export const installationId = '7c9a4d52-3f0e-4b61-9d3a-5e8f21c6b704';

interface Parts {
  browser: Browser;
  profile: string;
  downloads: string;
  workshop: string;
  /** When the extension was installed, ms since 1970; null: before this launch, or it is not. */
  installedAt: number | null;
}

/** Firefox, driven by WebDriver BiDi. */
export class LaunchedFirefox extends LaunchedBrowser {
  readonly extensionId = installationId;
  readonly extensionOrigin = `moz-extension://${installationId}`;
  readonly bidi: Bidi;
  readonly ownWindow: FirefoxWindow;
  readonly #installedAt: number | null;

  constructor({ installedAt, ...parts }: Parts) {
    super(parts);
    this.bidi = new Bidi(parts.browser);
    this.ownWindow = new FirefoxWindow(this.bidi);
    this.#installedAt = installedAt;
  }

  /** Of a page of an extension neither browser nor puppeteer ever tell that it has been reached: it is looked at. */
  override async lead(page: Page, url: string): Promise<void> {
    if (url.startsWith('http')) {
      await page.goto(url);
      return;
    }
    await this.bidi.send('browsingContext.navigate', { context: contextOf(page), url, wait: 'none' });
    await this.#reached(page, (wanted) => location.href === wanted, url);
  }

  override async reload(page: Page): Promise<void> {
    await page.evaluate(() => {
      Object.assign(globalThis, { beforeReload: true });
      location.reload();
    });
    await this.#reached(page, () => !('beforeReload' in globalThis), '');
  }

  /** Waits until the tab has loaded a page of which this is true. @param argument of the condition, which runs in the page */
  async #reached(page: Page, condition: (argument: string) => boolean, argument: string): Promise<void> {
    const reached = async (): Promise<boolean> =>
      (await page.evaluate(condition, argument)) && (await page.evaluate(() => document.readyState === 'complete'));
    await until(() => reached().catch((error: unknown) => isOnItsWay(error)), { what: `the tab shows ${argument}` });
  }

  /** WebDriver BiDi knows keys only, one at a time. */
  override async paste(page: Page, text: string): Promise<void> {
    await page.evaluate((pasted) => {
      const field = document.activeElement as HTMLInputElement;
      field.setRangeText(pasted, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste', data: pasted }));
    }, text);
  }

  override async tabWith(path: string): Promise<Page> {
    const url = `${this.extensionOrigin}/${path}`;
    const look = async (): Promise<Page | undefined> => {
      const tabs = await this.bidi.tabs();
      const context = tabs.find((tab) => tab.url === url)?.context;
      return (await this.browser.pages()).find((page) => contextOf(page) === context);
    };
    return until(look, { what: `a tab shows ${path}` });
  }

  override async pressToolbarButton(page: Page): Promise<Realm> {
    await page.bringToFront();
    await this.bidi.nameAll();
    await this.bidi.inBrowser((id) => {
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    }, addonId);
    return this.#realmOf('the popup', (id) => {
      const views = [...WebExtensionPolicy.getByID(id).extension.views];
      return views.find(({ viewType }) => viewType === 'popup')?.xulBrowser.browsingContext.id ?? null;
    });
  }

  /** The event page is in no tab: only the browser's own window knows its number. */
  override async background(): Promise<Realm> {
    await this.bidi.nameAll();
    return this.#realmOf('the event page', (id) => {
      const views = [...WebExtensionPolicy.getByID(id).extension.views];
      return views.find(({ viewType }) => viewType === 'background')?.xulBrowser.browsingContext.id ?? null;
    });
  }

  override enginePage(): Promise<Realm> {
    return this.#realmOf('the engine page', (id) => {
      const views = [...WebExtensionPolicy.getByID(id).extension.views];
      const background = views.find(({ viewType }) => viewType === 'background')?.xulBrowser.browsingContext;
      const isEngine = (frame: Frame): boolean =>
        frame.currentWindowGlobal?.documentURI.spec.endsWith('/engine.html') === true;
      return background?.children.find(isEngine)?.id ?? null;
    });
  }

  async #realmOf(what: string, find: (addon: string) => number | null): Promise<Realm> {
    const found = await until(async () => (await this.bidi.inBrowser(find, addonId)) ?? undefined, { what });
    return this.bidi.realm(String(found));
  }

  override async stopServiceWorker(): Promise<void> {
    await this.bidi.inBrowser(async (id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
    }, addonId);
    await until(async () => !(await this.isAwake()), { what: 'the event page is gone' });
  }

  override async tabUrls(): Promise<string[]> {
    return (await this.bidi.tabs()).map(({ url }) => url);
  }

  override async frameUrls(page: Page): Promise<string[]> {
    return (await this.bidi.framesOf(contextOf(page))).map(({ url }) => url);
  }

  override isAwake(): Promise<boolean> {
    return this.bidi.inBrowser((id) => WebExtensionPolicy.getByID(id).extension.backgroundState === 'running', addonId);
  }

  override async setEnabled(on: boolean): Promise<void> {
    await this.bidi.inBrowser(
      async ([id, enabled]) => {
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        const addon = await AddonManager.getAddonByID(id);
        await (enabled ? addon.enable() : addon.disable());
      },
      [addonId, on] as const,
    );
  }

  override async fetchUpdate(folder: string): Promise<void> {
    const file = join(temporaryFolder('update'), 'perseid.xpi');
    archive(folder, file);
    await this.bidi.inBrowser(async (path) => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      const place = Cc['@mozilla.org/file/local;1']!.createInstance(Ci.nsIFile);
      place.initWithPath(path);
      const install = await AddonManager.getInstallForFile(place);
      // It waits from then on for the extension to be reloaded.
      const postponed = new Promise((resolve) => install.addListener({ onInstallPostponed: resolve }));
      void install.install();
      await postponed;
    }, file);
  }

  override async installOther(folder: string): Promise<string> {
    const id = await this.browser.installExtension(folder);
    const host = await this.bidi.inBrowser((other) => WebExtensionPolicy.getByID(other).mozExtensionHostname, id);
    return `moz-extension://${host}`;
  }

  override async privateTab(): Promise<Page> {
    const before = new Set(await this.browser.pages());
    await this.bidi.inBrowser(() => {
      OpenBrowserWindow({ private: true });
    }, null);
    // What it shows at first would end a navigation that comes too early.
    const isQuiet = (): Promise<boolean> =>
      this.bidi.inBrowser(
        () =>
          [...Services.wm.getEnumerator('navigator:browser')].every(
            ({ gBrowser, gBrowserInit }) =>
              gBrowserInit.delayedStartupFinished && !gBrowser.selectedBrowser.webProgress.isLoadingDocument,
          ),
        null,
      );
    await until(isQuiet, { what: 'the private window shows its first page' });
    const opened = async (): Promise<Page | undefined> =>
      (await this.browser.pages()).find((page) => !before.has(page));
    return until(opened, { what: 'a private window is open' });
  }

  override async consentToData(categories: readonly string[]): Promise<void> {
    await this.bidi.inBrowser(
      async ([id, wanted]) => {
        const { ExtensionPermissions } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionPermissions.sys.mjs',
        );
        const given = { permissions: [], origins: [], data_collection: [...wanted] };
        await ExtensionPermissions.add(id, given, WebExtensionPolicy.getByID(id).extension);
      },
      [addonId, categories] as const,
    );
  }

  /** Of the end of an extension's page puppeteer is told as little as of its beginning. */
  override async isOpen(page: Page): Promise<boolean> {
    const context = contextOf(page);
    return (await this.bidi.tabs()).some((tab) => tab.context === context);
  }

  /** It is in a cache of the profile, which is written some seconds after a change. */
  override async settled(): Promise<void> {
    const cache = join(this.profile, 'startupCache/webext.sc.lz4');
    const written = (): number => statSync(cache, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    await until(() => written() > (this.#installedAt ?? 0), { what: 'the profile records the extension' });
  }
}

/* The browser's own, in its own window. */

interface Place {
  initWithPath(path: string): void;
}

interface Install {
  addListener(listener: { onInstallPostponed(value: unknown): void }): void;
  install(): Promise<unknown>;
}

declare const Cc: Readonly<Record<string, { createInstance(kind: unknown): Place }>>;
declare const Ci: { readonly nsIFile: unknown };

declare const ChromeUtils: {
  importESModule(address: string): {
    AddonManager: {
      getAddonByID(id: string): Promise<{ enable(): Promise<void>; disable(): Promise<void> }>;
      getInstallForFile(place: Place): Promise<Install>;
    };
    ExtensionParent: {
      apiManager: {
        global: { browserActionFor(extension: object): { triggerAction(window: object): void } };
      };
    };
    ExtensionPermissions: {
      add(id: string, given: Readonly<Record<string, string[]>>, extension: object): Promise<void>;
    };
  };
};

interface Frame {
  readonly id: number;
  readonly children: readonly Frame[];
  readonly currentWindowGlobal: { readonly documentURI: { readonly spec: string } } | null;
}

interface BrowserWindow {
  readonly gBrowser: { readonly selectedBrowser: { readonly webProgress: { readonly isLoadingDocument: boolean } } };
  readonly gBrowserInit: { readonly delayedStartupFinished: boolean };
}

declare const Services: { readonly wm: { getEnumerator(type: string): Iterable<BrowserWindow> } };

declare function OpenBrowserWindow(options: { private: boolean }): void;

declare const WebExtensionPolicy: {
  getByID(id: string): {
    mozExtensionHostname: string;
    extension: {
      backgroundState: string;
      views: Set<{ viewType: string; xulBrowser: { browsingContext: Frame } }>;
      terminateBackground(options: {
        ignoreDevToolsAttached: boolean;
        disableResetIdleForTest: boolean;
      }): Promise<void>;
    };
  };
};

/** Its name in WebDriver BiDi; not in puppeteer's types. */
function contextOf(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id;
}

/** What the tab showed before is just going. @throws what else is wrong */
function isOnItsWay(error: unknown): false {
  if (!/no such frame|Cannot find context|AbortError|actor|DiscardedBrowsingContext|detached/i.test(String(error)))
    throw error;
  return false;
}
