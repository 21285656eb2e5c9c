import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer';
import { holds } from '../support/observe.ts';
import type { Site } from '../support/site/site.ts';
import { ours, Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { writeBencode } from '../support/write-bencode.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { siteFor, Stage } from './stage.ts';

const magnetOf = (digits: string): string => `magnet:?xt=urn:btih:${digits.repeat(20)}&dn=${digits}`;
const torrent = (name: string): Uint8Array =>
  writeBencode({ info: { name, length: 5, 'piece length': 16_384, pieces: Buffer.alloc(20) } });

/** How a magnet link, or a .torrent file, becomes a task. */
describe('opening torrents', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const pageWith = async (site: Site, ...magnets: string[]): Promise<Page> => {
    const links = magnets.map((magnet) => `<p><a href="${magnet.replaceAll('&', '&amp;')}"><b>${magnet}</b></a></p>`);
    site.add('links.html', { text: `<!doctype html>${links.join('')}`, type: 'text/html' });
    return stage.browser.openTab(site.url('links.html'));
  };
  const taskNamed = (name: string) => stage.tasks().then((all) => all.find((task) => task.name === name));
  const opened = async (name: string): Promise<TaskRow> =>
    new TaskRow(stage, (await until(() => taskNamed(name), { what: `${name} is a task` })).id);
  const badge = async (): Promise<string> => (await stage.control()).evaluate(() => chrome.action.getBadgeText({}));

  it('a magnet link by a click and by the middle button; the badge asks; the page stays', async () => {
    const site = await siteFor({});
    const page = await pageWith(site, magnetOf('a1'), magnetOf('a2'));
    await page.locator('a[href*="a1a1"] b').click();
    const row = await opened('a1');
    await row.in('paused');
    await until(async () => (await badge()) === '?', { what: 'the badge asks' });
    await page.bringToFront();
    const other = await page.waitForSelector('a[href*="a2a2"]');
    await other!.click({ button: 'middle' });
    await (await opened('a2')).in('paused');
    expect(page.url()).toBe(site.url('links.html'));
    for (const name of ['a1', 'a2']) await (await opened(name)).press('Not now');
    await until(async () => (await badge()) === '', { what: 'the badge is empty' });
  });

  it('a magnet link in a closed shadow root, in another one', async () => {
    const site = await siteFor({});
    const page = await pageWith(site);
    await page.evaluate((magnet) => {
      const [outer, inner] = [document.createElement('div'), document.createElement('section')];
      document.body.append(outer);
      outer.attachShadow({ mode: 'closed' }).append(inner);
      inner.attachShadow({ mode: 'closed' }).innerHTML = `<a href="${magnet}"><b style="font-size: 5em">hidden</b></a>`;
    }, magnetOf('a3'));
    const { x, y } = await page.$eval('div', (one) => one.getBoundingClientRect().toJSON() as { x: number; y: number });
    await page.mouse.click(x + 20, y + 20);
    const row = await opened('a3');
    await row.in('paused');
    expect(page.url()).toBe(site.url('links.html'));
    await row.press('Not now');
  });

  it('a magnet link by its entry in the context menu', async () => {
    const { ownWindow } = stage.browser;
    if (ownWindow !== null) {
      const page = await pageWith(await siteFor({}), magnetOf('a4'));
      await ownWindow.chooseInMenu(page, 'a', 'Open magnet link with Perseid');
    } else await chooseUnseen(magnetOf('a4'));
    const row = await opened('a4');
    expect((await row.in('paused')).state.because).toBe('peers');
    await row.press('Not now');
  });

  /** As for “Save link with Perseid” (takeover): that the entry is there, and what choosing it sets off; a headless Chromium draws no menu. */
  async function chooseUnseen(linkUrl: string): Promise<void> {
    const worker = await stage.browser.background();
    const chosen = { menuItemId: 'open-magnet', linkUrl, editable: false };
    await worker.evaluate(async (info) => {
      await chrome.contextMenus.update(info.menuItemId, { enabled: true });
      (chrome.contextMenus.onClicked as unknown as { dispatch(info: object): void }).dispatch(info);
    }, chosen);
  }

  it('a magnet link that no click leads to: the browser gives it to the popup, where it stands until Add is pressed', async () => {
    const site = await siteFor({});
    const page = await pageWith(site);
    const magnet = magnetOf('a5');
    await page.evaluate((url) => {
      location.href = url;
    }, magnet);
    await stage.browser.ownWindow!.openLink();
    const popup = await stage.browser.tabWith(`popup.html?magnet=${encodeURIComponent(magnet)}`);
    const field = await popup.waitForSelector('aria/Link to download[role="textbox"]');
    expect(await field!.evaluate((element) => (element as HTMLTextAreaElement).value)).toBe(magnet);
    await holds(async () => (await taskNamed('a5')) === undefined, 'no task comes of it', 500);
    await (await popup.waitForSelector('aria/Add[role="button"]'))!.click();
    const row = await opened('a5');
    expect((await row.in('paused')).state.because).toBe('peers');
    await row.press('Not now');
    await popup.close();
  });

  it('a magnet link is the browser’s with Alt held, clicked by the page itself, or switched off', async () => {
    const site = await siteFor({});
    const page = await pageWith(site, magnetOf('b1'));
    await page.keyboard.down('Alt');
    await page.click('a');
    await page.keyboard.up('Alt');
    await page.evaluate(() => document.querySelector('a')?.click());
    await holds(async () => (await taskNamed('b1')) === undefined, 'no task comes of it', 500);
    await stage.set({ torrents: false });
    await until(() => scripts().then((all) => !all.includes('magnet-capture')), { what: 'the script is gone' });
    const later = await pageWith(site, magnetOf('b1'));
    await later.click('a');
    await holds(async () => (await taskNamed('b1')) === undefined, 'no task comes of it', 500);
    await stage.set({ torrents: true });
    await until(() => scripts().then((all) => all.includes('magnet-capture')), { what: 'the script is back' });
  });
  const scripts = async (): Promise<string[]> => {
    const control = await stage.control();
    return control.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id));
  };

  it('the same magnet link twice is one task', async () => {
    const first = await stage.add(magnetOf('c1'));
    expect(await stage.add(magnetOf('c1'))).toBe(first);
    await new TaskRow(stage, first).press('Not now');
  });

  it.each([
    ['by its type', 'clicked', 'application/x-bittorrent'],
    ['by its name alone', 'named', 'application/octet-stream'],
  ])('a clicked .torrent file takes the place of the browser’s item: known %s', async (_how, name, type) => {
    const site = await siteFor({ files: { [`${name}.torrent`]: { text: torrent(`${name}.iso`), type } } });
    await stage.click(site, `${name}.torrent`);
    const row = await opened(`${name}.iso`);
    expect(await row.in('paused')).toMatchObject({ name: `${name}.iso`, handover: null });
    await stage.until(
      async () => (await stage.items()).every(({ url }) => !url.endsWith('.torrent')),
      'the item is gone',
    );
    await row.press('Not now');
  });

  /** Drops a file on a page of ours. */
  const dropOn = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
    page.evaluate(
      (called, content) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(content)], called));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      name,
      [...bytes],
    );

  it('a .torrent file that is dropped on the page of all downloads', async () => {
    const manager = await stage.browser.openPage('manager.html');
    await manager.waitForSelector('textarea');
    await dropOn(manager, 'wide.torrent', torrent('wide.iso'));
    const row = await opened('wide.iso');
    await manager.close();
    expect(await row.card()).toContain('1 file, 5 byte');
    await row.press('Not now');
  });

  it('a tracker that is not to be asked about again: the next torrent of it begins at once, one that names another asks', async () => {
    const [tracker, other] = [untilTestEnds(await Tracker.start()), untilTestEnds(await Tracker.start())];
    const named = (digits: string, ...urls: string[]): Promise<TaskRow> =>
      TaskRow.add(stage, `${magnetOf(digits)}${urls.map((url) => `&tr=${encodeURIComponent(url)}`).join('')}`);
    const first = await named('d1', tracker.url);
    const page = await stage.control();
    await page.bringToFront();
    await page.waitForSelector(`[data-row="${first.id}"] .card`);
    await page.select(`[data-row="${first.id}"] select[aria-label="Next time"]`, 'trackers');
    await first.press('Start');
    await first.says('Looking for peers');
    const second = await named('d2', tracker.url);
    await second.says('Looking for peers');
    await until(() => new Set(tracker.sentFrom(ours).map(({ peer_id }) => peer_id)).size === 2, {
      what: 'both ask it',
    });
    const third = await named('d3', tracker.url, other.url.replace('127.0.0.1', 'localhost'));
    expect((await third.in('paused')).state.because).toBe('peers');
    expect(other.handshakes).toEqual([]);
    await third.press('Not now');
    for (const row of [first, second]) await row.press('Cancel');
    await stage.set({ knownTrackers: [] });
  });

  it('a .torrent file that is dropped on the popup, and one that is none', async () => {
    const popup = await stage.control();
    const drop = (name: string, bytes: Uint8Array): Promise<void> => dropOn(popup, name, bytes);
    await drop('dropped.torrent', torrent('dropped.iso'));
    const row = await opened('dropped.iso');
    expect(await row.card()).toContain('1 file, 5 byte');
    await row.press('Not now');
    await drop('broken.torrent', Buffer.from('d4:infod4:name'));
    await until(() => popup.evaluate((text) => document.body.innerText.includes(text), sentence('torrent-broken')), {
      what: 'it says so',
    });
  });
});
