import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../support/site/site.ts';
import { holds } from '../support/observe.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { ours, Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

describe('sharing a torrent that is complete', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ extraArgs: peerFlags, prefs: peerPrefs });
  });
  afterAll(() => stage.close());

  /** Chooses on the card what happens when it is complete. @param fields by their labels */
  async function choose({ id }: TaskRow, mode: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const page = await stage.control();
    await page.bringToFront();
    await page.waitForSelector(`[data-row="${id}"] .card`);
    await page.select(`[data-row="${id}"] select[aria-label="When it is complete"]`, mode);
    for (const [label, value] of Object.entries(fields)) {
      const field = await page.waitForSelector(`[data-row="${id}"] input[aria-label="${label}"]`);
      await field!.click({ count: 3 });
      await field!.type(value);
      await page.keyboard.press('Tab');
    }
  }

  /** The extension has the file of a page, which is gone then. @returns the magnet link, for others */
  async function fetched(site: Site, tracker: Tracker, name: string, pick: (row: TaskRow) => Promise<void>) {
    const seeder = await SwarmPage.open(site);
    const { magnet } = await seeder.seed([name], { name, announce: [tracker.url] });
    const row = await TaskRow.add(stage, magnet);
    await pick(row);
    await row.press('Start');
    await row.in('seeding');
    await seeder.close();
    return { row, magnet };
  }

  it('a third peer gets it from here, after kill −9 too, until the user stops that: then nothing more', async () => {
    const site = await siteFor({ files: { 'passed-on.bin': { size: 5 * MiB } } });
    const tracker = untilTestEnds(await Tracker.start());
    const { row, magnet } = await fetched(site, tracker, 'passed-on.bin', (card) =>
      choose(card, 'until', { Ratio: '2', 'Upload limit': '0.8' }),
    );
    // The file is where it belongs, and what peers get lies beside it.
    await stage.expectSaved(site, 'passed-on.bin');
    expect((await stage.parts()).toSorted()).toEqual([row.id, `${row.id}.info`]);
    const third = untilTestEnds(await SwarmPage.open(site));
    await third.add(magnet);
    const received = async () => (await third.state())[0]?.received ?? 0;
    await until(async () => (await received()) > MiB / 2, { what: 'the third gets some', timeout: 60_000 });
    await row.says(/Sharing: .+ up, ratio 0.\d+ of 2/);
    await stage.browser.kill9();
    await stage.relaunch();
    const before = await received();
    await until(async () => (await received()) > before + MiB / 2, { what: 'and goes on getting it', timeout: 60_000 });
    // What was given before the kill counts.
    const given = (await row.task())?.swarm?.given ?? 0;
    expect(given).toBeGreaterThan(before / 2);
    await row.press('Stop sharing');
    await row.in('done');
    await until(() => tracker.sentFrom(ours).some(({ event }) => event === 'stopped'), { what: 'it leaves' });
    await stage.until(async () => (await stage.parts()).length === 0, 'nothing is left but the file');
    const last = await received();
    expect(last).toBeLessThan(5 * MiB);
    await holds(async () => (await received()) === last, 'the third gets nothing more', 1500);
    await stage.expectSaved(site, 'passed-on.bin');
  });

  it('the upload limit holds for all torrents together, and one for downloads does not lower it', async () => {
    const names = ['first.bin', 'second.bin'];
    const site = await siteFor({ files: Object.fromEntries(names.map((name) => [name, { size: 5 * MiB }])) });
    const tracker = untilTestEnds(await Tracker.start());
    const shared = [];
    for (const name of names) shared.push(await fetched(site, tracker, name, (card) => choose(card, 'until', {})));
    await stage.set({ uploadLimit: MiB / 2, speedLimit: 65_536 });
    const receivers: SwarmPage[] = [];
    for (const { magnet } of shared) {
      const page = untilTestEnds(await SwarmPage.open(site));
      await page.add(magnet);
      receivers.push(page);
    }
    const received = () => Promise.all(receivers.map(async (page) => (await page.state())[0]?.received ?? 0));
    const both = async () => (await received()).reduce((sum, bytes) => sum + bytes, 0);
    await until(async () => Math.min(...(await received())) > 0, { what: 'both get some', timeout: 60_000 });
    const [from, since] = [await both(), performance.now()];
    // With the limit for downloads it would take longer than it is waited for.
    await until(async () => (await both()) - from >= 5 * MiB, { what: 'they get more', timeout: 35_000 });
    // Each with the whole limit would take half the time.
    expect(performance.now() - since).toBeGreaterThan(8000);
    await stage.set({ uploadLimit: 10 * MiB, speedLimit: null });
    for (const { row } of shared) {
      await row.press('Stop sharing');
      await row.in('done');
    }
  });

  it('ends by itself when the ratio is reached', async () => {
    const site = await siteFor({ files: { 'half.bin': { size: 2 * MiB } } });
    const tracker = untilTestEnds(await Tracker.start());
    const { row, magnet } = await fetched(site, tracker, 'half.bin', (card) => choose(card, 'until', { Ratio: '0.5' }));
    const third = untilTestEnds(await SwarmPage.open(site));
    await third.add(magnet);
    const done = await row.in('done');
    expect(done.swarm?.given).toBeGreaterThanOrEqual(MiB);
    await stage.until(async () => (await stage.parts()).length === 0, 'nothing is left but the file');
    await stage.expectSaved(site, 'half.bin');
  });
});
