import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { complaints } from '../support/axe.ts';
import { untilPageSays } from '../support/browser/first-page.ts';
import { newWords, nextKinds, nextPolicy, type NextKind } from '../support/next-edition/editions.ts';
import { buildNext, installable, update } from '../support/next-edition/update.ts';
import { holds } from '../support/observe.ts';
import type { Site } from '../support/site/site.ts';
import { partSizes, sent, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 48 * MiB;
const name = 'waits.bin';

/** A download in the middle, with the policy accepted, then an update of the program with another edition of it. */
async function updatedTo(build: string): Promise<{ stage: Stage; site: Site }> {
  const site = await siteFor({ rate: MiB, files: { [name]: { size } } });
  const installed = installable();
  const stage = await Stage.open({ build: installed });
  onTestFinished(() => stage.close());
  await new Privacy(stage).plant('updates');
  await stage.add(site.url(name));
  await sent(site, name, 12 * MiB);
  await update(stage.browser, installed, build);
  const page = await stage.control();
  const gone = stage.until(async () => !(await stage.browser.isOpen(page)), 'its pages are closed');
  await page.evaluate(() => setTimeout(() => chrome.runtime.reload()));
  await gone;
  const { policy } = await new Privacy(stage).call('consent.read', {});
  expect(policy.version).toBe(2);
  return { stage, site };
}

async function readPolicy(stage: Stage) {
  const page = await stage.browser.openPage('welcome.html');
  await untilPageSays(page, 'What it promises');
  return page;
}

describe('an update that brings another edition of the policy', () => {
  const builds = new Map<NextKind, string>();
  beforeAll(async () => {
    for (const kind of nextKinds) builds.set(kind, await buildNext(kind));
  });

  it('BC24: a material change: downloads wait, what is different is shown, and accepting lets them go on', async () => {
    const { stage, site } = await updatedTo(builds.get('material')!);
    expect((await stage.taskIn('paused')).state).toMatchObject({ because: 'policy' });
    await untilIdle(stage);
    const before = site.log(name).bytes;
    await holds(() => site.log(name).bytes === before, 'nothing is asked for', 1000);
    // CS12 holds for updates, too.
    const open = (await stage.browser.tabUrls()).map((url) => new URL(url).pathname);
    expect(open).not.toContain('/welcome.html');
    const popup = await PopupPage.open(stage);
    await popup.says(name, 'Waits for the privacy policy');
    await popup.shows('says something new');
    const page = await readPolicy(stage);
    const changes = await page.waitForSelector('[role=region][aria-label="What is new in the policy"]');
    const { goneWords } = nextPolicy('material');
    expect(await changes!.$$eval('del', (all) => all.map((one) => one.textContent))).toEqual([goneWords]);
    expect(await changes!.$$eval('ins', (all) => all.map((one) => one.textContent))).toEqual([newWords]);
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await complaints(page), value).toEqual([]);
    }
    site.setRate(null);
    await page.bringToFront();
    await page.click('aria/Accept[role="button"]');
    await untilPageSays(page, 'Accepted.');
    await stage.expectSaved(site, name);
    // It went on with what was there.
    expect(site.log(name).bytes - before).toBeLessThan(size - 6 * MiB);
    // What was granted for another thing than the policy says now has ended; the rest stands.
    const { receipts } = await new Privacy(stage).call('receipts.read', {});
    expect(receipts.map(({ kind, version }) => [kind, version])).toEqual([
      ['accepted', 1],
      ['accepted', 2],
    ]);
    const { grants } = await new Privacy(stage).call('consent.read', {});
    expect(grants).toMatchObject([{ purpose: 'updates', live: true }]);
  });

  it('BC24: so is a promise less; declining it stops them: nothing more is asked for, what is here is kept, and it can be taken back', async () => {
    const { stage, site } = await updatedTo(builds.get('weaker')!);
    await stage.taskIn('paused');
    await untilIdle(stage);
    const before = site.log(name).bytes;
    const here = await partSizes(stage);
    expect(here[0]).toBeGreaterThan(6 * MiB);
    const page = await readPolicy(stage);
    await untilPageSays(page, 'If you decline, they stop, what is here of them is kept');
    await page.bringToFront();
    await page.click('aria/Decline[role="button"]');
    await untilPageSays(page, 'Declined.');
    await untilIdle(stage);
    await holds(() => site.log(name).bytes === before, 'nothing is asked for', 1000);
    expect(await partSizes(stage)).toEqual(here);
    expect((await stage.taskIn('paused')).state).toMatchObject({ because: 'policy' });
    site.setRate(null);
    await page.click('aria/Accept[role="button"]');
    await stage.expectSaved(site, name);
    expect(site.log(name).bytes - before).toBeLessThan(size - 6 * MiB);
  });

  it('other words for the same: nothing waits, and what is different can be read', async () => {
    const { stage, site } = await updatedTo(builds.get('reworded')!);
    site.setRate(null);
    await stage.expectSaved(site, name);
    const page = await readPolicy(stage);
    await untilPageSays(page, 'It says the same in other words');
    expect(await page.$$eval('.changes ins', (all) => all.map((one) => one.textContent))).toEqual([newWords]);
    const { standing } = await new Privacy(stage).call('consent.read', {});
    expect(standing).toBe('accepted');
    const options = await stage.browser.openPage('options.html');
    await untilPageSays(options, 'Since then it says the same in other words.');
  });
});
