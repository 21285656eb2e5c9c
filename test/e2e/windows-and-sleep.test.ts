/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { sent, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

const size = 96 * MiB;

/** What happens to a browser in a day. */
describe('a transfer goes on', () => {
  it('when the machine sleeps for longer than a connection may be silent: at once, and nothing is fetched again', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB / 4, files: { 'asleep.bin': { size } } });
    await stage.add(site.url('asleep.bin'));
    await sent(site, 'asleep.bin', 6 * MiB);
    // Nothing is sent to who does not answer.
    site.setRate(0);
    stage.browser.stopProcesses();
    await holds(() => true, 'it sleeps', 33_000);
    stage.browser.wakeProcesses();
    await stage.until(async () => (await stage.tasks()).length === 1, 'it is awake');
    site.setRate(2 * MiB);
    await stage.expectSaved(site, 'asleep.bin');
    expect(site.log('asleep.bin').bytes - size).toBeLessThan(2 * MiB);
  });

  it('when the window it was started from is closed; every window shows it', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB, files: { 'windows.bin': { size } } });
    const page = await stage.browser.openTab(site.origin, 'window');
    await stage.click(site, 'windows.bin', { page });
    await sent(site, 'windows.bin', size / 8);
    const [here, there] = [await PopupPage.open(stage), await PopupPage.open(stage, 'window')];
    expect([await here.rows(), await there.rows()]).toEqual([['windows.bin'], ['windows.bin']]);
    const requests = site.log('windows.bin').requests.length;
    await page.close();
    await there.press('windows.bin', 'Pause');
    await here.says('windows.bin', 'Paused by you');
    await here.press('windows.bin', 'Resume');
    await site.waitFor(() => site.log('windows.bin').requests.length > requests, 'it goes on');
    await there.page.close();
    site.setRate(null);
    await stage.expectSaved(site, 'windows.bin');
    expect(await stage.tasks()).toHaveLength(1);
    await here.page.close();
    await untilIdle(stage);
  });
});
