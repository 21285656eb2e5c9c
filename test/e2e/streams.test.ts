/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../support/site/site.ts';
import { isUnfinished, saved, sent } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, Stage } from './stage.ts';
import * as streaming from './streaming.ts';

const { size } = streaming;

/** A file that comes fast is saved by the browser while the rest arrives. */
describe('streamed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.browser.settled();
  });
  afterAll(() => stage.close());

  const streams = () => streaming.streams(stage);
  const expectWhole = (origin: Site, name: string) => streaming.expectWhole(stage, origin, name);

  /** The browser has so much of a file that still arrives. */
  async function underWay(origin: Site, name: string): Promise<void> {
    await stage.add(origin.url(name));
    await streaming.untilStreamed(stage, origin, name);
  }

  it('is saved from an address of ours that is read along, and there with its last byte', async () => {
    const origin = await streaming.fastSite('plain.bin');
    await underWay(origin, 'plain.bin');
    await expectWhole(origin, 'plain.bin');
    expect(await streams()).toMatchObject([{ state: 'complete', fileSize: size }]);
    expect(origin.log('plain.bin').bytes - size).toBeLessThan(16 * MiB);
  });

  it('paused in the middle: the item goes, and after Resume the file is whole', async () => {
    const origin = await streaming.fastSite('paused.bin');
    await underWay(origin, 'paused.bin');
    const popup = await PopupPage.open(stage);
    await popup.press('paused.bin', 'Pause');
    await stage.until(() => !saved(stage).some(isUnfinished), 'nothing is being saved');
    await popup.press('paused.bin', 'Resume');
    await expectWhole(origin, 'paused.bin');
    await popup.page.close();
  });

  it('the service worker is stopped in the middle: handed over whole', async () => {
    const origin = await streaming.fastSite('stopped.bin');
    await underWay(origin, 'stopped.bin');
    await stage.browser.stopServiceWorker();
    await expectWhole(origin, 'stopped.bin');
    expect(origin.log('stopped.bin').bytes - size).toBeLessThan(16 * MiB);
  });

  it('kill −9 in the middle: goes on, and nothing half-done is left', async () => {
    const origin = await streaming.fastSite('killed.bin');
    await underWay(origin, 'killed.bin');
    await stage.browser.kill9();
    await stage.relaunch();
    await expectWhole(origin, 'killed.bin');
  });

  it('the user stops the browser’s item: the download is stopped, its bytes are kept', async () => {
    const origin = await streaming.fastSite('given-up.bin');
    await underWay(origin, 'given-up.bin');
    const item = (await streams()).find(({ state }) => state === 'in_progress');
    await (await stage.control()).evaluate((id) => chrome.downloads.cancel(id), item!.id);
    const task = await stage.taskIn('failed');
    expect(task).toMatchObject({ stream: null, state: { error: { code: 'save-canceled' } } });
    const before = origin.log('given-up.bin').bytes;
    const popup = await PopupPage.open(stage);
    await popup.press('given-up.bin', 'Retry');
    await expectWhole(origin, 'given-up.bin');
    expect(origin.log('given-up.bin').bytes - before).toBeLessThan(size - 64 * MiB);
    await popup.page.close();
  });

  it('the engine page is gone in the middle: goes on in the next one, and the item that hangs goes', async () => {
    const origin = await streaming.fastSite('orphaned.bin');
    await underWay(origin, 'orphaned.bin');
    const hanging = (await streams()).filter(({ state }) => state === 'in_progress').map(({ id }) => id);
    expect(hanging).toHaveLength(1);
    await (await stage.control()).evaluate(() => chrome.offscreen.closeDocument());
    await stage.call('background', 'engine.ensure', {});
    await expectWhole(origin, 'orphaned.bin');
    expect((await stage.items()).map(({ id }) => id)).not.toContain(hanging[0]);
  });

  it('the file is another one in the middle: failed, and nothing of the first is in the folder', async () => {
    const origin = await streaming.fastSite('changed.bin');
    // Cut now and then, so that there are requests in mid-file.
    origin.set('changed.bin', { cutAfter: 16 * MiB });
    const row = await TaskRow.add(stage, origin.url('changed.bin'));
    await streaming.untilStreamed(stage, origin, 'changed.bin');
    origin.set('changed.bin', { version: 'v2' });
    streaming.letGo(origin, 'changed.bin');
    expect((await row.expectFailed('changed')).stream).toBeNull();
    origin.set('changed.bin', { cutAfter: null });
    await stage.until(
      () => !saved(stage).some((name) => name.includes('changed') || isUnfinished(name)),
      'what was saved is gone',
    );
    expect((await streams()).filter(({ filename }) => filename.includes('changed'))).toEqual([]);
    await row.press('Start again');
    await expectWhole(origin, 'changed.bin');
  });

  it('one after the other, from the same engine page', async () => {
    const names = ['first.bin', 'second.bin', 'third.bin'];
    const origin = await streaming.fastSite(...names);
    // Nothing is held, and the host is known from the first on: all six connections together must not be too fast for a stream.
    origin.setRate(20 * MiB);
    await stage.set({ activeTasks: 1 });
    for (const name of names) {
      streaming.letGo(origin, name);
      await stage.add(origin.url(name));
    }
    for (const name of names) await stage.expectSaved(origin, name);
    const items = (await stage.items()).filter(({ filename }) => names.some((name) => filename.endsWith(name)));
    expect(items.map(({ url }) => new URL(url).pathname.split('/')[1])).toEqual(names.map(() => 'export'));
    for (const name of names) await expectWhole(origin, name);
    await stage.set({ activeTasks: 3 });
  });

  it('all else of ours comes without the service worker: no page waits until it runs', async () => {
    const page = await stage.browser.openPage('options.html');
    const way = await page.evaluate(() => JSON.stringify(performance.getEntriesByType('navigation')[0]));
    expect(JSON.parse(way)).toMatchObject({ workerMatchedSourceType: 'network' });
    await page.close();
  });

  it('never where a checksum is known', async () => {
    const origin = await streaming.fastSite('known.bin');
    streaming.letGo(origin, 'known.bin');
    await stage.add(`${origin.url('known.bin')}#sha256=${await origin.sha256('known.bin')}`);
    await sent(origin, 'known.bin', size / 2);
    expect((await stage.taskIn('active')).stream).toBeNull();
    await expectWhole(origin, 'known.bin');
    expect((await streams()).filter(({ filename }) => filename.includes('known'))).toEqual([]);
  });
});
