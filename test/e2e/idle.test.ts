/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { idle, inside, partSizes, sent, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** With nothing unfinished there is no engine page, no alarm, no session rule, and nothing on the badge. */
describe('idle', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** A task that needs an engine page, an alarm, and a session rule for its Referer. */
  async function running(name: string, size = 24 * MiB) {
    const site = await siteFor({ rate: MiB / 2, files: { [name]: { size } } });
    await stage.click(site, name);
    await sent(site, name, size / 4);
    await stage.taskIn('active');
    return site;
  }

  it('popup and options page start nothing', async () => {
    await untilIdle(stage);
    const pages = [await stage.browser.openPage('popup.html'), await stage.browser.openPage('options.html')];
    await stage.set({ connectionsPerHost: 5 });
    await stage.set({ connectionsPerHost: 6 });
    await holds(async () => (await inside(stage)).engines === 0, 'no engine page', 1000);
    expect(await inside(stage)).toEqual(idle);
    for (const page of pages) await page.close();
  });

  it('after a finished task; while it runs, the badge shows the number', async () => {
    const site = await running('finished.bin');
    await expect
      .poll(() => inside(stage), { timeout: 10_000 })
      .toEqual({ engines: 1, alarms: ['revive'], rules: 1, badge: '1' });
    const second = await running('beside.bin');
    await expect.poll(async () => (await inside(stage)).badge, { timeout: 10_000 }).toBe('2');
    for (const one of [site, second]) one.setRate(null);
    await stage.expectSaved(site, 'finished.bin');
    await stage.expectSaved(second, 'beside.bin');
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
  });

  it('after a paused task, which stays', async () => {
    const site = await running('paused.bin');
    const popup = await PopupPage.open(stage);
    await popup.press('paused.bin', 'Pause');
    await untilIdle(stage);
    expect(await partSizes(stage)).toHaveLength(1);
    await site.waitFor(() => site.log('paused.bin').connections === 0, 'nothing is fetched');
    await popup.page.close();
  });

  it('after a removed task, when it can no longer be brought back', async () => {
    const popup = await PopupPage.open(stage);
    await popup.press('paused.bin', 'Cancel');
    await popup.shows('Canceled “paused.bin”.');
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
    expect((await stage.tasks()).map((task) => task.state.kind)).toEqual(['done', 'done']);
    await popup.page.close();
  });

  it('after a link was pressed: the engine page was made ready, no download followed, and nobody was asked', async () => {
    const site = await siteFor({ files: { 'pressed.bin': { size: MiB } } });
    const page = await stage.browser.openTab(`${site.origin}/`);
    await (await page.waitForSelector('a[href="/pressed.bin"]'))!.hover();
    await page.mouse.down();
    await stage.until(async () => (await inside(stage)).engines === 1, 'the engine page is there');
    await untilIdle(stage);
    await page.close();
    expect(site.log('pressed.bin').requests).toEqual([]);
  });

  it('where the link that is pressed looks like a page’s', async () => {
    const site = await siteFor({ files: { 'page.html': { size: 1000, type: 'text/html' } } });
    const page = await stage.browser.openTab(`${site.origin}/`);
    await (await page.waitForSelector('a[href="/page.html"]'))!.hover();
    await page.mouse.down();
    await holds(async () => (await inside(stage)).engines === 0, 'no engine page', 1000);
    await page.close();
  });

  it('after a failed task', async () => {
    const site = await siteFor({ files: { 'refused.bin': { size: MiB, status: 403 } } });
    await stage.add(site.url('refused.bin'));
    await stage.taskIn('failed');
    await untilIdle(stage);
    expect(site.log('refused.bin').bytes).toBe(0);
  });

  it('after the extension was switched off and on, and after a restart of the browser', async () => {
    for (const on of [false, true]) await stage.browser.setEnabled(on);
    expect(await inside(stage)).toEqual(idle);
    await stage.browser.settled();
    await stage.browser.quit();
    await stage.relaunch();
    await holds(async () => (await inside(stage)).engines === 0, 'no engine page after the start', 1500);
    expect(await inside(stage)).toEqual(idle);
    expect((await stage.tasks()).map((task) => task.state.kind).toSorted()).toEqual(['done', 'done', 'failed']);
  });
});
