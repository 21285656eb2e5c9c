/// <reference types="chrome" />
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch } from '../support/browser.ts';
import { acceptPolicy, firstPage, untilPageSays } from '../support/browser/first-page.ts';
import type { LaunchedBrowser } from '../support/browser/launched-browser.ts';
import { holds } from '../support/observe.ts';
import { sent, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

/** Tabs of ours, by their path. */
async function ownTabs(browser: LaunchedBrowser): Promise<string[]> {
  const urls = (await browser.tabUrls()).filter((url) => url.startsWith(browser.extensionOrigin));
  return urls.map((url) => new URL(url).pathname);
}

describe('the first page', () => {
  it('CS12: opens by itself once, and no other page does', async () => {
    const browser = await launch({ accept: false });
    onTestFinished(() => browser.close());
    await firstPage(browser);
    expect(await ownTabs(browser)).toEqual(['/welcome.html']);
    await acceptPolicy(browser);
    expect(await ownTabs(browser)).toEqual([]);
    await browser.settled();
    const { profile, downloads } = browser;
    await browser.quit();
    const again = await launch({ profile, downloads });
    onTestFinished(() => again.close());
    await again.untilAwake();
    await holds(async () => (await ownTabs(again)).length === 0, 'no page of ours opens', 2000);
  });

  it('BC23: until it is accepted, and after it is declined, every download is the browser’s; accepted, it is taken over', async () => {
    const files = {
      'before.bin': { size: 12 * MiB },
      'declined.bin': { size: 12 * MiB },
      'accepted.bin': { size: 24 * MiB },
    };
    const site = await siteFor({ rate: 6 * MiB, files });
    const stage = await stageFor({ accept: false });
    const welcome = await firstPage(stage.browser);
    const page = await stage.click(site, 'before.bin');
    await stage.expectSaved(site, 'before.bin');
    expect(site.log('before.bin').requests).toHaveLength(1);
    expect(await stage.left()).toEqual({ [site.url('before.bin')]: 'not-accepted' });
    await welcome.bringToFront();
    await welcome.click('aria/Decline[role="button"]');
    await untilPageSays(welcome, 'Declined.');
    await stage.click(site, 'declined.bin', { page });
    await stage.expectSaved(site, 'declined.bin');
    expect(site.log('declined.bin').requests).toHaveLength(1);
    await expect(stage.add(site.url('accepted.bin'))).rejects.toThrow('not-accepted');
    const popup = await PopupPage.open(stage);
    await popup.shows('You declined the privacy policy');
    await popup.page.close();
    await acceptPolicy(stage.browser);
    await stage.click(site, 'accepted.bin', { page });
    await stage.expectSaved(site, 'accepted.bin');
    expect(site.log('accepted.bin').requests.length).toBeGreaterThan(1);
    const { receipts } = await new Privacy(stage).call('receipts.read', {});
    expect(receipts.map(({ kind }) => kind)).toEqual(['declined', 'accepted']);
  });

  it('declined in mid-transfer: nothing more is asked for, the bytes are kept, and it goes on when accepted', async () => {
    const site = await siteFor({ rate: MiB, files: { 'waits.bin': { size: 48 * MiB } } });
    const stage = await stageFor();
    const privacy = new Privacy(stage);
    await stage.add(site.url('waits.bin'));
    await sent(site, 'waits.bin', 12 * MiB);
    await privacy.decline();
    await site.waitFor(() => site.log('waits.bin').connections === 0, 'nothing is fetched');
    expect((await stage.taskIn('paused')).state).toMatchObject({ because: 'policy' });
    await untilIdle(stage);
    await holds(() => site.log('waits.bin').connections === 0, 'nothing is asked for', 1000);
    const before = site.log('waits.bin').bytes;
    await privacy.accept();
    site.setRate(null);
    await stage.expectSaved(site, 'waits.bin');
    expect(site.log('waits.bin').bytes - before).toBeLessThan(40 * MiB);
  });

  it('everything can be seen, and erased: a look afterwards finds nothing', async () => {
    const site = await siteFor({ rate: MiB, files: { 'erased.bin': { size: 48 * MiB } } });
    const stage = await stageFor();
    await stage.add(site.url('erased.bin'));
    await sent(site, 'erased.bin', 6 * MiB);
    const privacy = new Privacy(stage);
    await privacy.make('mirror-search', 'lookUp', { prefix: '1' });
    await privacy.put('deferred', { purpose: 'statistics', call: 'report', payload: {}, task: null });
    await privacy.put('mismatches', { at: Date.now(), kind: 'unrecorded', host: 'else.test', detail: 'GET' });
    await privacy.put('contributions', { stage: 'given', service: 'https://gone.test' });
    await privacy.put('lessons', { host: 'known.test', pays: true, connections: 2, bare: null, at: Date.now() });
    const stores = ['tasks', 'lessons', 'privacy', 'receipts', 'ledger', 'deferred', 'mismatches', 'contributions'];
    for (const store of stores) expect(await privacy.all(store), store).not.toEqual([]);
    const page = await stage.browser.openPage('options.html');
    await (await page.waitForSelector('aria/See my data[role="button"]'))!.click();
    await untilPageSays(page, 'erased.bin');
    await (await page.waitForSelector('aria/Erase my data[role="button"]'))!.click();
    await (await page.waitForSelector('aria/Yes, erase[role="button"]'))!.click();
    await untilPageSays(page, 'A look afterwards found nothing left.');
    await site.waitFor(() => site.log('erased.bin').connections === 0, 'nothing is fetched');
    expect(await stage.tasks()).toEqual([]);
    expect(await stage.parts()).toEqual([]);
    const { standing } = await privacy.call('consent.read', {});
    expect(standing).toBe('unasked');
    // Seen from without.
    for (const store of stores) expect(await privacy.all(store), store).toEqual([]);
    const left = await (
      await stage.control()
    ).evaluate(async () => ({
      local: await chrome.storage.local.get(),
      session: await chrome.storage.session.get(),
      rules: await chrome.declarativeNetRequest.getSessionRules(),
      alarms: await chrome.alarms.getAll(),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      web: localStorage.length,
    }));
    const none = { local: {}, session: {}, rules: [], alarms: [], caches: [], web: 0 };
    expect(left).toEqual({ ...none, databases: ['perseid'] });
  });
});
