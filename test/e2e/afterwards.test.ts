/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** What a person is told when a download is over, if he wants that. The build of the tests has the permissions for it. */
describe('when a download is over', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const notifications = async (): Promise<string[]> =>
    (await stage.control()).evaluate(
      () => new Promise<string[]>((resolve) => chrome.notifications.getAll((all) => resolve(Object.keys(all)))),
    );

  it('nothing is told unless it was switched on', async () => {
    const site = await siteFor({ files: { 'quiet.bin': { size: MiB } } });
    await stage.add(site.url('quiet.bin'));
    await stage.expectSaved(site, 'quiet.bin');
    await holds(async () => (await notifications()).length === 0, 'no notification', 1000);
  });

  it('a notification when a file is saved, or needs the user; one each', async () => {
    await stage.set({ notify: true });
    const site = await siteFor({ files: { 'told.bin': { size: MiB }, 'gone.bin': { size: MiB, status: 410 } } });
    await stage.add(site.url('told.bin'));
    const { state } = await stage.savedTask('told.bin');
    const downloadId = state.kind === 'done' ? state.downloadId : null;
    await expect.poll(notifications, { timeout: 20_000 }).toEqual([`saved:${downloadId}`]);
    const failed = await stage.add(site.url('gone.bin'));
    await expect.poll(notifications, { timeout: 20_000 }).toContain(`failed:${failed}`);
    expect(await notifications()).toHaveLength(2);
    await stage.set({ notify: false });
  });

  it('the computer is kept awake while something transfers, where that was switched on', async () => {
    const background = await stage.browser.background();
    await background.evaluate(() => {
      const calls: string[] = [];
      const { power } = chrome as unknown as { power: { requestKeepAwake: unknown; releaseKeepAwake: unknown } };
      power.requestKeepAwake = (level: string) => calls.push(level);
      power.releaseKeepAwake = () => calls.push('released');
      Object.assign(globalThis, { powerCalls: calls });
    });
    const last = () =>
      background.evaluate(() => (globalThis as unknown as { powerCalls: string[] }).powerCalls.at(-1) ?? 'nothing');
    const site = await siteFor({ rate: MiB, files: { 'awake.bin': { size: 24 * MiB } } });
    await stage.add(site.url('awake.bin'));
    await stage.taskIn('active');
    expect(await last()).not.toBe('system');
    await stage.set({ keepAwake: true });
    await expect.poll(last, { timeout: 20_000 }).toBe('system');
    site.setRate(null);
    await stage.expectSaved(site, 'awake.bin');
    await expect.poll(last, { timeout: 20_000 }).toBe('released');
  });

  it('its folder is shown when nothing runs any more, where that was chosen', async () => {
    const background = await stage.browser.background();
    await background.evaluate(() => {
      const shown: number[] = [];
      Object.assign(chrome.downloads, { show: (id: number) => shown.push(id) });
      Object.assign(globalThis, { shown });
    });
    const shown = () => background.evaluate(() => (globalThis as unknown as { shown: number[] }).shown);
    await stage.set({ whenDone: 'folder' });
    const site = await siteFor({ rate: MiB, files: { 'one.bin': { size: MiB }, 'two.bin': { size: 12 * MiB } } });
    await stage.add(site.url('two.bin'));
    await stage.add(site.url('one.bin'));
    await stage.savedTask('one.bin');
    expect(await shown()).toEqual([]);
    site.setRate(null);
    const { state } = await stage.savedTask('two.bin');
    await expect.poll(shown, { timeout: 20_000 }).toEqual([state.kind === 'done' ? state.downloadId : null]);
  });
});
