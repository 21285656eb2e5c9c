/// <reference types="chrome" />
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '#domain/settings/settings';
import { until } from '../support/until.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { saveLink } from './save-link.ts';
import { MiB, secondOf, siteFor, Stage } from './stage.ts';

describe('where files go, and what they are called', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('by the rules: a kind, as the server names the file, and a site; clicked and given ones', async () => {
    const site = await siteFor({
      files: {
        'get.php': { size: MiB, disposition: 'attachment; filename="film.mkv"' },
        // So slow that the browser is not done first.
        'song.ogg': { size: 9 * MiB, rate: 4 * MiB },
        'rest.bin': { size: MiB },
      },
    });
    const options = await stage.browser.openPage('options.html');
    const rule = async (kind: string, folder: string): Promise<void> => {
      await options.bringToFront();
      await (await options.waitForSelector('#setting-folderRules'))!.select(kind);
      await options.type('aria/Folder for them[role="textbox"]', folder);
      await options.keyboard.press('Enter');
      await options.waitForFunction(
        (name) => document.querySelector('#downloads')?.textContent.includes(name),
        {},
        folder,
      );
    };
    await rule('video', 'Moving/Pictures');
    await rule('audio', 'Songs');
    await options.close();
    const film = await TaskRow.add(stage, site.url('get.php'));
    await film.in('done');
    await stage.click(site, 'song.ogg');
    await stage.expectSaved(site, 'get.php', 'Moving/Pictures/film.mkv');
    await stage.expectSaved(site, 'song.ogg', 'Songs/song.ogg');
    await (await TaskRow.add(stage, site.url('rest.bin'))).in('done');
    await stage.expectSaved(site, 'rest.bin');
    expect(await film.task()).toMatchObject({ folder: 'Moving/Pictures', placedBy: 'rule' });
  });

  describe('that are taken already', () => {
    const taken = async (name: string, conflict: Settings['conflict']) => {
      const site = await siteFor({ files: { [name]: { size: MiB } } });
      await writeFile(join(stage.browser.downloads, name), 'the old one');
      await stage.set({ conflict });
      return { site, row: await TaskRow.add(stage, site.url(name)) };
    };
    const oldOne = (name: string) => readFile(join(stage.browser.downloads, name), 'utf8');

    it('a number, as at first', async () => {
      const { site, row } = await taken('counted.bin', 'number');
      expect((await row.in('done')).state.savedAs).toBe(secondOf('counted.bin'));
      await stage.expectSaved(site, 'counted.bin', secondOf('counted.bin'));
      expect(await oldOne('counted.bin')).toBe('the old one');
    });

    it('the old file’s place', async () => {
      const { site, row } = await taken('replaced.bin', 'overwrite');
      expect((await row.in('done')).state.savedAs).toBe('replaced.bin');
      await stage.expectSaved(site, 'replaced.bin');
    });

    it.each([
      ['Keep both', 'kept.bin', secondOf('kept.bin')],
      ['Replace the old file', 'given-up.bin', 'given-up.bin'],
    ])('the user is asked: nothing is saved, and nothing lost, until he says “%s”', async (answer, name, as) => {
      const { site, row } = await taken(name, 'ask');
      expect((await row.in('paused')).state.because).toBe('name');
      await row.says('A file of this name is in the folder already.');
      expect(await oldOne(name)).toBe('the old one');
      expect(await readdir(stage.browser.downloads)).not.toContain(secondOf(name));
      expect((await stage.items()).filter(({ filename }) => filename.includes(name.slice(0, 4)))).toEqual([]);
      const { requests } = site.log(name);
      await row.press(answer);
      expect((await row.in('done')).state.savedAs).toBe(as);
      await stage.expectSaved(site, name, as);
      expect(site.log(name).requests).toHaveLength(requests.length);
      if (as !== name) expect(await oldOne(name)).toBe('the old one');
    });

    it('a free name is not asked about', async () => {
      const site = await siteFor({ files: { 'free.bin': { size: MiB } } });
      await stage.set({ conflict: 'ask' });
      await (await TaskRow.add(stage, site.url('free.bin'))).in('done');
      await stage.expectSaved(site, 'free.bin');
    });
  });

  describe('of files that are there already', () => {
    it('by their address: nobody is asked until the user wants it all the same; unless the file is gone', async () => {
      const site = await siteFor({ files: { 'again.bin': { size: MiB } } });
      await stage.set({ conflict: 'number' });
      await (await TaskRow.add(stage, site.url('again.bin'))).in('done');
      const { requests } = site.log('again.bin');
      const second = await TaskRow.add(stage, site.url('again.bin'));
      await second.says('You have this already, from the same address: “again.bin”.');
      expect((await second.in('paused')).state.because).toBe('twin');
      expect(site.log('again.bin').requests).toHaveLength(requests.length);
      await second.press('Download it all the same');
      await second.in('done');
      await stage.expectSaved(site, 'again.bin', secondOf('again.bin'));
    });

    it('by the browser’s own list, and by their checksum', async () => {
      const site = await siteFor({ files: { 'plain.bin': { size: MiB }, 'copy.bin': { size: MiB } } });
      await (
        await stage.control()
      ).evaluate((url) => chrome.downloads.download({ url }) as Promise<unknown>, site.url('plain.bin'));
      await stage.expectSaved(site, 'plain.bin');
      const browsers = await TaskRow.add(stage, site.url('plain.bin'));
      await browsers.says('The browser has saved this already: “plain.bin”.');
      const digest = await site.sha256('copy.bin');
      await (await TaskRow.add(stage, `${site.url('copy.bin')}#sha256=${digest}`)).in('done');
      const elsewhere = await TaskRow.add(stage, `${site.url('plain.bin')}?other#sha256=${digest}`);
      await elsewhere.says('You have this very file already, by its checksum: “copy.bin”.');
      expect(site.log('plain.bin').requests).toHaveLength(1);
      await elsewhere.press('Remove');
      await stage.until(async () => (await elsewhere.task())?.trash !== null, 'it is removed');
    });

    it('are not asked about where that is switched off, nor where they were clicked', async () => {
      const site = await siteFor({ files: { 'twice.bin': { size: 9 * MiB, rate: 4 * MiB } } });
      await stage.click(site, 'twice.bin');
      await stage.expectSaved(site, 'twice.bin');
      await stage.click(site, 'twice.bin');
      await stage.expectSaved(site, 'twice.bin', secondOf('twice.bin'));
      const clicked = (await stage.tasks()).filter(({ source }) => source.url === site.url('twice.bin'));
      expect(clicked.map(({ twin }) => twin)).toEqual([null, null]);
      await stage.set({ askForKnown: false });
      await (await TaskRow.add(stage, site.url('twice.bin'))).in('done');
      await stage.set({ askForKnown: true });
    });
  });
});

