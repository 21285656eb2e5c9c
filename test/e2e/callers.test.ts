/// <reference types="chrome" />
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#domain/task/task';
import { holds } from '../support/observe.ts';
import { startSite, type Site } from '../support/site/site.ts';
import { OptionsPage } from './options-page.ts';
import { installOther } from './other-extension.ts';
import { MiB, Stage } from './stage.ts';

/** Another extension, and the id by which the browser knows it. */
class Caller {
  readonly #page: Page;
  readonly id: string;
  readonly #perseid: string;

  private constructor(page: Page, id: string, perseid: string) {
    this.#page = page;
    this.id = id;
    this.#perseid = perseid;
  }

  static async install(stage: Stage): Promise<Caller> {
    const perseid = await (await stage.control()).evaluate(() => chrome.runtime.id);
    const page = await installOther(stage);
    return new Caller(page, await page.evaluate(() => chrome.runtime.id), perseid);
  }

  /** @returns the answer; null: none */
  say(message: unknown): Promise<unknown> {
    return this.#page.evaluate(
      (to, said) =>
        chrome.runtime.sendMessage(to, JSON.parse(said) as unknown).then(
          (reply: unknown) => reply ?? null,
          () => null,
        ),
      this.#perseid,
      JSON.stringify(message),
    );
  }

  add = (...urls: string[]): Promise<unknown> => this.say({ verb: 'add', links: urls.map((url) => ({ url })) });
}

describe('other extensions', () => {
  let stage: Stage;
  let site: Site;
  let caller: Caller;
  const names = async (): Promise<string[]> =>
    (await stage.tasks()).map(({ source }: Task) => new URL(source.url).pathname.slice(1)).toSorted();
  const link = (name: string): string => site.url(name);
  /** Presses a button of the question, in a popup that was open before. */
  const decide = async (button: 'Allow' | 'Refuse'): Promise<void> => {
    const page = await stage.control();
    await page.bringToFront();
    await stage.until(
      async () => (await page.evaluate(() => document.body.innerText)).includes(`Its id: ${caller.id}`),
      'the user is asked about it, by its id',
    );
    await (await page.waitForSelector(`aria/${button}[role="button"]`))!.click();
  };

  beforeAll(async () => {
    stage = await Stage.open();
    const files = ['a', 'b', 'c', 'd', 'e'].map((name): [string, object] => [`${name}.bin`, { size: MiB }]);
    site = await startSite({ rate: 64 * 1024, files: Object.fromEntries(files) });
    caller = await Caller.install(stage);
  });
  afterAll(async () => {
    await stage.close();
    await site.stop();
  });

  it('as installed none is answered, whatever it says, and nothing is added', async () => {
    expect(await caller.add(link('a.bin'))).toBeNull();
    expect(await caller.say({ verb: 'add', links: [] })).toBeNull();
    await holds(async () => (await names()).length === 0, 'nothing is added', 1000);
  });

  it('switched on, the user is asked once; allowed, what it gave is added, and what it gives later', async () => {
    const options = await OptionsPage.open(stage);
    await options.press('Other extensions may ask to add downloads', 'switch');
    await options.shows('Saved');
    expect(await caller.add(link('a.bin'), link('b.bin'))).toEqual({ ok: false, why: 'asked' });
    await stage.until(
      async () => (await (await stage.control()).evaluate(() => chrome.action.getBadgeText({}))) === '?',
      'the button says that something asks',
    );
    const pages = (await stage.browser.tabUrls()).length;
    expect(await caller.add(link('c.bin'))).toEqual({ ok: false, why: 'asked' });
    expect(await names()).toEqual([]);
    await holds(async () => (await stage.browser.tabUrls()).length <= pages, 'nothing more is brought up', 1000);
    await decide('Allow');
    await stage.until(async () => (await names()).length === 3, 'all that it gave is added');
    expect(await names()).toEqual(['a.bin', 'b.bin', 'c.bin']);
    expect(await caller.add(link('d.bin'))).toEqual({ ok: true });
    expect(await names()).toEqual(['a.bin', 'b.bin', 'c.bin', 'd.bin']);
  });

  it('allowed, it can say that one thing: nothing is read, and nothing else is done', async () => {
    const [task] = await stage.tasks();
    const wrong = { ok: false, why: 'wrong' };
    expect(await caller.say({ to: 'engine', verb: 'task.remove', request: { id: task!.id } })).toEqual(wrong);
    expect(await caller.say({ to: 'background', verb: 'settings.read', request: {} })).toEqual(wrong);
    expect(await caller.say({ to: 'privacy', verb: 'ledger.read', request: {} })).toEqual(wrong);
    expect(await caller.say({ verb: 'add', links: [{ url: 'file:///etc/passwd' }] })).toEqual(wrong);
    expect(await names()).toEqual(['a.bin', 'b.bin', 'c.bin', 'd.bin']);
  });

  it('taken off the list it is asked about again; refused, it is told so and adds nothing', async () => {
    const options = await OptionsPage.open(stage);
    await options.shows(`${caller.id}: allowed`);
    await options.press(`Take ${caller.id} off the list`);
    await options.shows('Saved');
    expect(await caller.add(link('e.bin'))).toEqual({ ok: false, why: 'asked' });
    await decide('Refuse');
    await stage.until(async () => {
      const reply = (await caller.add(link('e.bin'))) as { why?: string };
      return reply.why === 'refused';
    }, 'it is refused');
    await options.shows(`${caller.id}: refused`);
    await holds(async () => (await names()).length === 4, 'nothing is added', 1000);
  });

  it('once the policy is declined, none is answered', async () => {
    const { policy } = (await stage.call('privacy', 'consent.read', {})) as { policy: { hash: string } };
    await stage.call('privacy', 'consent.decide', { decision: 'declined', policyHash: policy.hash });
    expect(await caller.add(link('e.bin'))).toBeNull();
  });
});
