import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer';
import { type Range, totalBytes } from '#domain/segment/range';
import type { Task } from '#domain/task/task';
import { sha256File } from '../support/files.ts';
import type { Behaviour } from '../support/site/behaviour.ts';
import type { RequestRecord } from '../support/site/log.ts';
import type { Site } from '../support/site/site.ts';
import { until } from '../support/until.ts';
import { askedAgain } from './asked-again.ts';
import { saved, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage, secondOf } from './stage.ts';

const size = 24 * MiB;
/** Where no strong validator speaks for the new link, its bytes are compared with some that are here. */
const compared = MiB;

/** A site whose link to a file is good for one ticket only; its page always has the present one. */
interface Tickets {
  readonly site: Site;
  readonly name: string;
  /** The links handed out so far are refused from now on. */
  readonly expire: () => void;
}

async function tickets(name: string, change: Partial<Behaviour> = {}): Promise<Tickets> {
  let valid = 1;
  const site = await siteFor({ rate: MiB });
  site.add(name, {
    size,
    // Short answers, so that requests are made in mid-file.
    cutAfter: 2 * MiB,
    link: { query: () => `ticket=${valid}` },
    vary: ({ url }) => (url.endsWith(`ticket=${valid}`) ? {} : { status: 403 }),
    ...change,
  });
  return { site, name, expire: () => valid++ };
}

