/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserName } from '../support/browser/browser-name.ts';
import { installable, update } from '../support/next-edition/update.ts';
import { holds } from '../support/observe.ts';
import { until } from '../support/until.ts';
import type { Site } from '../support/site/site.ts';
import { idle, inside, isUnfinished, partSizes, saved, savingBytes, sent, untilIdle } from './inside.ts';
import { MiB, siteFor, Stage, secondOf } from './stage.ts';

const size = 48 * MiB;
const rate = 2 * MiB;
/** A second's worth of six connections. */
const second = 6 * rate;

/** Each test goes on with the browser, the profile and the finished tasks of the one before. */
describe('an unfinished task survives', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.browser.settled();
  });
  afterAll(() => stage.close());

  /** A transfer that has come to the middle of its file. */
  async function midway(name: string): Promise<Site> {
    const site = await siteFor({ rate, files: { [name]: { size } } });
    await stage.click(site, name);
    await sent(site, name, size / 2);
    await stage.taskIn('active');
    return site;
  }

  /** It ends by itself, whole, with little fetched again, and leaves nothing behind. */
  async function expectGoesOn(site: Site, name: string, most = second): Promise<void> {
    await stage.expectSaved(site, name);
    expect(site.log(name).bytes - size).toBeLessThan(most);
    expect(saved(stage).filter((file) => file.includes(name.replace('.bin', '')))).toEqual([name]);
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
  }

  it('kill −9 of the browser in mid-transfer', async () => {
    const site = await midway('killed.bin');
    await stage.browser.kill9();
    const before = site.log('killed.bin').requests.length;
    await stage.relaunch();
    // No page of ours is opened: it must go on by itself.
    await site.waitFor(() => site.log('killed.bin').requests.length > before, 'it goes on');
    await expectGoesOn(site, 'killed.bin');
  });

  it('an orderly quit and restart', async () => {
    const site = await midway('quit.bin');
    await stage.browser.quit();
    const before = site.log('quit.bin').requests.length;
    await stage.relaunch();
    await site.waitFor(() => site.log('quit.bin').requests.length > before, 'it goes on');
    // Firefox closes its databases a moment before its connections.
    await expectGoesOn(site, 'quit.bin', browserName === 'firefox' ? 2 * second : second);
  });

  it('kill −9 while the browser’s own item and our probe run side by side', async () => {
    const site = await siteFor({ rate, files: {} });
    site.add('offered.bin', { size, vary: ({ nth }) => (nth > 1 ? { delay: 60_000 } : {}) });
    await stage.click(site, 'offered.bin');
    await site.waitFor(() => site.log('offered.bin').requests.length > 1, 'the probe has asked');
    expect((await stage.taskIn('probing')).handover?.phase).toBe('offered');
    await stage.browser.kill9();
    expect(site.log('offered.bin').requests.map((r) => r.outcome)).not.toContain('whole');
    site.add('offered.bin', { size });
    await stage.relaunch();
    await site.waitFor(() => site.log('offered.bin').requests.length > 0, 'it goes on');
    await expectGoesOn(site, 'offered.bin');
    // Of the browser's own item nothing is left: the download is there once.
    expect((await stage.items()).filter((item) => item.url === site.url('offered.bin'))).toEqual([]);
  });

  it('kill −9 while the file is being saved', async () => {
    // Its copy is too short to be worth a stream.
    const large = 320 * MiB;
    const site = await siteFor({ files: { 'saving.bin': { size: large } } });
    await stage.click(site, 'saving.bin');
    await stage.taskIn('exporting');
    // Well under way: the browser has noted on its own disk that it has begun. What it never noted nobody could tidy away.
    await until(() => savingBytes(stage) >= 64 * MiB, { what: 'the browser is saving it', every: 1 });
    await stage.browser.kill9();
    expect(saved(stage)).not.toContain('saving.bin');
    const { bytes } = site.log('saving.bin');
    await stage.relaunch();
    await stage.expectSaved(site, 'saving.bin');
    await untilIdle(stage);
    // Once, with nothing half-done beside it, and without the part file; nothing was fetched again.
    expect(saved(stage).filter((name) => !/^(killed|quit|offered)\.bin$/.test(name))).toEqual(['saving.bin']);
    expect(await partSizes(stage)).toEqual([]);
    expect(site.log('saving.bin').bytes).toBe(bytes);
    // In the browser's list: the one that was saved, and no dead row of the one that was cut off.
    const states = async (): Promise<string[]> => {
      const rows = (await stage.items()).filter((item) => item.url.startsWith('blob:'));
      return rows.flatMap(({ filename, state }) => (filename.endsWith('saving.bin') ? [state] : []));
    };
    expect(await states()).toEqual(['complete']);
    // Killed before the browser has noted on its disk that the dead row is gone: it comes back, and goes again.
    await stage.browser.kill9();
    await stage.relaunch();
    await stage.until(async () => (await states()).join(' ') === 'complete', 'the dead row is gone');
    expect(saved(stage).filter((name) => name.includes('saving') || isUnfinished(name))).toEqual(['saving.bin']);
  });

  it('kill −9 when the file has just been saved, and before that is noted or not', async () => {
    const site = await siteFor({ files: { 'noted.bin': { size } } });
    await stage.add(site.url('noted.bin'));
    await until(() => saved(stage).includes('noted.bin'), { what: 'the file lies there', every: 1 });
    await stage.browser.kill9();
    const { bytes } = site.log('noted.bin');
    await stage.relaunch();
    await stage.until(
      async () => (await stage.tasks()).every((task) => task.state.kind === 'done'),
      'the task knows that it is done',
    );
    await stage.expectSaved(site, 'noted.bin');
    await untilIdle(stage);
    // A browser that was killed before it noted on its disk that the file is there knows nothing of it; no extension can look.
    // Then it is there a second time, rather than that a file of somebody else might be overwritten.
    const copies = saved(stage).filter((name) => name.startsWith('noted'));
    expect([['noted.bin'], [secondOf('noted.bin'), 'noted.bin'].toSorted()]).toContainEqual(copies);
    for (const copy of copies) await stage.expectSaved(site, 'noted.bin', copy);
    expect(site.log('noted.bin').bytes).toBe(bytes);
    expect(await partSizes(stage)).toEqual([]);
  });

  it('a part file that nobody needs is swept away at the next start', async () => {
    await (
      await stage.control()
    ).evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('parts', { create: true });
      await folder.getFileHandle('of nobody', { create: true });
    });
    expect(await stage.parts()).toEqual(['of nobody']);
    await stage.browser.kill9();
    await stage.relaunch();
    await stage.until(async () => (await stage.parts()).length === 0, 'it is gone');
  });

  it('the service worker is stopped in mid-transfer, several times', async () => {
    const site = await midway('stopped.bin');
    const requests = site.log('stopped.bin').requests.length;
    for (const share of [0.5, 0.6, 0.7, 0.8]) {
      await sent(site, 'stopped.bin', share * size);
      await stage.browser.stopServiceWorker();
      expect(site.log('stopped.bin').requests.some((r) => r.outcome === 'running')).toBe(true);
    }
    await stage.expectSaved(site, 'stopped.bin');
    // The transfer did not notice: no connection was begun anew but to share out the rest.
    expect(site.log('stopped.bin').bytes - size).toBeLessThan(second);
    expect(site.log('stopped.bin').requests.length).toBeGreaterThanOrEqual(requests);
    await untilIdle(stage);
  });

  it('the extension is reloaded in mid-transfer', async () => {
    const site = await midway('reloaded.bin');
    const before = site.log('reloaded.bin').requests.length;
    const page = await stage.control();
    const gone = stage.until(async () => !(await stage.browser.isOpen(page)), 'its pages are closed');
    await page.evaluate(() => setTimeout(() => chrome.runtime.reload()));
    await gone;
    await site.waitFor(() => site.log('reloaded.bin').requests.length > before, 'it goes on');
    // (A loaded machine records late: as much as chaos may lose.)
    await expectGoesOn(site, 'reloaded.bin', 1.5 * second);
  });

  it('the extension is switched off and on again', async () => {
    const site = await midway('switched.bin');
    await stage.browser.setEnabled(false);
    await site.waitFor(() => site.log('switched.bin').connections === 0, 'nothing is fetched any more');
    const before = site.log('switched.bin').requests.length;
    await stage.browser.setEnabled(true);
    // Where the browser does not start the background at once, the alarm does within a minute.
    await site.waitFor(() => site.log('switched.bin').requests.length > before, 'it goes on', 90_000);
    await expectGoesOn(site, 'switched.bin');
  });

  it('CS11: an update waits until nothing is running', async () => {
    const site = await midway('updated.bin');
    const page = await stage.control();
    const newer = installable();
    await update(stage.browser, newer, newer);
    await holds(() => stage.browser.isOpen(page), 'no reload while a task runs', 1000);
    expect(await inside(stage)).toMatchObject({ engines: 1, badge: '1' });
    await stage.until(async () => !(await stage.browser.isOpen(page)), 'it is reloaded when nothing runs');
    const asked = site.log('updated.bin').requests.length;
    // In the midst of it the browser refuses to open the extension's pages.
    const opens = (): Promise<boolean> =>
      stage.control().then(
        () => true,
        (error: unknown) => {
          if (!/ERR_BLOCKED_BY_CLIENT/.test(String(error))) throw error;
          return false;
        },
      );
    await stage.until(opens, 'it is there again');
    await stage.expectSaved(site, 'updated.bin');
    const after = await stage.control();
    await holds(() => stage.browser.isOpen(after), 'it is not reloaded again', 2000);
    // The update cost nothing: no byte was asked for after it.
    expect(site.log('updated.bin').requests).toHaveLength(asked);
    expect(site.log('updated.bin').bytes - size).toBeLessThan(second);
    expect(await inside(stage)).toEqual(idle);
  });
});
