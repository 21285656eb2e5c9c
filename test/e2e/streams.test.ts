/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../support/site/site.ts';
import { partSizes, saved, savingBytes, sent, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 384 * MiB;
/** Six connections bring 60 MiB/s: neither too slow to gain by it, nor too fast for a stream. */
const rate = 10 * MiB;

/** A file that comes fast is saved by the browser while the rest arrives. */
describe('streamed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.browser.settled();
  });
  afterAll(() => stage.close());

  const site = (name: string): Promise<Site> => siteFor({ rate, files: { [name]: { size } } });

  /** Items in the browser's list that save from a stream. */
  const streams = async () => (await stage.items()).filter(({ url }) => url.includes('/export/'));

  /** The browser has so much of a file that still arrives. */
  async function underWay(origin: Site, name: string): Promise<void> {
    await stage.add(origin.url(name));
    await stage.until(() => savingBytes(stage) >= 64 * MiB, `${name} is being saved`);
    expect((await stage.taskIn('active')).stream).not.toBeNull();
    expect(origin.log(name).requests.some(({ outcome }) => outcome === 'running')).toBe(true);
  }

  /** Whole, once, with nothing left behind. */
  async function expectWhole(origin: Site, name: string): Promise<void> {
    await stage.expectSaved(origin, name);
    await untilIdle(stage);
    expect(
      saved(stage).filter((file) => file.includes(name.replace('.bin', '')) || file.endsWith('crdownload')),
    ).toEqual([name]);
    expect(await partSizes(stage)).toEqual([]);
  }

  it('is saved from an address of ours that is read along, and there with its last byte', async () => {
    const origin = await site('plain.bin');
    await underWay(origin, 'plain.bin');
    await expectWhole(origin, 'plain.bin');
    expect(await streams()).toMatchObject([{ state: 'complete', fileSize: size }]);
    expect(origin.log('plain.bin').bytes - size).toBeLessThan(16 * MiB);
  });

  it('paused in the middle: the item goes, and after Resume the file is whole', async () => {
    const origin = await site('paused.bin');
    await underWay(origin, 'paused.bin');
    const popup = await PopupPage.open(stage);
    await popup.press('paused.bin', 'Pause');
    await stage.until(() => saved(stage).every((name) => !name.endsWith('crdownload')), 'nothing is being saved');
    await popup.press('paused.bin', 'Resume');
    await expectWhole(origin, 'paused.bin');
    await popup.page.close();
  });

  it('the service worker is stopped in the middle: handed over whole', async () => {
    const origin = await site('stopped.bin');
    await underWay(origin, 'stopped.bin');
    await stage.browser.stopServiceWorker();
    await expectWhole(origin, 'stopped.bin');
    expect(origin.log('stopped.bin').bytes - size).toBeLessThan(16 * MiB);
  });

  it('kill −9 in the middle: goes on, and nothing half-done is left', async () => {
    const origin = await site('killed.bin');
    await underWay(origin, 'killed.bin');
    await stage.browser.kill9();
    await stage.relaunch();
    await expectWhole(origin, 'killed.bin');
  });

  it('the user stops the browser’s item: the download is stopped, its bytes are kept', async () => {
    const origin = await site('given-up.bin');
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

  it('never where a checksum is known', async () => {
    const origin = await site('known.bin');
    await stage.add(`${origin.url('known.bin')}#sha256=${await origin.sha256('known.bin')}`);
    await sent(origin, 'known.bin', size / 2);
    expect((await stage.taskIn('active')).stream).toBeNull();
    await expectWhole(origin, 'known.bin');
    expect((await streams()).filter(({ filename }) => filename.includes('known'))).toEqual([]);
  });
});
