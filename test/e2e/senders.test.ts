/// <reference types="chrome" />
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backgroundApi } from '#protocol/background-api';
import { contentApi } from '#protocol/content-api';
import { engineApi, taskPortName } from '#protocol/engine-api';
import { privacyApi } from '#protocol/privacy-api';
import { holds } from '../support/observe.ts';
import { startSite, type Site } from '../support/site/site.ts';
import { installOther } from './other-extension.ts';
import { MiB, Stage } from './stage.ts';

/** Every verb of every API that only the extension's own pages may call. */
const privileged = [backgroundApi, privacyApi, engineApi].flatMap(({ address, verbs }) =>
  Object.keys(verbs).map((verb): [string, string] => [address, verb]),
);

/** No verb takes this as its request: who may call gets that for an answer, and nothing is done. */
const message = (to: string, verb: string) => ({ to, verb, request: null });
const answered = { ok: false, code: 'internal' };

/** The world of our content scripts in a page of the web, where the browser lets us run something. */
class ScriptWorld {
  readonly #control: Page;
  readonly #tab: number;

  private constructor(control: Page, tab: number) {
    this.#control = control;
    this.#tab = tab;
  }

  static async in(page: Page, control: Page): Promise<ScriptWorld> {
    const find = async (url: string): Promise<number | undefined> =>
      (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id;
    const tab = await control.evaluate(find, page.url());
    if (tab === undefined) throw new Error('the page has no tab');
    return new ScriptWorld(control, tab);
  }

  /** @returns the reply to a message, `no reply`, or `nobody` where none listens */
  ask(sent: unknown): Promise<string> {
    return this.#control.evaluate(
      async (tabId, said) => {
        const func = (text: string): Promise<string> =>
          chrome.runtime.sendMessage(JSON.parse(text) as unknown).then(
            (reply: unknown) => JSON.stringify(reply) ?? 'no reply',
            () => 'nobody',
          );
        const [ran] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [said] });
        return ran!.result!;
      },
      this.#tab,
      // As text: of an object, Chromium passes on no property that is null.
      JSON.stringify(sent),
    );
  }

  /** Listens at a port from now on. */
  async connect(name: string): Promise<void> {
    await this.#control.evaluate(
      async (tabId, port) => {
        const func = (to: string): void => {
          const told = { count: 0 };
          Object.assign(globalThis, { told });
          chrome.runtime.connect({ name: to }).onMessage.addListener(() => (told.count += 1));
        };
        await chrome.scripting.executeScript({ target: { tabId }, func, args: [port] });
      },
      this.#tab,
      name,
    );
  }

  /** So often it was told something there. */
  told(): Promise<number> {
    return this.#control.evaluate(async (tabId) => {
      const func = (): number => (globalThis as unknown as { told: { count: number } }).told.count;
      const [ran] = await chrome.scripting.executeScript({ target: { tabId }, func });
      return ran!.result!;
    }, this.#tab);
  }
}

describe('who may call', () => {
  let stage: Stage;
  let site: Site;
  let page: Page;
  let script: ScriptWorld;
  let other: Page;
  /** As other extensions call us. */
  let name: string;
  beforeAll(async () => {
    stage = await Stage.open();
    site = await startSite({ rate: 64 * 1024, files: { 'long.bin': { size: 64 * MiB } } });
    // The engine page is there, to be asked.
    await stage.add(site.url('long.bin'));
    await stage.taskIn('active');
    page = await stage.browser.openTab(`${site.origin}/`);
    const control = await stage.control();
    script = await ScriptWorld.in(page, control);
    name = await control.evaluate(() => chrome.runtime.id);
    other = await installOther(stage);
  });
  afterAll(async () => {
    await stage.close();
    await site.stop();
  });

  it.each(privileged)('%s %s: own pages, and neither a content script nor another extension', async (to, verb) => {
    const control = await stage.control();
    const own = await control.evaluate((sent): Promise<unknown> => chrome.runtime.sendMessage(sent), message(to, verb));
    expect(own).toEqual(answered);
    expect(await script.ask(message(to, verb))).toMatch(/^(no reply|nobody)$/);
    const foreign = await other.evaluate(
      (id, sent) =>
        chrome.runtime.sendMessage(id, sent).then(
          (reply: unknown) => JSON.stringify(reply) ?? 'no reply',
          () => 'nobody',
        ),
      name,
      message(to, verb),
    );
    // Chromium makes null of an empty reply.
    expect(foreign).toMatch(/^(null|no reply|nobody)$/);
  });

  it('a content script cannot say that it is something else', async () => {
    const lies = [{ to: 'privacy', verb: 'ledger.erase', request: {}, sender: { url: 'x' } }, 'engine-awake', null, []];
    for (const lie of lies) expect(await script.ask(lie)).toMatch(/^(no reply|nobody)$/);
  });

  it.each(Object.keys(contentApi.verbs))('content %s: content scripts alone', async (verb) => {
    expect(await script.ask(message('content', verb))).toBe(JSON.stringify(answered));
    const foreign = await other.evaluate(
      (id, sent) =>
        chrome.runtime.sendMessage(id, sent).then(
          (reply: unknown) => (reply === null || reply === undefined ? 'nobody' : 'a reply'),
          () => 'nobody',
        ),
      name,
      message('content', verb),
    );
    expect(foreign).toBe('nobody');
  });

  it.each(privileged)('%s %s: not even an extension that the user lets add downloads', async (to, verb) => {
    const id = await other.evaluate(() => chrome.runtime.id);
    await stage.set({ outside: true, callers: [{ id, allowed: true }] });
    const reply = await other.evaluate(
      (perseid, sent) => chrome.runtime.sendMessage<object, unknown>(perseid, sent),
      name,
      message(to, verb),
    );
    expect(reply).toEqual({ ok: false, why: 'wrong' });
  });

  it('the list of tasks is told to own pages alone', async () => {
    const control = await stage.control();
    await control.evaluate((port) => {
      const told = { count: 0 };
      Object.assign(globalThis, { told });
      chrome.runtime.connect({ name: port }).onMessage.addListener(() => (told.count += 1));
    }, taskPortName);
    await script.connect(taskPortName);
    const toldPage = () => control.evaluate(() => (globalThis as unknown as { told: { count: number } }).told.count);
    await stage.until(async () => (await toldPage()) > 0, 'an own page is told');
    await holds(async () => (await script.told()) === 0, 'a content script is told nothing', 1000);
  });

  it('a page of the web has no way in, and cannot frame ours', async () => {
    expect(await page.evaluate(() => typeof (globalThis as { chrome?: typeof chrome }).chrome?.runtime)).toBe(
      'undefined',
    );
    const frame = (url: string): Promise<void> =>
      page.evaluate((src) => {
        const made = document.createElement('iframe');
        made.src = src;
        document.body.append(made);
      }, url);
    await frame(`${site.origin}/`);
    await stage.until(async () => (await stage.browser.frameUrls(page)).includes(`${site.origin}/`), 'frames are seen');
    for (const path of ['options.html', 'popup.html', 'engine.html']) {
      const url = `${stage.browser.extensionOrigin}/${path}`;
      await frame(url);
      // A browser shows its own page of errors in it, or nothing.
      const shown = async (): Promise<boolean> => (await stage.browser.frameUrls(page)).includes(url);
      await holds(async () => !(await shown()), `${path} is not shown`, 1000);
    }
  });
});
