import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saved, untilIdle } from './inside.ts';
import { browserName } from '../support/browser/browser-name.ts';
import { OptionsPage } from './options-page.ts';
import { PopupPage } from './popup-page.ts';
import { saveLink } from './save-link.ts';
import { MiB, siteFor, Stage, secondOf, stageFor } from './stage.ts';

/** A click on a real link becomes a whole file in the Downloads folder, fetched over several connections. */
describe('taking over', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('a clicked link', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: { 'film.bin': { size: 24 * MiB } } });
    await stage.click(site, 'film.bin');
    await stage.expectSaved(site, 'film.bin');
    expect(site.log('film.bin').peakConnections).toBeGreaterThan(1);
    const task = await stage.taskIn('done');
    expect(task.state.savedAs).toBe('film.bin');
    expect(task.source.url).toBe(site.url('film.bin'));
    // The browser's own item is gone; what is left is the export.
    expect((await stage.items()).map((item) => new URL(item.url).protocol)).toEqual(['blob:']);
  });

  it('a link that names the file (<a download>)', async () => {
    const site = await siteFor({
      rate: 8 * MiB,
      files: { 'raw.bin': { size: 16 * MiB, link: { download: 'Named by the page.bin' } } },
    });
    await stage.click(site, 'raw.bin');
    await stage.expectSaved(site, 'raw.bin', 'Named by the page.bin');
    expect(site.log('raw.bin').peakConnections).toBeGreaterThan(1);
  });

  it('a navigation that turns into a download, named by Content-Disposition', async () => {
    const disposition = `attachment; filename="plain.bin"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.bin`;
    const site = await siteFor({ rate: 8 * MiB, files: { get: { size: 16 * MiB, disposition } } });
    const page = await stage.browser.openTab(`${site.origin}/`);
    await page.evaluate(() => {
      location.href = '/get';
    });
    await stage.expectSaved(site, 'get', 'Grüße.bin');
    expect(site.log('get').peakConnections).toBeGreaterThan(1);
  });

  it('a link that is redirected to another host', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: { 'real.bin': { size: 16 * MiB } } });
    site.add('get.bin', { redirect: { to: site.url('real.bin', site.otherOrigin), hops: 3 } });
    const page = await stage.browser.openTab(`${site.origin}/?where=here`);
    await stage.click(site, 'get.bin', { page });
    await stage.expectSaved(site, 'real.bin');
    expect(site.log('real.bin').peakConnections).toBeGreaterThan(1);
    // The other host sees no more of the page than the browser would have shown it.
    expect([...new Set(site.log('real.bin').requests.map((r) => r.headers.referer))]).toEqual([`${site.origin}/`]);
    expect((await stage.tasks()).find((t) => t.source.url === site.url('get.bin'))?.hosts).toEqual([
      new URL(site.otherOrigin).host,
    ]);
  });

  it('a link that needs the page’s cookies and its address as Referer', async () => {
    const site = await siteFor({
      rate: 8 * MiB,
      files: { 'members.bin': { size: 16 * MiB, needs: { cookie: true, referer: true } } },
    });
    const page = await stage.browser.openTab(`${site.origin}/?where=here`);
    await stage.click(site, 'members.bin', { page });
    await stage.expectSaved(site, 'members.bin');
    const referers = new Set(site.log('members.bin').requests.map((r) => r.headers.referer));
    expect([...referers]).toEqual([`${site.origin}/?where=here`]);
    expect(site.log('members.bin').peakConnections).toBeGreaterThan(1);
  });

  it('the Referer is set on our own requests alone: not on those of a page to the same address', async () => {
    const site = await siteFor({ rate: MiB, files: { 'members.bin': { size: 48 * MiB, needs: { referer: true } } } });
    const page = await stage.browser.openTab(`${site.origin}/?where=here`);
    await stage.click(site, 'members.bin', { page });
    await site.waitFor(() => site.log('members.bin').connections > 1, 'it is taken over');
    const status = await page.evaluate(async (url) => {
      const answer = await fetch(url, { referrerPolicy: 'no-referrer', headers: { Range: 'bytes=0-0' } });
      return answer.status;
    }, site.url('members.bin'));
    expect(status).toBe(403);
    site.setRate(null);
    await stage.expectSaved(site, 'members.bin', secondOf('members.bin'));
  });

  it('a pasted address', async () => {
    const site = await siteFor({ rate: MiB, files: { 'pasted.bin': { size: 48 * MiB } } });
    await stage.add(site.url('pasted.bin'));
    await site.waitFor(() => site.log('pasted.bin').connections === 6, 'six connections');
    site.setRate(null);
    await stage.expectSaved(site, 'pasted.bin');
  });

  it('“Save link with Perseid” in the context menu', async () => {
    const site = await siteFor({ rate: MiB, files: { 'menu.bin': { size: 48 * MiB, needs: { referer: true } } } });
    await saveLink(stage, site, 'menu.bin');
    await site.waitFor(() => site.log('menu.bin').connections === 6, 'six connections');
    site.setRate(null);
    await stage.expectSaved(site, 'menu.bin');
  });

  it('a link that is clicked twice at once is one download', async () => {
    const size = 24 * MiB;
    const site = await siteFor({ rate: 2 * MiB, files: { 'eager.bin': { size } } });
    const page = await stage.browser.openTab(`${site.origin}/`);
    await page.bringToFront();
    const link = await page.waitForSelector('a[href="/eager.bin"]');
    await link!.click({ count: 2, delay: 20 });
    await stage.expectSaved(site, 'eager.bin');
    await untilIdle(stage);
    expect(saved(stage).filter((file) => file.startsWith('eager'))).toEqual(['eager.bin']);
    expect((await stage.tasks()).filter(({ source }) => source.url === site.url('eager.bin'))).toHaveLength(1);
    // The browser's own two connections ended when ours had proven themselves.
    expect(site.log('eager.bin').bytes).toBeLessThan(1.5 * size);
  });

  it('never overwrites a file that is there', async () => {
    const site = await siteFor({ files: { 'twice.bin': { size: 9 * MiB } } });
    await stage.add(site.url('twice.bin'));
    await stage.expectSaved(site, 'twice.bin');
    // What is there already is asked about (`names`), unless that is switched off.
    await stage.set({ askForKnown: false });
    await stage.add(site.url('twice.bin'));
    await stage.expectSaved(site, 'twice.bin', secondOf('twice.bin'));
    await stage.set({ askForKnown: true });
  });

  it('into a sub-folder of Downloads', async () => {
    const site = await siteFor({ files: { 'sorted.bin': { size: 9 * MiB } } });
    await stage.set({ folder: 'Perseid/Films' });
    await stage.add(site.url('sorted.bin'));
    await stage.expectSaved(site, 'sorted.bin', 'Perseid/Films/sorted.bin');
    await stage.set({ folder: '' });
  });
});

/** The preference that refuses every cookie. */
const noCookies =
  browserName === 'firefox'
    ? { 'network.cookie.cookieBehavior': 2 }
    : { 'profile.default_content_setting_values.cookies': 2 };

it('CS2: with all cookies refused everything works', async () => {
  const stage = await stageFor({ prefs: noCookies });
  const site = await siteFor({ rate: 4 * MiB, files: { 'plain.bin': { size: 24 * MiB } } });
  const page = await stage.click(site, 'plain.bin');
  await stage.expectSaved(site, 'plain.bin');
  expect(site.log('plain.bin').peakConnections).toBeGreaterThan(1);
  const kept = await page.evaluate(() => {
    document.cookie = 'refused=1; max-age=1000';
    return document.cookie;
  });
  expect(kept).toBe('');
  const options = await OptionsPage.open(stage);
  await options.change('Smallest size', '3');
  await PopupPage.open(stage).then((popup) => popup.shows('plain.bin'));
});
