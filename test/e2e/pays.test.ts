/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import type { Lesson } from '#domain/source/lesson';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

type Learned = Pick<Lesson, 'host' | 'pays' | 'connections'>;

/** What was learned of hosts. */
async function lessons(stage: Stage): Promise<Learned[]> {
  const page = await stage.control();
  return page.evaluate(
    () =>
      new Promise<Learned[]>((resolve, reject) => {
        const opening = indexedDB.open('perseid');
        opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('lessons').objectStore('lessons').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as Learned[]);
          };
        };
      }),
  );
}

/** By default a download is taken over only where that pays. */
describe('only where it pays', () => {
  const byDefault = { takeover: 'pays', connectionsPerHost: 12 } as const;

  it('a server that caps each connection: taken over, over both of the browser’s pools, and remembered', async () => {
    const files = { 'first.bin': { size: 60 * MiB }, 'second.bin': { size: 60 * MiB } };
    const site = await siteFor({ files, rate: MiB });
    const stage = await stageFor();
    await stage.set(byDefault);
    const page = await stage.click(site, 'first.bin');
    await stage.expectSaved(site, 'first.bin');
    // The browser's own connection ends before the others are opened.
    expect(site.log('first.bin').peakConnections).toBeGreaterThan(6);
    const without = site.log('first.bin').requests.filter(({ headers }) => headers['cookie'] === undefined);
    expect(without.length).toBeGreaterThan(0);
    await expect.poll(() => lessons(stage)).toMatchObject([{ pays: true, connections: 12 }]);

    await stage.click(site, 'second.bin', { page });
    await stage.expectSaved(site, 'second.bin');
    expect(await lessons(stage)).toMatchObject([{ pays: true, connections: 12 }]);
  });

  it('a link that all connections share: left to the browser, which never stopped, and not tried again', async () => {
    const size = 30 * MiB;
    const files = {
      'first.bin': { size },
      'second.bin': { size },
      'wanted.bin': { size },
      'limited.bin': { size: size / 2 },
    };
    const site = await siteFor({ files, rate: 6 * MiB, capped: 'site' });
    const stage = await stageFor();
    await stage.set(byDefault);
    const page = await stage.click(site, 'first.bin');
    await expect.poll(() => stage.left(), { timeout: 20_000 }).toEqual({ [site.url('first.bin')]: 'as-fast-alone' });
    await stage.expectSaved(site, 'first.bin');
    const { requests } = site.log('first.bin');
    expect(requests.filter(({ headers }) => headers['range'] === undefined)).toHaveLength(1);
    expect(requests.length).toBeLessThanOrEqual(4);
    expect(await stage.tasks()).toEqual([]);
    expect(await lessons(stage)).toMatchObject([{ pays: false }]);

    await stage.click(site, 'second.bin', { page });
    await stage.expectSaved(site, 'second.bin');
    expect(site.log('second.bin').requests).toHaveLength(1);
    expect(await stage.left()).toMatchObject({ [site.url('second.bin')]: 'as-fast-alone' });

    // The user may want it all the same: then it is not tried, either.
    await stage.click(site, 'wanted.bin', { page });
    await expect.poll(() => stage.left()).toMatchObject({ [site.url('wanted.bin')]: 'as-fast-alone' });
    const popup = await PopupPage.open(stage);
    await popup.press('wanted.bin', 'Take over');
    await stage.expectSaved(site, 'wanted.bin');
    expect(site.log('wanted.bin').peakConnections).toBeGreaterThan(2);
    expect(await stage.tasks()).toHaveLength(1);

    // What is to hold for all downloads would not hold for one that is left to the browser; and it teaches nothing.
    const learned = await lessons(stage);
    await stage.set({ ...byDefault, speedLimit: 4_000_000 });
    await stage.click(site, 'limited.bin', { page });
    await stage.until(async () => (await stage.tasks()).length > 1, 'it is taken over');
    await stage.expectSaved(site, 'limited.bin');
    expect(await lessons(stage)).toEqual(learned);
  });

  it('“what I choose”: stays with the browser until the button in the popup is pressed', async () => {
    const site = await siteFor({ files: { 'chosen.bin': { size: 24 * MiB } }, rate: 2 * MiB });
    const stage = await stageFor();
    await stage.set({ ...byDefault, takeover: 'ask' });
    await stage.click(site, 'chosen.bin');
    await expect.poll(() => stage.left(), { timeout: 20_000 }).toEqual({ [site.url('chosen.bin')]: 'ask' });
    expect(site.log('chosen.bin').requests).toHaveLength(1);
    const popup = await PopupPage.open(stage);
    await popup.press('chosen.bin', 'Take over');
    await stage.expectSaved(site, 'chosen.bin');
    expect(site.log('chosen.bin').peakConnections).toBeGreaterThan(6);
    expect(await stage.tasks()).toHaveLength(1);
  });

  it('“everything” takes over what is as fast alone, too', async () => {
    const site = await siteFor({ files: { 'fast.bin': { size: 30 * MiB } }, rate: 10 * MiB, capped: 'site' });
    const stage = await stageFor();
    await stage.set({ ...byDefault, takeover: 'always' });
    await stage.click(site, 'fast.bin');
    await stage.taskIn('done');
    await stage.expectSaved(site, 'fast.bin');
  });

  it('what was learned can be forgotten', async () => {
    const site = await siteFor({ files: { 'learned.bin': { size: 60 * MiB } }, rate: MiB });
    const stage = await stageFor();
    await stage.set(byDefault);
    await stage.click(site, 'learned.bin');
    await stage.expectSaved(site, 'learned.bin');
    await expect.poll(() => lessons(stage)).toHaveLength(1);
    const page = await stage.browser.openPage('options.html');
    const button = await page.waitForSelector('aria/Forget it[role="button"]');
    await button!.click();
    await page.waitForSelector('text/Forgotten.');
    expect(await lessons(stage)).toEqual([]);
  });
});
