/// <reference types="chrome" />
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Page } from 'puppeteer';
import type { Settings } from '#domain/settings/settings';
import { linkTo } from '#domain/task/link-to';
import type { Task } from '#domain/task/task';
import { launch, type LaunchOptions } from '../support/browser.ts';
import { browserName } from '../support/browser/browser-name.ts';
import type { LaunchedBrowser } from '../support/browser/launched-browser.ts';
import { sha256File, waitForFile } from '../support/files.ts';
import { startSite, type Site, type SiteOptions } from '../support/site/site.ts';
import { until } from '../support/until.ts';

export const MiB = 1024 * 1024;

/** The name that the browser gives a second file of this name. */
export const secondOf = (name: string): string =>
  name.replace(/(?=\.[^.]*$)/, browserName === 'firefox' ? '(1)' : ' (1)');

/** What most tests begin with: whether taking over pays, and how many connections do, has tests of its own. */
const steady: Partial<Settings> = { takeover: 'always', connectionsPerHost: 6 };

/** A browser with the extension, and what tests do with it. */
export class Stage {
  browser: LaunchedBrowser;
  readonly #options: LaunchOptions;
  #control: Page | null = null;

  private constructor(browser: LaunchedBrowser, options: LaunchOptions) {
    this.browser = browser;
    this.#options = options;
  }

