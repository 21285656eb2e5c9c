/// <reference types="chrome" />
import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import type { Realm } from '../support/browser/launched-browser.ts';
import { until } from '../support/until.ts';
import { access, promptsOfFirefox } from './permission-prompt.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

/** A page with what a page may have; its names say where each stands. */
const gallery = `<!doctype html><title>Gallery</title><h1>Gallery</h1>
<a href="/file.zip">A file</a> <a href="/saved" download>Saved</a> <img src="/shown.png" srcset="/small.png 1x,/large.png 2x" alt="A lake">
<picture><source srcset="/modern.avif 100w, /modern-large.avif 200w"><img src="/old.jpg" alt="Hills"></picture>
<video src="/walk" poster="/poster.jpg" title="A walk"></video><audio><source src="/birds"></audio>
<video><source src="/film.mp4"><track src="/film.vtt"></video>
<svg><a href="/drawn.svg"><text>Drawn</text></a><image href="/inside.png"></image></svg>
<embed src="/paper.pdf"><object data="/report.pdf"></object><form name="documentElement"></form>
<div id="closed"></div>
<script>document.getElementById('closed').attachShadow({ mode: 'closed' }).innerHTML = '<a href="/hidden.7z">Hidden</a>'</script>`;

const listed = (links: Page): Promise<string[]> =>
  links.$$eval('.links-name', (all) => all.map((one) => one.textContent ?? ''));

const press = async (page: Page, name: string) => (await page.waitForSelector(`aria/${name}`))!.click();

/** Its name holds a number that is set apart, which the browsers read out in different ways. */
const chooseArchives = async (page: Page) => (await page.waitForSelector('.links-kinds ::-p-text(Archives)'))!.click();

/** The page with the links of the page in front, once something has opened it. */
async function linksPage(stage: Stage): Promise<Page> {
  const { browser } = stage;
  const before = `${browser.extensionOrigin}/`;
  const url = await until(async () => (await browser.tabUrls()).find((one) => one.startsWith(`${before}links.html`)), {
    what: 'the page with the links is open',
  });
  return browser.tabWith(url.slice(before.length));
}

/** The page's links, as our page shows them for a tab. */
async function linksOf(stage: Stage, page: Page): Promise<Page> {
  const url = page.url();
  const id = await (
    await stage.control()
  ).evaluate(async (shown) => (await chrome.tabs.query({})).find((tab) => tab.url === shown)?.id, url);
  return stage.browser.openPage(`links.html?tab=${id}`);
}

/** Presses a button of the popup, as a click does. */
async function pressIn(popup: Realm, name: string): Promise<void> {
  const found = (label: string): boolean => {
    const button = document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
    button?.click();
    return button !== null;
  };
  await until(() => popup.evaluate(found, name), { what: `the popup has “${name}”` });
}

describe('links on this page', () => {
  it('are chosen, named by what their servers say, and downloaded as from their page', async () => {
    const stage = await stageFor();
    const files = {
      'one.zip': { size: MiB, needs: { referer: true } },
      // What it is called its server says, when it is asked.
      'get.zip': { size: MiB, needs: { referer: true }, disposition: 'attachment; filename="real.7z"' },
      'three.pdf': { size: MiB },
    };
    const site = await siteFor({ files });
    const tab = await stage.browser.openTab(`${site.origin}/`);
    const links = await linksOf(stage, tab);
    await chooseArchives(links);
    await press(links, 'Select all shown[role="button"]');
    await links.type('aria/Name of the files[role="textbox"]', 'Set/{index:2} {name}');
    await press(links, 'Add 2 downloads[role="button"]');
    await stage.expectSaved(site, 'one.zip', 'Set/01 one.zip');
    await stage.expectSaved(site, 'get.zip', 'Set/02 real.7z');
    expect(site.log('three.pdf').requests).toEqual([]);
    expect(new Set((await stage.tasks()).map(({ file }) => file?.name))).toEqual(new Set(['01 one.zip', '02 real.7z']));
    // Without being opened anew it knows them.
    await links.waitForFunction(() => document.querySelectorAll('.links-known').length === 2);
    await stage.browser.reload(links);
    await chooseArchives(links);
    await links.waitForFunction(() => document.querySelectorAll('.links-known').length === 2);
  });

  it('are all that the page has: also in sets, drawings, what is embedded, and where the page itself cannot look', async () => {
    const stage = await stageFor();
    const site = await siteFor({ files: { 'gallery.html': { text: gallery, type: 'text/html' } } });
    const tab = await stage.browser.openTab(site.url('gallery.html'));
    const links = await linksOf(stage, tab);
    await until(async () => (await listed(links)).length > 0, { what: 'links are listed' });
    expect(await listed(links)).toEqual(
      'file.zip saved shown.png small.png large.png modern.avif modern-large.avif old.jpg walk poster.jpg birds film.mp4 film.vtt drawn.svg inside.png paper.pdf report.pdf hidden.7z'.split(
        ' ',
      ),
    );
    const kinds = await links.$$eval('.links-kinds button', (all) => all.map((one) => one.textContent));
    expect(kinds).toEqual(expect.arrayContaining(['Video 2', 'Sound 1', 'Pictures 9']));
  });
});

/** The build that the store gets: no site is allowed. What a press of our button or menu allows, the browser decides. */
describe('links on this page, of a site that is not allowed', () => {
  it('are read where our button was pressed, and nowhere else', async () => {
    const stage = await stageFor({ build: 'chrome-mv3', prefs: promptsOfFirefox });
    const site = await siteFor({ files: { 'one.zip': { size: MiB }, 'two.pdf': { size: MiB } } });
    const other = await stage.browser.openTab(`${site.otherOrigin}/`);
    const tab = await stage.browser.openTab(`${site.origin}/`);
    await pressIn(await stage.browser.pressToolbarButton(tab), 'Links on this page');
    const links = await linksPage(stage);
    await until(async () => (await listed(links)).length > 0, { what: 'links are listed' });
    expect(await listed(links)).toEqual(['one.zip', 'two.pdf']);
    expect(await access(stage)).toMatchObject({ sites: [] });
    // Where it was not pressed, and where that tab has gone since, the page cannot be read.
    await stage.browser.lead(tab, `${site.otherOrigin}/`);
    await stage.browser.reload(links);
    await links.waitForFunction(() => document.querySelector('h1')?.textContent === 'This page cannot be read.');
    expect(other.url()).toBe(`${site.otherOrigin}/`);
  });

  it('are read where our menu was chosen', async () => {
    const stage = await stageFor({ build: 'chrome-mv3', prefs: promptsOfFirefox });
    const site = await siteFor({ files: { 'one.zip': { size: MiB }, 'two.pdf': { size: MiB } } });
    const tab = await stage.browser.openTab(`${site.origin}/`);
    await stage.browser.ownWindow!.chooseInMenu(tab, 'h1', 'Links on this page');
    const links = await linksPage(stage);
    await until(async () => (await listed(links)).length > 0, { what: 'links are listed' });
    expect(await listed(links)).toEqual(['one.zip', 'two.pdf']);
    expect(await access(stage)).toMatchObject({ sites: [] });
  });
});
