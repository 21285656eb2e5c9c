/// <reference types="chrome" />
import type { CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backgroundApi } from '#protocol/background-api';
import { contentApi } from '#protocol/content-api';
import { engineApi, taskPortName } from '#protocol/engine-api';
import { privacyApi } from '#protocol/privacy-api';
import { holds } from '../support/observe.ts';
import { startSite, type Site } from '../support/site/site.ts';
import { until } from '../support/until.ts';
import { installOther } from './other-extension.ts';
import { MiB, Stage } from './stage.ts';

/** Every verb of every API that only the extension's own pages may call. */
const privileged = [backgroundApi, privacyApi, engineApi].flatMap(({ address, verbs }) =>
  Object.keys(verbs).map((verb): [string, string] => [address, verb]),
);

/** No verb takes this as its request: who may call gets that for an answer, and nothing is done. */
const message = (to: string, verb: string) => ({ to, verb, request: null });
const answered = { ok: false, code: 'internal' };

/** What came back: a reply, `undefined` for none, or that nobody listens. */
const asking = (sent: object): string =>
  `chrome.runtime.sendMessage(${JSON.stringify(sent)}).then((reply) => JSON.stringify(reply) ?? 'no reply', () => 'nobody')`;

/** The world of our content script in a page of the web. */
class ScriptWorld {
  readonly #session: CDPSession;
  readonly #context: number;

  constructor(session: CDPSession, context: number) {
    this.#session = session;
    this.#context = context;
  }

  static async in(page: Page, origin: string): Promise<ScriptWorld> {
    const session = await page.createCDPSession();
    const worlds: { id: number; origin: string }[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
    await session.send('Runtime.enable');
    const world = await until(() => worlds.find((one) => one.origin === origin), { what: 'our script is in the page' });
    return new ScriptWorld(session, world.id);
  }

  async run(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression,
      contextId: this.#context,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  }
}

describe('who may call', () => {
  let stage: Stage;
  let site: Site;
  let page: Page;
  let script: ScriptWorld;
  let other: Page;
  beforeAll(async () => {
    stage = await Stage.open();
    site = await startSite({ rate: 64 * 1024, files: { 'long.bin': { size: 64 * MiB } } });
    // The engine page is there, to be asked.
    await stage.add(site.url('long.bin'));
    await stage.taskIn('active');
    page = await stage.browser.openTab(`${site.origin}/`);
    script = await ScriptWorld.in(page, stage.browser.extensionOrigin);
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
    expect(await script.run(asking(message(to, verb)))).toMatch(/^(no reply|nobody)$/);
    const foreign = await other.evaluate(
      (id, sent) =>
        chrome.runtime.sendMessage(id, sent).then(
          (reply: unknown) => JSON.stringify(reply) ?? 'no reply',
          () => 'nobody',
        ),
      stage.browser.extensionId,
      message(to, verb),
    );
    expect(foreign).toMatch(/^(no reply|nobody)$/);
  });

  it('a content script cannot say that it is something else', async () => {
    const lies = [{ to: 'privacy', verb: 'ledger.erase', request: {}, sender: { url: 'x' } }, 'engine-awake', null, []];
    for (const lie of lies) expect(await script.run(asking(lie as object))).toMatch(/^(no reply|nobody)$/);
  });

  it.each(Object.keys(contentApi.verbs))('content %s: content scripts alone', async (verb) => {
    expect(await script.run(asking(message('content', verb)))).toBe(JSON.stringify(answered));
    const foreign = await other.evaluate(
      (id, sent) =>
        chrome.runtime.sendMessage(id, sent).then(
          () => 'a reply',
          () => 'nobody',
        ),
      stage.browser.extensionId,
      message('content', verb),
    );
    expect(foreign).toBe('nobody');
  });

  it('the list of tasks is told to own pages alone', async () => {
    const listen = `(globalThis.told = 0, globalThis.port = chrome.runtime.connect({ name: ${JSON.stringify(taskPortName)} }),
      port.onMessage.addListener(() => { told += 1; }), 0)`;
    const control = await stage.control();
    await control.evaluate((name) => {
      const told = { count: 0 };
      Object.assign(globalThis, { told });
      chrome.runtime.connect({ name }).onMessage.addListener(() => (told.count += 1));
    }, taskPortName);
    await script.run(listen);
    const toldPage = () => control.evaluate(() => (globalThis as unknown as { told: { count: number } }).told.count);
    await stage.until(async () => (await toldPage()) > 0, 'an own page is told');
    await holds(async () => (await script.run('told')) === 0, 'a content script is told nothing', 1000);
  });

  it('a page of the web has no way in, and cannot frame ours', async () => {
    expect(await page.evaluate(() => typeof (globalThis as { chrome?: typeof chrome }).chrome?.runtime)).toBe(
      'undefined',
    );
    for (const path of ['options.html', 'popup.html', 'engine.html']) {
      const frame = await page.evaluateHandle((src) => {
        const made = document.createElement('iframe');
        made.src = src;
        document.body.append(made);
        return made;
      }, `${stage.browser.extensionOrigin}/${path}`);
      const inner = await frame.contentFrame();
      await stage.until(() => inner.url() !== '' && inner.url() !== 'about:blank', 'the frame has loaded');
      expect(inner.url()).toMatch(/^chrome-error:/);
    }
  });
});
