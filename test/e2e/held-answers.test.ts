/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import { after } from '../support/site/behaviour.ts';
import { writeBencode } from '../support/write-bencode.ts';
import { saved, sent, untilIdle } from './inside.ts';
import { MiB, siteFor, type Stage, stageFor } from './stage.ts';

const size = 24 * MiB;

/** Writes down the address of every download that the browser lists from now on. @returns what was written down */
async function listed(stage: Stage): Promise<() => Promise<string[]>> {
  const page = await stage.control();
  await page.evaluate(() => {
    const urls: string[] = [];
    Object.assign(globalThis, { urls });
    chrome.downloads.onCreated.addListener(({ url }) => urls.push(url));
  });
  return () => page.evaluate(() => (globalThis as unknown as { urls: string[] }).urls);
}

/** Of such an answer it is sure what it becomes. */
const named = (name: string) => ({ size, disposition: `attachment; filename="${name}"` });

const protocols = (urls: readonly string[]): string[] => urls.map((url) => new URL(url).protocol);

/** Firefox lets us look at an answer before it makes a download of it: in "always" mode, and for .torrent files. */
describe('an answer that is held', () => {
  it('“always”: the browser never lists what is taken over', async () => {
    const stage = await stageFor();
    const site = await siteFor({
      rate: 2 * MiB,
      files: { 'held.bin': { ...named('held.bin'), needs: { referer: true } } },
    });
    const seen = await listed(stage);
    await stage.click(site, 'held.bin');
    await stage.expectSaved(site, 'held.bin');
    expect(protocols(await seen())).toEqual(['blob:']);
    expect(site.log('held.bin').requests[0]?.outcome).toBe('closed');
    expect(site.log('held.bin').peakConnections).toBeGreaterThan(1);
  });

  it('what a link may have named, and what opens a tab of its own, is listed first, as ever', async () => {
    const stage = await stageFor();
    const files = { 'plain.bin': { size }, 'tab.bin': named('tab.bin') };
    const site = await siteFor({ rate: 2 * MiB, files });
    const seen = await listed(stage);
    const page = await stage.click(site, 'plain.bin');
    await stage.expectSaved(site, 'plain.bin');
    const tabs = (await stage.browser.tabUrls()).length;
    await page.$eval('a[href="/tab.bin"]', (link) => link.setAttribute('target', '_blank'));
    await stage.click(site, 'tab.bin', { page });
    await stage.expectSaved(site, 'tab.bin');
    expect(protocols(await seen())).toEqual(['http:', 'blob:', 'http:', 'blob:']);
    expect(await stage.browser.tabUrls()).toHaveLength(tabs);
    expect(await stage.tasks()).toHaveLength(2);
  });

  it('a link that is good for one request goes on with the answer that is here', async () => {
    const stage = await stageFor();
    const once = after(1, { status: 403 });
    const site = await siteFor({ rate: 8 * MiB, files: { 'once.bin': { ...named('once.bin'), vary: once } } });
    const seen = await listed(stage);
    await stage.click(site, 'once.bin');
    await stage.expectSaved(site, 'once.bin');
    expect(await seen()).toEqual([site.url('once.bin')]);
    expect(await stage.left()).toEqual({ [site.url('once.bin')]: 'probe-failed' });
    expect(site.log('once.bin').requests.map(({ outcome }) => outcome)).toEqual(['whole', 'whole']);
    expect(await stage.tasks()).toEqual([]);
  });

  it('the event page ends before anything is proven: the browser goes on with it, and it is saved once', async () => {
    const stage = await stageFor();
    const never = after(1, { delay: 3_600_000 });
    const site = await siteFor({ rate: 8 * MiB, files: { 'ended.bin': { ...named('ended.bin'), vary: never } } });
    await stage.click(site, 'ended.bin');
    await site.waitFor(() => site.log('ended.bin').requests.length > 1, 'ours is asked for');
    await (await stage.control()).close();
    await stage.browser.stopServiceWorker();
    await stage.expectSaved(site, 'ended.bin');
    await untilIdle(stage);
    expect(saved(stage)).toEqual(['ended.bin']);
    expect(await stage.tasks()).toEqual([]);
  });

  it('by default nothing is held but what describes a torrent', async () => {
    const stage = await stageFor();
    await stage.set({ takeover: 'pays' });
    const info = { name: 'x.iso', length: 5, 'piece length': 16384, pieces: Buffer.alloc(20) };
    const site = await siteFor({
      rate: MiB,
      files: {
        'plain.bin': named('plain.bin'),
        'x.torrent': { text: writeBencode({ info }), type: 'application/x-bittorrent' },
      },
    });
    const seen = await listed(stage);
    const page = await stage.click(site, 'plain.bin');
    await sent(site, 'plain.bin', MiB);
    await stage.until(async () => (await seen()).includes(site.url('plain.bin')), 'the browser lists it');
    await stage.click(site, 'x.torrent', { page });
    await stage.until(async () => (await stage.tasks()).some(({ file }) => file?.name === 'x.iso'), 'it is opened');
    expect((await seen()).filter((url) => url.endsWith('.torrent'))).toEqual([]);
    expect(saved(stage)).not.toContain('x.torrent');
  });
});
