import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour } from '../support/site/behaviour.ts';
import type { Site } from '../support/site/site.ts';
import { partSizes, saved, sent, untilIdle } from './inside.ts';
import { TaskRow } from './popup-row.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 48 * MiB;
const rate = MiB;
/** A second's worth of twelve connections. */
const second = 12 * rate;

/** What a new user has: nothing is set. Twelve connections where no cookies are needed, and only what pays is taken over. */
describe('with no setting changed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {});
    await stage.browser.settled();
  });
  afterAll(() => stage.close());

  /** A clicked download, taken over, that has come so far; the browser's own item has brought some of it, too. */
  async function underWay(name: string, more: Partial<Behaviour> = {}): Promise<Site> {
    const site = await siteFor({ rate, files: { [name]: { size, ...more } } });
    await stage.click(site, name);
    await sent(site, name, size / 3);
    expect((await stage.taskIn('active')).source.url).toBe(site.url(name));
    return site;
  }

  /** Bytes that were sent in vain, but for those of the browser's own item until it was given up. */
  function inVain(site: Site, name: string): number {
    const { bytes, requests } = site.log(name);
    const browsers = requests.filter(({ headers }) => headers['range'] === undefined);
    return bytes - size - browsers.reduce((sum, request) => sum + request.bytes, 0);
  }

  it('kill −9 in mid-transfer: goes on by itself, and fetches a second’s worth again at the most', async () => {
    const site = await underWay('killed.bin');
    await stage.browser.kill9();
    const before = site.log('killed.bin').requests.length;
    await stage.relaunch();
    await site.waitFor(() => site.log('killed.bin').requests.length > before, 'it goes on');
    await stage.expectSaved(site, 'killed.bin');
    expect(site.log('killed.bin').peakConnections).toBeGreaterThan(6);
    expect(inVain(site, 'killed.bin')).toBeLessThan(second);
    expect(saved(stage)).toEqual(['killed.bin']);
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
  });

  it('the service worker stopped in mid-transfer: the transfer does not notice', async () => {
    const site = await underWay('stopped.bin');
    await stage.browser.stopServiceWorker();
    expect(site.log('stopped.bin').requests.some(({ outcome }) => outcome === 'running')).toBe(true);
    await stage.expectSaved(site, 'stopped.bin');
    expect(inVain(site, 'stopped.bin')).toBeLessThan(second);
    await untilIdle(stage);
  });

  it('cookies needed: six connections, each with them', async () => {
    const site = await underWay('members.bin', { needs: { cookie: true } });
    await stage.expectSaved(site, 'members.bin');
    const whole = site.log('members.bin').requests.filter(({ status }) => status === 206);
    expect(whole.length).toBeGreaterThan(1);
    for (const { headers } of whole) expect(headers['cookie']).toBeDefined();
    await untilIdle(stage);
  });

  it('another version in mid-file: failed with the reason, and “Start again” brings the new one', async () => {
    const site = await underWay('turned.bin', { cutAfter: 3 * MiB });
    const { id } = await stage.taskIn('active');
    site.set('turned.bin', { version: 'v2' });
    const row = new TaskRow(stage, id);
    await row.expectFailed('changed');
    expect(saved(stage)).not.toContain('turned.bin');
    site.set('turned.bin', { cutAfter: null });
    site.setRate(null);
    await row.press('Start again');
    await stage.expectSaved(site, 'turned.bin');
  });

  it('and nothing of all this was a request that the records do not account for', async () => {
    expect(await new Privacy(stage).call('witness.read', {})).toEqual({ mismatches: [] });
  });
});
