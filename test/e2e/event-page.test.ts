import { statfsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { sent, untilIdle } from './inside.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

const size = 24 * MiB;
/** So long the browser lets an event page idle, ms. */
const patience = 30_000;

describe('Firefox’s event page, in which the engine page lives', () => {
  it('is kept awake while something is unfinished, suspended after that, and woken by the next click', async () => {
    const stage = await stageFor();
    const site = await siteFor({
      rate: MiB / 16,
      files: { 'long.bin': { size }, 'next.bin': { size, rate: 4 * MiB } },
    });
    const page = await stage.click(site, 'long.bin');
    await stage.taskIn('active');
    // No page of ours is open, nothing else happens.
    await (await stage.control()).close();
    const { requests } = site.log('long.bin');
    await holds(() => stage.browser.isAwake(), 'the event page runs', patience + 10_000);
    expect(requests.filter(({ outcome }) => outcome === 'running').length).toBeGreaterThan(1);
    site.setRate(null);
    await stage.expectSaved(site, 'long.bin');
    await untilIdle(stage);
    await (await stage.control()).close();
    await stage.until(async () => !(await stage.browser.isAwake()), 'the event page is suspended', 2 * patience);
    await stage.click(site, 'next.bin', { page });
    await stage.expectSaved(site, 'next.bin');
    expect(site.log('next.bin').peakConnections).toBeGreaterThan(1);
  });

  it('keeps what it stores, and may fill half of the disk, without a question to the user', async () => {
    const stage = await stageFor();
    const site = await siteFor({ files: { 'stored.bin': { size } } });
    await stage.add(site.url('stored.bin'));
    await stage.expectSaved(site, 'stored.bin');
    const { persisted, quota } = await (
      await stage.control()
    ).evaluate(async () => ({
      persisted: await navigator.storage.persisted(),
      quota: (await navigator.storage.estimate()).quota ?? 0,
    }));
    const { blocks, bsize } = statfsSync(stage.browser.profile);
    // Without that it would be a tenth, and 10 GiB at most.
    expect(persisted).toBe(true);
    expect(quota / (blocks * bsize)).toBeGreaterThan(0.45);
  });

  it('ended in mid-transfer, goes on by itself with what was here', async () => {
    const stage = await stageFor();
    const rate = MiB / 2;
    const site = await siteFor({ rate, files: { 'ended.bin': { size } } });
    await stage.click(site, 'ended.bin');
    await sent(site, 'ended.bin', size / 2);
    await (await stage.control()).close();
    await stage.browser.stopServiceWorker();
    const before = site.log('ended.bin').requests.length;
    // The alarm of a minute, if nothing else happens.
    await site.waitFor(() => site.log('ended.bin').requests.length > before, 'it goes on', 90_000);
    await stage.expectSaved(site, 'ended.bin');
    expect(site.log('ended.bin').bytes - size).toBeLessThan(2 * 6 * rate);
    await untilIdle(stage);
  });
});
