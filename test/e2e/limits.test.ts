/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import type { Settings } from '#domain/settings/settings';
import type { Behaviour } from '../support/site/behaviour.ts';
import type { Site } from '../support/site/site.ts';
import { holds } from '../support/observe.ts';
import { inside, sent, untilIdle } from './inside.ts';
import { OptionsPage } from './options-page.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

const megabyte = 1e6;
const second = 1000;

/** Bytes a second that leave the server for a file, over an observation window (ms). */
async function rateOf(site: Site, name: string, window: number): Promise<number> {
  const [bytes, begun] = [site.log(name).bytes, performance.now()];
  await holds(() => true, 'observed', window);
  return ((site.log(name).bytes - bytes) * second) / (performance.now() - begun);
}

/** Waits until a file comes at about this rate, then shows that it goes on so. The bounds are wide: a bench measures. */
async function keeps(stage: Stage, site: Site, name: string, rate: number): Promise<void> {
  await stage.until(async () => (await rateOf(site, name, second)) < 1.5 * rate, `${name} comes slowly`);
  const measured = await rateOf(site, name, 8 * second);
  expect(measured / rate).toBeGreaterThan(0.7);
  expect(measured / rate).toBeLessThan(1.3);
}

describe('limits and times', () => {
  /** Hours that begin in two hours and last one. */
  function later(): Settings['activeTimes'] {
    const now = new Date();
    const minute = now.getHours() * 60 + now.getMinutes();
    return { on: true, from: (minute + 120) % 1440, to: (minute + 180) % 1440, days: [0, 1, 2, 3, 4, 5, 6] };
  }

  it('a limit for everything holds at once for what runs, and goes at once', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB, files: { 'wide.bin': { size: 192 * MiB } } });
    const options = await OptionsPage.open(stage);
    await stage.add(site.url('wide.bin'));
    await sent(site, 'wide.bin', 8 * MiB);
    await options.type('Speed limit', '5 MB');
    await options.shows('Give a speed in MB/s, 0.01 or more.');
    await options.change('Speed limit', '1');
    await keeps(stage, site, 'wide.bin', megabyte);
    await options.press('Undo');
    await stage.until(async () => (await rateOf(site, 'wide.bin', second)) > 3 * megabyte, 'it is fast again');
    site.setRate(null);
    await stage.expectSaved(site, 'wide.bin');
  });

  it('slow mode', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB, files: { 'slow.bin': { size: 192 * MiB } } });
    const options = await OptionsPage.open(stage);
    await stage.add(site.url('slow.bin'));
    await sent(site, 'slow.bin', 4 * MiB);
    await options.change('Slow speed limit', '0.5');
    await options.press('Slow mode', 'switch');
    await keeps(stage, site, 'slow.bin', megabyte / 2);
    const popup = await PopupPage.open(stage);
    await popup.shows('Slow mode');
    await options.press('Slow mode', 'switch');
    site.setRate(null);
    await stage.expectSaved(site, 'slow.bin');
  });

  it('a limit for one download, from its properties; the other runs on', async () => {
    const stage = await stageFor();
    const files = { 'held.bin': { size: 160 * MiB }, 'free.bin': { size: 192 * MiB } };
    const site = await siteFor({ rate: MiB, files });
    const row = await TaskRow.add(stage, site.url('held.bin'));
    await stage.add(site.url('free.bin'));
    await sent(site, 'held.bin', 2 * MiB);
    const popup = await PopupPage.open(stage);
    await popup.choose('held.bin', 'Properties');
    await popup.page.type('aria/Speed limit[role="textbox"]', '0.');
    // Drawn anew meanwhile: what is being typed stays.
    await sent(site, 'held.bin', site.log('held.bin').bytes + 4 * MiB);
    await popup.page.keyboard.type('5');
    await popup.page.keyboard.press('Enter');
    await stage.until(async () => (await row.task())?.speedLimit === megabyte / 2, 'the limit is stored');
    await keeps(stage, site, 'held.bin', megabyte / 2);
    expect(await rateOf(site, 'free.bin', 2 * second)).toBeGreaterThan(1.5 * megabyte);
    await popup.page.click('aria/Speed limit[role="textbox"]', { count: 3 });
    await popup.page.keyboard.press('Backspace');
    await popup.page.keyboard.press('Enter');
    await stage.until(async () => (await row.task())?.speedLimit === null, 'the limit is gone');
    site.setRate(null);
    for (const name of Object.keys(files)) await stage.expectSaved(site, name);
  });

  it('a start time: the engine page sleeps until then, also over a restart of the browser', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB / 16, files: { 'evening.bin': { size: 9 * MiB } } });
    const row = await TaskRow.add(stage, site.url('evening.bin'));
    await sent(site, 'evening.bin', 1);
    const startAt = Date.now() + 50 * second;
    await stage.call('engine', 'task.set', { id: row.id, change: { startAt } });
    await row.says('Waiting for ');
    await site.waitFor(() => site.log('evening.bin').connections === 0, 'nothing is fetched');
    const requests = site.log('evening.bin').requests.length;
    const asleep = { engines: 0, alarms: ['start'], rules: 0, badge: '' };
    await stage.until(
      async () => JSON.stringify(await inside(stage)) === JSON.stringify(asleep),
      'only the alarm is left',
    );
    await stage.browser.settled();
    await stage.browser.quit();
    await stage.relaunch();
    await holds(async () => (await inside(stage)).engines === 0, 'no engine page before its time', 2 * second);
    expect(await inside(stage)).toEqual(asleep);
    await site.waitFor(() => site.log('evening.bin').requests.length > requests, 'it starts', 90 * second);
    expect(Date.now()).toBeGreaterThanOrEqual(startAt);
    site.setRate(null);
    await stage.expectSaved(site, 'evening.bin');
    await untilIdle(stage);
  });

  it('a stop time: paused then, with its bytes, and nothing is left running; Resume goes on', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB / 4, files: { 'meeting.bin': { size: 6 * MiB } } });
    const row = await TaskRow.add(stage, site.url('meeting.bin'));
    await sent(site, 'meeting.bin', MiB);
    await stage.call('engine', 'task.set', { id: row.id, change: { stopAt: Date.now() + 2 * second } });
    await row.says('Paused: the time you set is over');
    const { have } = await row.in('paused');
    expect(totalBytes(have)).toBeGreaterThan(MiB / 2);
    await untilIdle(stage);
    site.setRate(null);
    await row.press('Resume');
    await stage.expectSaved(site, 'meeting.bin');
  });

  it('out of hours what runs goes back into the line with its bytes; Start now runs all the same', async () => {
    const stage = await stageFor();
    const files = { 'back.bin': { size: 24 * MiB }, 'byhand.bin': { size: 9 * MiB } };
    const site = await siteFor({ rate: MiB, files });
    const row = await TaskRow.add(stage, site.url('back.bin'));
    await sent(site, 'back.bin', 6 * MiB);
    await stage.set({ activeTimes: later() });
    await row.in('queued');
    await row.says('Waiting for ');
    await site.waitFor(() => site.log('back.bin').connections === 0, 'nothing is fetched');
    const have = (await row.task())?.have ?? [];
    expect(have.length).toBeGreaterThan(0);
    const before = site.log('back.bin').requests.length;
    const other = await TaskRow.add(stage, site.url('byhand.bin'));
    await other.says('Waiting for ');
    await stage.until(async () => (await inside(stage)).engines === 0, 'the engine page sleeps');
    const popup = await PopupPage.open(stage);
    site.setRate(null);
    await popup.choose('byhand.bin', 'Start now');
    await stage.expectSaved(site, 'byhand.bin');
    expect((await row.task())?.state.kind).toBe('queued');
    await stage.set({ activeTimes: { ...later(), on: false } });
    await stage.expectSaved(site, 'back.bin');
    // What is here is not asked for again.
    const again = site.log('back.bin').requests.slice(before);
    const begins = again.map(({ range }) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1]));
    expect(begins.length).toBeGreaterThan(0);
    expect(begins.filter((at) => have.some(({ from, to }) => from <= at && at < to))).toEqual([]);
  });

  it('moved to the top it is next; Start now takes the place of what runs', async () => {
    const stage = await stageFor();
    const names = ['one.bin', 'two.bin', 'three.bin', 'four.bin'];
    const started: string[] = [];
    const noted = (name: string): Partial<Behaviour> => ({
      size: 24 * MiB,
      vary({ nth }) {
        if (nth === 1) started.push(name);
        return {};
      },
    });
    const site = await siteFor({ rate: MiB / 16, files: Object.fromEntries(names.map((name) => [name, noted(name)])) });
    await stage.set({ activeTasks: 1 });
    const rows = new Map<string, TaskRow>();
    for (const name of names) {
      rows.set(name, await TaskRow.add(stage, site.url(name)));
      if (name === 'one.bin') await sent(site, name, MiB);
    }
    const popup = await PopupPage.open(stage);
    const line = async (): Promise<string[]> => (await popup.rows()).filter((name) => names.includes(name));
    await stage.until(async () => (await line()).join() === names.join(), 'in the order of adding');
    await popup.choose('four.bin', 'Move to top');
    await stage.until(
      async () => (await line()).join() === 'one.bin,four.bin,two.bin,three.bin',
      'four is first in line',
    );
    await popup.choose('three.bin', 'Move up');
    await stage.until(
      async () => (await line()).join() === 'one.bin,four.bin,three.bin,two.bin',
      'three is before two',
    );
    await popup.choose('two.bin', 'Start now');
    await rows.get('two.bin')!.in('active');
    expect((await rows.get('one.bin')!.task())?.state.kind).toBe('queued');
    site.setRate(null);
    for (const name of names) await stage.expectSaved(site, name);
    expect(started).toEqual(['one.bin', 'two.bin', 'four.bin', 'three.bin']);
  });

  it('a rule for a site: its connections are shared by its downloads', async () => {
    const stage = await stageFor();
    const files = { 'ruled.bin': { size: 32 * MiB }, 'ruled too.bin': { size: 32 * MiB } };
    const site = await siteFor({ rate: MiB / 4, files });
    const options = await OptionsPage.open(stage);
    for (const name of Object.keys(files)) await stage.add(site.url(name));
    const connections = (): number => Object.keys(files).reduce((sum, name) => sum + site.log(name).connections, 0);
    await site.waitFor(() => connections() === 6, 'six connections');
    await options.type('Site of the rule', '127.0.0.1');
    await options.type('Connections', '2');
    await options.shows('2 connections');
    await site.waitFor(() => connections() === 2, 'two connections');
    await holds(() => connections() <= 2, 'never more than two', 2 * second);
    await options.press('Remove the rule for 127.0.0.1');
    await site.waitFor(() => connections() === 6, 'six connections again');
    site.setRate(null);
    for (const name of Object.keys(files)) await stage.expectSaved(site, name);
  });
});