  /**
   * Starts a browser; it is closed when the test (or the file, from `beforeAll`) is over.
   * @param settings what is set; `{}`: what a new user has
   */
  static async open(options: LaunchOptions = {}, settings: Partial<Settings> = steady): Promise<Stage> {
    const stage = new Stage(await launch(options), options);
    await stage.set(settings);
    return stage;
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /** A page of the extension's own, to look into its stores. */
  async control(): Promise<Page> {
    if (!this.#control || !(await this.browser.isOpen(this.#control)))
      this.#control = await this.browser.openPage('popup.html');
    return this.#control;
  }

  /** Starts the browser again on the same profile. */
  async relaunch(): Promise<void> {
    const { profile, downloads } = this.browser;
    this.browser = await launch({ ...this.#options, profile, downloads });
    this.#control = null;
  }

  /** Changes settings as the options page stores them. */
  async set(settings: Partial<Settings>): Promise<void> {
    const page = await this.control();
    await page.evaluate(async (change) => {
      const { settings: known } = await chrome.storage.local.get<{ settings?: object }>('settings');
      await chrome.storage.local.set({ settings: { ...known, ...change } });
    }, settings);
  }

  /** Opens the site's index and clicks the link (or the form's button) of a file. @returns the page */
  async click(
    site: Site,
    name: string,
    options: { page?: Page; modifier?: 'Alt' | 'Control' | 'Shift'; origin?: string } = {},
  ): Promise<Page> {
    const page = options.page ?? (await this.browser.openTab(`${options.origin ?? site.origin}/`));
    await page.bringToFront();
    const path = `/${encodeURIComponent(name)}`;
    const link = await page.waitForSelector(`a[href="${path}"], a[href^="${path}?"], form[action="${path}"] button`);
    if (options.modifier) await page.keyboard.down(options.modifier);
    await link!.click();
    if (options.modifier) await page.keyboard.up(options.modifier);
    return page;
  }

  /** Calls an API as the pages do: the engine is woken, again if it just fell asleep. @returns the reply's value */
  async call(to: 'background' | 'engine' | 'privacy', verb: string, request: object): Promise<unknown> {
    const page = await this.control();
    return page.evaluate(
      async (message) => {
        const send = async (): Promise<{ ok: boolean; value: unknown }> => {
          await chrome.runtime.sendMessage({ to: 'background', verb: 'engine.ensure', request: {} });
          const answered: { ok: boolean; value: unknown } | undefined = await chrome.runtime.sendMessage(message);
          // It was closed in between.
          if (answered === undefined) throw new Error(`${message.verb}: nobody answers`);
          return answered;
        };
        const reply = await send().catch(send);
        if (!reply.ok) throw new Error(`${message.verb}: ${JSON.stringify(reply)}`);
        return reply.value;
      },
      { to, verb, request },
    );
  }

  /** Gives the engine an address, as the popup's field does. @returns the task's id */
  async add(url: string): Promise<string> {
    const request = {
      id: randomUUID(),
      source: linkTo(url),
      hint: null,
      downloadId: null,
      tabId: null,
      continues: null,
    };
    const added = await this.call('engine', 'task.add', request);
    return (added as { id: string }).id;
  }

  /** Names of the part files. */
  async parts(): Promise<string[]> {
    return (await this.control()).evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('parts', { create: true });
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    });
  }

  /** The tasks in the store. */
  async tasks(): Promise<Task[]> {
    const page = await this.control();
    return page.evaluate(
      () =>
        new Promise<Task[]>((resolve, reject) => {
          const opening = indexedDB.open('perseid');
          opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
          opening.onsuccess = () => {
            const database = opening.result;
            // Nothing was ever stored: the database has just been made by this look.
            if (!database.objectStoreNames.contains('tasks')) {
              database.close();
              indexedDB.deleteDatabase('perseid');
              return resolve([]);
            }
            const reading = database.transaction('tasks').objectStore('tasks').getAll();
            reading.onsuccess = () => {
              database.close();
              resolve(reading.result as Task[]);
            };
            reading.onerror = () => reject(reading.error ?? new Error('the tasks cannot be read'));
          };
        }),
    );
  }

  /** The task of a file, once it is saved. */
  savedTask(name: string): Promise<Task> {
    const find = async () =>
      (await this.tasks()).find(({ file, state }) => file?.name === name && state.kind === 'done');
    return until(find, { what: `${name} is saved`, timeout: 120_000 });
  }

  /** Waits for the (only) task to be in a state. */
  async taskIn<K extends Task['state']['kind']>(
    kind: K,
    timeout = 120_000,
  ): Promise<Task & { state: Extract<Task['state'], { kind: K }> }> {
    let last: unknown;
    const task = await until(
      async () => {
        const tasks = await this.tasks();
        last = tasks.map((t) => t.state);
        return tasks.find((t) => t.state.kind === kind);
      },
      { what: `a task is ${kind}`, timeout },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; there is ${JSON.stringify(last)}`);
    });
    return task as Task & { state: Extract<Task['state'], { kind: K }> };
  }

  /** The browser's own list. */
  async items(): Promise<chrome.downloads.DownloadItem[]> {
    return (await this.control()).evaluate(() => chrome.downloads.search({}));
  }

  /** Why downloads stayed with the browser, by address. */
  async left(): Promise<Record<string, string>> {
    return (await this.control()).evaluate(async () => {
      const { left = {} } = await chrome.storage.session.get<{ left?: Record<string, { reason: string }> }>('left');
      const reasons: Record<string, string> = {};
      for (const [id, { reason }] of Object.entries(left)) {
        const [item] = await chrome.downloads.search({ id: Number(id) });
        if (item) reasons[item.url] = reason;
      }
      return reasons;
    });
  }

  /** The file lies in the Downloads folder, with the right bytes. */
  async expectSaved(site: Site, name: string, as = name, timeout = 200_000): Promise<void> {
    const path = join(this.browser.downloads, as);
    await waitForFile(path, { bytes: site.size(name), timeout });
    await this.until(
      // An item that we took over and erased comes back as cancelled when the browser is killed soon after.
      async () => (await this.items()).every((item) => item.state !== 'in_progress'),
      'the browser is done',
    );
    expect(await sha256File(path)).toBe(await site.sha256(name));
  }

  until<T>(probe: () => T | Promise<T>, what: string, timeout = 120_000): Promise<unknown> {
    return until(probe, { what, timeout });
  }
}

/** A site for one test. */
export async function siteFor(options: SiteOptions): Promise<Site> {
  const site = await startSite(options);
  onTestFinished(() => site.stop());
  return site;
}

/** A browser for one test. */
export async function stageFor(options: LaunchOptions = {}): Promise<Stage> {
  const stage = await Stage.open(options);
  onTestFinished(() => stage.close());
  return stage;
}
