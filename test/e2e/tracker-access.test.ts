/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { stageFor } from './stage.ts';

describe('a tracker whose site is not allowed', () => {
  it('CL7: forbidden while it is asked, it is left at once', async () => {
    const stage = await stageFor();
    const tracker = untilTestEnds(await Tracker.start());
    await stage.call('privacy', 'grant.give', { purpose: 'swarm' });
    const row = await TaskRow.add(
      stage,
      `magnet:?xt=urn:btih:${'cd'.repeat(20)}&tr=${encodeURIComponent(tracker.url)}`,
    );
    await row.press('Start');
    await until(() => tracker.announces.length > 0, { what: 'the tracker is asked' });
    expect(tracker.announces.map(({ origin }) => origin)).toEqual(tracker.announces.map(() => undefined));
    const page = await stage.control();
    await page.evaluate(() => chrome.permissions.remove({ origins: ['*://*/*'] }));
    expect((await row.in('failed')).state).toMatchObject({ error: { code: 'no-access' } });
    await until(() => tracker.announces.some(({ message }) => message.event === 'stopped'), { what: 'it leaves' });
    expect(tracker.announces.map(({ origin }) => origin)).toEqual(tracker.announces.map(() => undefined));
  });

  it('CS8: is not asked, for its socket would tell a number of the installation; the row says why, and asks', async () => {
    const stage = await stageFor();
    const page = await stage.control();
    const taken = await page.evaluate(() => chrome.permissions.remove({ origins: ['*://*/*'] }));
    expect(taken).toBe(true);
    const tracker = untilTestEnds(await Tracker.start());
    await stage.call('privacy', 'grant.give', { purpose: 'swarm' });
    const row = await TaskRow.add(
      stage,
      `magnet:?xt=urn:btih:${'ab'.repeat(20)}&tr=${encodeURIComponent(tracker.url)}`,
    );
    // Nobody answers the browser's own question here: as if it had been dismissed.
    await stage.call('engine', 'task.agree', { id: row.id });
    const { state } = await row.in('failed');
    expect(state).toMatchObject({ error: { code: 'no-access', detail: { host: '127.0.0.1' } } });
    await row.says('127.0.0.1');
    await holds(() => tracker.handshakes.length === 0, 'the tracker hears nothing', 1500);
  });
});
