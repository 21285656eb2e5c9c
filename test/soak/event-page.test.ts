import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { untilIdle } from '../e2e/inside.ts';
import { TaskRow } from '../e2e/popup-row.ts';
import { MiB, siteFor, stageFor } from '../e2e/stage.ts';
import { bearableSurplus } from '../support/site/surplus.ts';

/** How long the transfer takes, minutes; for a quick look less can be asked for. */
const minutes = Number(process.env['PERSEID_SOAK_MINUTES'] ?? 30);
const size = 1024 * MiB;
/** All connections together, bytes/s. */
const rate = Math.ceil(size / (minutes * 60));
/** The browser suspends an event page that idled for half a minute. */
const patience = 90_000;

describe('a long transfer in Firefox', () => {
  it(`1 GiB in ${minutes} minutes, the event page suspended by the browser, then ended under way: the right file`, async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate, capped: 'site', files: { 'long.bin': { size } } });
    const log = site.log('long.bin');
    const sent = (part: number, what: string): Promise<void> =>
      site.waitFor(() => log.bytes >= size * part, what, minutes * 90_000);
    const began = performance.now();
    const page = await stage.click(site, 'long.bin');
    const row = new TaskRow(stage, (await stage.taskIn('active')).id);
    await sent(1 / 3, 'a third is sent');

    // Nothing runs: the browser suspends it by itself, and a click on a button wakes it.
    await row.press('Pause');
    await row.in('paused');
    await untilIdle(stage);
    await (await stage.control()).close();
    await stage.until(async () => !(await stage.browser.isAwake()), 'the event page is suspended', patience);
    const asked = log.requests.length;
    await row.press('Resume');
    await site.waitFor(() => log.requests.length > asked, 'it goes on');

    // As the browser does where memory is short, or a page hangs: the alarm of a minute begins anew.
    await sent(2 / 3, 'two thirds are sent');
    const before = log.requests.length;
    await page.bringToFront();
    await (await stage.control()).close();
    await stage.browser.stopServiceWorker();
    await site.waitFor(() => log.requests.length > before, 'it goes on by itself', patience);

    await stage.expectSaved(site, 'long.bin', 'long.bin', minutes * 90_000);
    const seconds = Math.round((performance.now() - began) / 1000);
    const again = log.bytes - size;
    console.log(`1 GiB: ${seconds} s, ${log.requests.length} requests, ${(again / MiB).toFixed(1)} MiB fetched again`);
    expect(again).toBeLessThanOrEqual(2 * 2 * rate + bearableSurplus(log));
    await untilIdle(stage);
  });
});