describe('the dialog before a link is added', () => {
  it('from the popup: Enter adds it, under the name and into the folder that were typed; Escape does not', async () => {
    const stage = await Stage.open({}, { takeover: 'always', askBeforeAdding: true });
    onTestFinished(() => stage.close());
    const site = await siteFor({ files: { 'asked.bin': { size: MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('asked.bin'));
    await popup.page.waitForSelector('dialog[open] input');
    await popup.page.keyboard.press('Escape');
    await popup.page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await stage.tasks()).toEqual([]);
    await popup.page.keyboard.press('Enter');
    await popup.page.waitForSelector('dialog[open] input');
    await popup.page.type('aria/Name, if not as the server says[role="textbox"]', 'named.bin');
    await popup.page.type('aria/Folder in Downloads[role="textbox"]', 'Chosen');
    await popup.page.keyboard.press('Enter');
    await stage.expectSaved(site, 'asked.bin', 'Chosen/named.bin');
    expect(site.log('asked.bin').requests.length).toBeGreaterThan(0);
  });

  it('from the context menu: in a window of its own, which closes; for later it waits, and nobody is asked', async () => {
    const stage = await Stage.open({}, { takeover: 'always', askBeforeAdding: true });
    onTestFinished(() => stage.close());
    const site = await siteFor({ files: { 'menu.bin': { size: MiB } } });
    const asking = async () => (await stage.browser.tabUrls()).find((url) => url.includes('popup.html?add='));
    await saveLink(stage, site, 'menu.bin', async () => (await asking()) !== undefined);
    const url = await until(asking, { what: 'it is asked about' });
    const dialog = await stage.browser.tabWith(url.replace(/^.*(?=popup\.html)/, ''));
    await (await dialog.waitForSelector('aria/Add for later[role="button"]'))!.click();
    const task = await stage.taskIn('paused');
    expect(task).toMatchObject({ state: { because: 'user' }, source: { page: `${site.origin}/` } });
    await stage.until(async () => (await asking()) === undefined, 'the window is closed');
    expect(site.log('menu.bin').requests).toEqual([]);
  });
});

it('a question about a name waits over a restart of the browser', async () => {
  const stage = await Stage.open();
  onTestFinished(() => stage.close());
  const site = await siteFor({ files: { 'later.bin': { size: MiB } } });
  await writeFile(join(stage.browser.downloads, 'later.bin'), 'the old one');
  await stage.set({ conflict: 'ask' });
  const row = await TaskRow.add(stage, site.url('later.bin'));
  await row.in('paused');
  await stage.browser.quit();
  await stage.relaunch();
  await row.says('A file of this name is in the folder already.');
  await row.press('Replace the old file');
  await row.in('done');
  await stage.expectSaved(site, 'later.bin');
});