/** A link that leads nowhere any more, and one that is clicked twice: the bytes that are here are gone on with. */
describe('a new link', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  async function tasksOf(site: Site): Promise<Task[]> {
    return (await stage.tasks()).filter((task) => task.source.url.startsWith(site.origin));
  }

  /** The site's only task. */
  async function taskOf(site: Site): Promise<Task> {
    const tasks = await tasksOf(site);
    expect(tasks).toHaveLength(1);
    return tasks[0]!;
  }

  async function untilHere(site: Site, bytes: number): Promise<void> {
    const here = async (): Promise<boolean> => totalBytes((await tasksOf(site))[0]?.have ?? []) > bytes;
    await stage.until(here, `${bytes} bytes are here`);
  }

  async function untilKind(site: Site, kind: Task['state']['kind']): Promise<Task> {
    await stage.until(async () => (await tasksOf(site)).some(({ state }) => state.kind === kind), `it is ${kind}`);
    return taskOf(site);
  }

  /** A clicked download that is paused in its middle. */
  async function paused(site: Site, name: string): Promise<PopupPage> {
    await stage.click(site, name);
    await untilHere(site, 4 * MiB);
    const popup = await PopupPage.open(stage);
    await popup.press(name, 'Pause');
    await untilKind(site, 'paused');
    await site.waitFor(() => site.log(name).connections === 0, 'nothing is fetched any more');
    return popup;
  }

  /** A clicked download whose link has expired in its middle. */
  async function expired({ site, name, expire }: Tickets): Promise<PopupPage> {
    await stage.click(site, name);
    await untilHere(site, 4 * MiB);
    expire();
    const { state } = await untilKind(site, 'failed');
    expect(state).toMatchObject({ error: { code: 'expired' } });
    const popup = await PopupPage.open(stage);
    await popup.says(name, 'The link expired.');
    return popup;
  }

  /** Presses "Refresh link". @returns the page that it opens */
  async function refresh(popup: PopupPage, site: Site, name: string): Promise<Page> {
    const before = new Set(await stage.browser.browser.pages());
    await popup.press(name, 'Refresh link');
    const opened = async (): Promise<Page | undefined> =>
      (await stage.browser.browser.pages()).find((page) => !before.has(page) && page.url() === `${site.origin}/`);
    return until(opened, { what: 'its page is open' });
  }

  /**
   * It ends whole, as one task and one file, and what was here was not fetched again.
   * @param before requests until then
   * @param have what was here then
   */
  async function expectContinued(site: Site, name: string, before: number, have: readonly Range[]): Promise<void> {
    site.set(name, { cutAfter: null });
    site.setRate(16 * MiB);
    await stage.expectSaved(site, name);
    expect((await untilKind(site, 'done')).state).toMatchObject({ savedAs: name });
    expect(saved(stage).filter((file) => file.includes(name.replace('.bin', '')))).toEqual([name]);
    // (How much the browser's own item brings until it is given up depends on the machine. It asks for ranges too, where the
    // beginning is in its cache.)
    const isOurs = ({ headers }: RequestRecord): boolean => headers['sec-fetch-dest'] === 'empty';
    const ours = site.log(name).requests.filter((request) => request.nth > before && isOurs(request));
    expect(ours).not.toEqual([]);
    expect(askedAgain(ours, have, size)).toBeLessThanOrEqual(compared);
    await untilIdle(stage);
  }

  it('expired: “Refresh link” opens the page it was clicked on, and what is clicked there goes on', async () => {
    const shop = await tickets('ticket.bin');
    const { site, name } = shop;
    const popup = await expired(shop);
    const { id, source, have } = await taskOf(site);
    expect(source.page).toBe(`${site.origin}/`);
    await untilIdle(stage);
    const page = await refresh(popup, site, name);
    await popup.page.bringToFront();
    await popup.says(name, 'Click the download on the page that opened: it goes on here.');
    const before = site.log(name).requests.length;
    await stage.click(site, name, { page });
    await expectContinued(site, name, before, have);
    expect(await taskOf(site)).toMatchObject({ id, source: { url: `${site.url(name)}?ticket=2` } });
  });

  it('expired, the page unknown: a new link can be pasted on the row’s page', async () => {
    const shop = await tickets('pasted.bin');
    const { site, name } = shop;
    await stage.add(`${site.url(name)}?ticket=1`);
    await untilHere(site, 4 * MiB);
    shop.expire();
    const { have } = await untilKind(site, 'failed');
    const popup = await PopupPage.open(stage);
    await popup.says(name, 'The link expired.');
    await popup.press(name, 'Paste a new link');
    const before = site.log(name).requests.length;
    await popup.page.focus('aria/New link[role="textbox"]');
    await popup.paste(`${site.url(name)}?ticket=2`);
    await (await popup.page.waitForSelector('aria/Go on with it[role="button"]'))!.click();
    await expectContinued(site, name, before, have);
  });

  it('clicked again while it is paused', async () => {
    const site = await siteFor({ rate: MiB, files: { 'again.bin': { size } } });
    await paused(site, 'again.bin');
    const { have } = await taskOf(site);
    const before = site.log('again.bin').requests.length;
    await stage.click(site, 'again.bin');
    await expectContinued(site, 'again.bin', before, have);
  });

  it('clicked again after it failed', async () => {
    const site = await siteFor({ rate: MiB });
    site.add('failed.bin', { size, cutAfter: 2 * MiB });
    await stage.click(site, 'failed.bin');
    await untilHere(site, 4 * MiB);
    site.set('failed.bin', { status: 404 });
    const { have } = await untilKind(site, 'failed');
    const before = site.log('failed.bin').requests.length;
    site.set('failed.bin', { status: null });
    await stage.click(site, 'failed.bin');
    await expectContinued(site, 'failed.bin', before, have);
  });

  it('clicked again while it runs: the second item is given up when it is proven to be the same, and the row says so', async () => {
    const site = await siteFor({ rate: MiB, files: { 'running.bin': { size } } });
    await stage.click(site, 'running.bin');
    await untilHere(site, MiB);
    const { have } = await taskOf(site);
    const before = site.log('running.bin').requests.length;
    await stage.click(site, 'running.bin');
    const popup = await PopupPage.open(stage);
    await popup.says('running.bin', 'Clicked again: it goes on here.');
    await expectContinued(site, 'running.bin', before, have);
    expect((await stage.items()).filter((item) => item.url === site.url('running.bin'))).toEqual([]);
  });

  it('a finished one clicked again is a new download', async () => {
    const site = await siteFor({ rate: 4 * MiB, files: { 'twice.bin': { size: 9 * MiB } } });
    for (const name of ['twice.bin', secondOf('twice.bin')]) {
      await stage.click(site, 'twice.bin');
      await stage.expectSaved(site, 'twice.bin', name);
      await untilIdle(stage);
    }
  });

  it('an address that is pasted again goes on, also under a weak validator', async () => {
    const site = await siteFor({ rate: MiB, files: { 'retyped.bin': { size, etag: 'W/"1"' } } });
    await stage.add(site.url('retyped.bin'));
    await untilHere(site, 2 * MiB);
    const { id } = await taskOf(site);
    await stage.call('engine', 'task.pause', { id });
    await untilKind(site, 'paused');
    const { have } = await taskOf(site);
    const before = site.log('retyped.bin').requests.length;
    expect(await stage.add(site.url('retyped.bin'))).toBe(id);
    await expectContinued(site, 'retyped.bin', before, have);
  });

  it('a weak validator, and the bytes fetched again are equal: it goes on', async () => {
    const shop = await tickets('weak.bin', { etag: 'W/"1"', lastModified: null, cutAfter: null });
    const { site, name } = shop;
    await stage.add(`${site.url(name)}?ticket=1`);
    await untilHere(site, 2 * MiB);
    const { id } = await taskOf(site);
    await stage.call('engine', 'task.pause', { id });
    const { have } = await untilKind(site, 'paused');
    await site.waitFor(() => site.log(name).connections === 0, 'nothing is fetched any more');
    const before = site.log(name).requests.length;
    await stage.call('engine', 'task.await-link', { id, tabId: null });
    shop.expire();
    await stage.click(site, name);
    await expectContinued(site, name, before, have);
  });

  it.each([
    ['a weak validator that has not changed', { etag: 'W/"1"', lastModified: null }],
    ['no validator at all', { etag: null, lastModified: null }],
    ['a strong one', {}],
  ])('another file of the same name and size is not mixed in: %s', async (_, told) => {
    const name = 'other.bin';
    const site = await siteFor({ rate: MiB, files: { [name]: { size, ...told } } });
    await stage.add(site.url(name));
    await untilHere(site, 2 * MiB);
    const { id } = await taskOf(site);
    await stage.call('engine', 'task.pause', { id });
    await untilKind(site, 'paused');
    await site.waitFor(() => site.log(name).connections === 0, 'nothing is fetched any more');
    await untilIdle(stage);
    const { have } = await taskOf(site);
    await stage.call('engine', 'task.await-link', { id, tabId: null });
    const kept = await site.sha256(name);
    site.set(name, { version: 'v2' });
    const before = saved(stage);
    await stage.click(site, name);
    await new TaskRow(stage, id).says('The new link leads to another file.');
    site.setRate(16 * MiB);
    const fresh = async (): Promise<string | undefined> =>
      saved(stage).find((file) => !before.includes(file) && /^other( ?\(\d\))?\.bin$/.test(file));
    const as = await until(fresh, { what: 'the other file is saved' });
    await stage.expectSaved(site, name, as);
    expect((await tasksOf(site)).find((task) => task.id === id)).toMatchObject({ state: { kind: 'paused' }, have });
    // The old file is there again: what was kept of it is good.
    site.set(name, { version: 'v1' });
    await stage.call('engine', 'task.resume', { id });
    const done = async (): Promise<Task | undefined> =>
      (await tasksOf(site)).find((task) => task.id === id && task.state.kind === 'done');
    const { state } = await until(done, { what: 'the first one is saved' });
    const path = `${stage.browser.downloads}/${state.kind === 'done' ? state.savedAs : ''}`;
    expect(await sha256File(path)).toBe(kept);
    await untilIdle(stage);
  });
});
