import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasNoEngine } from './inside.ts';
import { MiB, siteFor, Stage, stageFor } from './stage.ts';
import { PopupPage } from './popup-page.ts';

/** What the popup shows of the real engine's work. */
describe('the popup', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('shows a running download: name, site, progress, speed, time left, connections, and a badge', async () => {
    const site = await siteFor({ rate: MiB / 8, files: { 'running.bin': { size: 24 * MiB } } });
    await stage.click(site, 'running.bin');
    const popup = await PopupPage.open(stage);
    const words = await popup.says('running.bin', /6 connections/);
    expect(words).toContain(new URL(site.origin).host);
    await popup.says('running.bin', /\d MB\/s/);
    await popup.says('running.bin', /about \d+ (sec|min) left/);
    await popup.says('running.bin', /\d MB of 25\.2 MB/);
    await popup.says('running.bin', 'seen by 1');
    await popup.grows('running.bin');
    // Chromium gives extension pages a text size of their own: only here it shows that ours wins.
    expect(await popup.page.$eval('.name', (name) => getComputedStyle(name).fontSize)).toBe('13px');
    expect(await popup.page.evaluate(() => chrome.action.getBadgeText({}))).toBe('1');
    expect(await popup.page.$$eval('h2', (all) => all.map((one) => one.textContent))).toEqual(['Running']);
    site.setRate(null);
    await popup.says('running.bin', 'Saved');
    await stage.expectSaved(site, 'running.bin');
    await stage.until(
      () => popup.page.evaluate(async () => (await chrome.action.getBadgeText({})) === ''),
      'the badge is empty',
    );
    // Numbers of what is over do not stay in the title line.
    expect(await popup.shows('Nothing running')).not.toMatch(/MB\/s/);
  });

  it('takes pasted links, one or several; a bad one gets a sentence and adds nothing', async () => {
    const files = { 'one.bin': { size: 9 * MiB }, 'two.bin': { size: MiB }, 'three.bin': { size: MiB } };
    const site = await siteFor({ files });
    const popup = await PopupPage.open(stage);
    await popup.add('ftp://files.example/x.bin');
    await popup.shows('“ftp://files.example/x.bin” is not a link. Links begin with http://, https:// or magnet:.');
    const field = 'aria/Link to download[role="textbox"]';
    expect(await popup.page.$eval(field, (element) => element.getAttribute('aria-invalid'))).toBe('true');
    await popup.page.click(field, { count: 3 });
    await popup.add(site.url('one.bin'));
    await popup.shows('Added.');
    await popup.add(`${site.url('two.bin')}\n${site.url('three.bin')}`);
    await popup.shows('2 links added.');
    for (const name of Object.keys(files)) await stage.expectSaved(site, name);
    expect((await stage.tasks()).map((task) => task.source.url)).not.toContain('ftp://files.example/x.bin');
  });

  it('shows what stays with the browser while it runs, with the reason, and not after', async () => {
    const site = await siteFor({ rate: MiB / 4, files: { 'small.bin': { size: 4 * MiB } } });
    const popup = await PopupPage.open(stage);
    await stage.click(site, 'small.bin');
    await popup.page.bringToFront();
    await popup.says('small.bin', 'In the browser: small file');
    await popup.grows('small.bin');
    site.setRate(null);
    await popup.loses('small.bin');
    await stage.expectSaved(site, 'small.bin');
  });

  it('shows the original address and the host that delivers, where the browser’s own list has only a blob', async () => {
    const site = await siteFor({ files: { 'real.bin': { size: 9 * MiB } } });
    site.add('get', { redirect: { to: site.url('real.bin', site.otherOrigin) } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('get'));
    await stage.expectSaved(site, 'real.bin');
    await popup.says('real.bin', 'Saved');
    await popup.choose('real.bin', 'Properties');
    const words = await popup.shows('Size matches');
    expect(words).toContain(site.url('get'));
    expect(words).toMatch(new RegExp(`Delivered by\\s+${new URL(site.otherOrigin).host}`));
    const [asked, delivers] = [site.origin, site.otherOrigin].map((origin) => new URL(origin).host);
    const sum = String.raw`\s+[\d.]+ \w+ in \d+ requests?\s+\w+ \d+, \d{4}`;
    expect(words).toMatch(new RegExp(`Who saw your address\\s+${asked}${sum}\\s+${delivers}${sum}`));
    expect(words).toContain('9.4 MB (9,437,184 bytes)');
    const saved = (await stage.items()).find((item) => item.filename.endsWith('real.bin'));
    expect(saved?.url).toMatch(/^blob:/);
  });

  it('says when the saved file is gone, and when the browser has forgotten it', async () => {
    const site = await siteFor({ files: { 'moved.bin': { size: 9 * MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('moved.bin'));
    await stage.expectSaved(site, 'moved.bin');
    await popup.says('moved.bin', 'Saved');
    rmSync(join(stage.browser.downloads, 'moved.bin'));
    await popup.press('moved.bin', 'Show in folder');
    await popup.shows('The file is no longer where it was saved.');
    await popup.page.evaluate(() => chrome.downloads.erase({ filenameRegex: 'moved\\.bin$' }));
    await popup.press('moved.bin', 'Show in folder');
    await popup.shows('The browser no longer lists this file. Look for “moved.bin” in your Downloads folder.');
  });
});

describe('the popup’s first paint', () => {
  it('is made of what is stored, while the engine page sleeps', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB, files: { 'done.bin': { size: MiB }, 'paused.bin': { size: 40 * MiB } } });
    await stage.add(site.url('done.bin'));
    await stage.expectSaved(site, 'done.bin');
    await stage.add(site.url('paused.bin'));
    const popup = await PopupPage.open(stage);
    await popup.grows('paused.bin');
    await popup.press('paused.bin', 'Pause');
    await popup.says('paused.bin', 'Paused by you');
    await stage.until(() => hasNoEngine(popup.page), 'the engine page is closed');
    await stage.browser.stopServiceWorker();

    const page = await stage.browser.browser.newPage();
    onTestFinished(() => page.close());
    await page.evaluateOnNewDocument(recordPaints);
    await stage.browser.lead(page, `${stage.browser.extensionOrigin}/popup.html`);
    const again = new PopupPage(page, stage.browser);
    await again.says('paused.bin', 'Paused by you');
    expect(await page.evaluate(() => (globalThis as unknown as { paints: string[] }).paints[0])).toBe(
      'paused.bin, done.bin',
    );
    expect(await page.evaluate(() => (globalThis as unknown as { empties: number }).empties)).toBe(0);
    expect(await hasNoEngine(again.page)).toBe(true);
    await again.says('done.bin', 'Saved');
    expect(await again.progress('paused.bin')).toBeGreaterThan(0);
  });

  it('shows nothing of private windows', async () => {
    const stage = await stageFor();
    const files = { 'private.bin': { size: 16 * MiB }, 'public.bin': { size: 4 * MiB } };
    const site = await siteFor({ rate: MiB / 4, files });
    const popup = await PopupPage.open(stage);
    // A tab that is opened later opens in the window in front, which is the private one.
    const outside = await stage.browser.openTab(`${site.origin}/`);
    const page = await stage.browser.privateTab();
    await page.goto(`${site.origin}/`);
    await stage.click(site, 'private.bin', { page });
    await site.waitFor(() => site.log('private.bin').bytes > 0, 'the private download runs');
    // As long as it takes to see the public one grow, which is seen by the same eye.
    await stage.click(site, 'public.bin', { page: outside });
    await popup.page.bringToFront();
    await popup.grows('public.bin');
    expect(await popup.rows()).toEqual(['public.bin']);
    expect(site.log('private.bin').requests.map((request) => request.outcome)).toEqual(['running']);
  });
});

/** Runs in the page before its own scripts: notes every list of rows there ever was, and how often it was empty. */
function recordPaints(): void {
  const seen = { paints: [] as string[], empties: 0 };
  Object.assign(globalThis, seen);
  const record = globalThis as unknown as typeof seen;
  new MutationObserver(() => {
    if (!document.querySelector('#app > *')) return;
    const names = [...document.querySelectorAll('[role=listitem] .name')].map((name) => name.textContent ?? '');
    record.paints.push(names.join(', '));
    if (names.length === 0 || document.querySelector('.empty')) record.empties++;
  }).observe(document, { childList: true, subtree: true });
}
