/// <reference types="chrome" />
import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { Privacy } from './privacy.ts';
import { TaskRow } from './popup-row.ts';
import { stageFor } from './stage.ts';

const magnetOf = (hash: string, tracker: Tracker): string =>
  `magnet:?xt=urn:btih:${hash.repeat(20)}&tr=${encodeURIComponent(tracker.url)}`;
/** Start asks for the tracker's own besides. */
const everySite = { origins: ['*://*/*', '*://127.0.0.1/*'] };
const consent = { data_collection: ['websiteActivity'] };
/** What Firefox itself has been told. */
const has = (page: Page, permissions: object): Promise<boolean> =>
  page.evaluate((asked) => chrome.permissions.contains(asked), permissions);
const takeBack = (page: Page, permissions: object): Promise<boolean> =>
  page.evaluate((taken) => chrome.permissions.remove(taken), permissions);

describe('torrents and Firefox’s own consent', () => {
  it('CL7: is asked for by Start; taken back there, torrents are off here, too', async () => {
    const stage = await stageFor();
    const tracker = untilTestEnds(await Tracker.start());
    const row = await TaskRow.add(stage, magnetOf('ef', tracker));
    const page = await stage.control();
    expect(await has(page, consent)).toBe(false);
    await row.press('Start');
    await until(() => tracker.announces.length > 0, { what: 'the tracker is asked' });
    expect(await has(page, consent)).toBe(true);
    await takeBack(page, consent);
    await until(() => tracker.announces.some(({ message }) => message.event === 'stopped'), { what: 'it leaves' });
    expect((await row.in('paused')).state).toMatchObject({ because: 'peers' });
    const { receipts } = await new Privacy(stage).call('receipts.read', {});
    expect(receipts.slice(-2)).toMatchObject([{ kind: 'granted' }, { kind: 'permission-lost', purpose: 'swarm' }]);
  });
});

describe('a tracker whose site is not allowed', () => {
  it('CL7: forbidden while it is asked, it is left at once', async () => {
    const stage = await stageFor();
    const tracker = untilTestEnds(await Tracker.start());
    const row = await TaskRow.add(stage, magnetOf('cd', tracker));
    await row.press('Start');
    await until(() => tracker.announces.length > 0, { what: 'the tracker is asked' });
    await takeBack(await stage.control(), everySite);
    expect((await row.in('failed')).state).toMatchObject({ error: { code: 'no-access' } });
    await until(() => tracker.announces.some(({ message }) => message.event === 'stopped'), { what: 'it leaves' });
    expect(tracker.announces.map(({ origin }) => origin)).toEqual(tracker.announces.map(() => undefined));
  });

  it('CS8: is not asked, for its socket would tell a number of the installation; the row says why, and asks', async () => {
    const stage = await stageFor();
    const tracker = untilTestEnds(await Tracker.start());
    const before = await TaskRow.add(stage, magnetOf('aa', tracker));
    await before.press('Start');
    await until(() => tracker.announces.length > 0, { what: 'the tracker is asked' });
    await before.press('Cancel');
    await until(() => tracker.announces.some(({ message }) => message.event === 'stopped'), { what: 'it leaves' });
    const { length } = tracker.handshakes;
    expect(await takeBack(await stage.control(), everySite)).toBe(true);
    const row = await TaskRow.add(stage, magnetOf('ab', tracker));
    // As if the browser's own question had been dismissed.
    await stage.call('engine', 'task.agree', { id: row.id, via: null });
    const { state } = await row.in('failed');
    expect(state).toMatchObject({ error: { code: 'no-access', detail: { host: '127.0.0.1' } } });
    await row.says('127.0.0.1');
    await holds(() => tracker.handshakes.length === length, 'the tracker hears nothing', 1500);
  });
});
