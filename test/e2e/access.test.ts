import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { access, allowing, popupThatAsks, promptsOfFirefox } from './permission-prompt.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { denySaveLink } from './save-link.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const pattern = '*://127.0.0.1/*';
const otherPattern = '*://localhost/*';

/** The build that the store gets: access to sites is asked for when it is needed. Each test goes on from the one before. */
describe('access to sites', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ build: 'chrome-mv3', prefs: promptsOfFirefox });
  });
  afterAll(() => stage.close());

  /** A clicked download stays with the browser, for want of access. */
  async function expectLeft(name: string, of: 'origin' | 'otherOrigin' = 'origin'): Promise<void> {
    const site = await siteFor({ rate: 8 * MiB, files: { [name]: { size: 16 * MiB } } });
    await stage.click(site, name, { origin: site[of] });
    const url = site.url(name, site[of]);
    await stage.until(async () => (await stage.left())[url] === 'no-access', `${name} is left`);
    await stage.expectSaved(site, name);
    expect(site.log(name).requests).toHaveLength(1);
    expect((await stage.tasks()).filter((task) => task.source.url === url)).toEqual([]);
  }

  it('none at first: a download stays with the browser, and the popup offers to ask', async () => {
    expect(await access(stage)).toEqual({ sites: [], scripts: [] });
    await expectLeft('before.bin');
    const site = await siteFor({ rate: MiB, files: { 'offer.bin': { size: 16 * MiB } } });
    await stage.click(site, 'offer.bin');
    for (const [button, origins] of [
      ['Take over downloads from this site', [pattern]],
      ['from all sites', ['*://*/*']],
    ] as const) {
      const { popup, asked } = await popupThatAsks(stage);
      await popup.says('offer.bin', 'site not allowed yet');
      await popup.press('offer.bin', button);
      await holds(async () => (await asked()).every((a) => a.answer === 'open'), 'the prompt waits for the user', 500);
      expect(await asked()).toEqual([{ origins, answer: 'open' }]);
      await popup.page.close();
    }
    site.setRate(null);
    await stage.expectSaved(site, 'offer.bin');
    expect(await access(stage)).toEqual({ sites: [], scripts: [] });
  });

  it('CL6: a pasted link says what is missing, and asks', async () => {
    const site = await siteFor({ files: { 'pasted.bin': { size: MiB } } });
    const { popup, asked } = await popupThatAsks(stage);
    await popup.add(site.url('pasted.bin'));
    await popup.shows('The browser will ask whether Perseid may read 127.0.0.1.');
    await stage.until(async () => (await asked()).length > 0, 'it asks');
    await holds(async () => (await asked()).every((a) => a.answer === 'open'), 'the prompt waits for the user', 500);
    expect(await asked()).toEqual([{ origins: [pattern], answer: 'open' }]);
    expect(await stage.tasks()).toEqual([]);
    expect(site.log('pasted.bin').requests).toEqual([]);
  });

  it('“Save link” when the browser does not grant it: the link is saved all the same, by the browser alone', async () => {
    const site = await siteFor({ rate: MiB, files: { 'link.bin': { size: 16 * MiB } } });
    await denySaveLink(stage, site, 'link.bin');
    await stage.until(async () => (await stage.left())[site.url('link.bin')] === 'no-access', 'it is left');
    const popup = await PopupPage.open(stage);
    await popup.says('link.bin', 'site not allowed yet');
    await popup.page.close();
    site.setRate(null);
    await stage.expectSaved(site, 'link.bin');
    expect(site.log('link.bin').requests).toHaveLength(1);
    expect(await stage.tasks()).toEqual([]);
  });

  it('given on the click: from the next download on it is taken over, on that site alone', async () => {
    const site = await siteFor({
      rate: MiB,
      files: { 'granting.bin': { size: 16 * MiB }, 'granted.bin': { size: 16 * MiB, rate: 4 * MiB } },
    });
    const tab = await stage.click(site, 'granting.bin');
    const { popup, asked } = await popupThatAsks(stage);
    await allowing(stage, pattern, () => popup.press('granting.bin', 'Take over downloads from this site'));
    await popup.says('granting.bin', 'It works from the next download on; this one stays with the browser.');
    expect(await asked()).toEqual([{ origins: [pattern], answer: 'granted' }]);
    await stage.until(async () => (await access(stage)).scripts.length === 2, 'both content scripts are registered');
    expect(await access(stage)).toEqual({ sites: [pattern], scripts: [pattern, pattern] });

    await stage.click(site, 'granted.bin', { page: tab });
    await site.waitFor(() => site.log('granted.bin').peakConnections > 1, 'it is taken over');
    expect(site.log('granting.bin').requests).toHaveLength(1);
    site.setRate(null);
    await stage.expectSaved(site, 'granted.bin');
    await stage.expectSaved(site, 'granting.bin');
    expect((await stage.tasks()).map((task) => task.source.url)).toEqual([site.url('granted.bin')]);
    await expectLeft('elsewhere.bin', 'otherOrigin');
  });

  it('a pasted link that leads to a site without access names it, and goes on once it is given', async () => {
    const site = await siteFor({ files: { 'real.bin': { size: 12 * MiB } } });
    site.add('leads.bin', { redirect: { to: site.url('real.bin', site.otherOrigin) } });
    const row = await TaskRow.add(stage, site.url('leads.bin'));
    await row.expectFailed('no-access');
    await row.says('Perseid may not read localhost yet.');
    const { popup, asked } = await popupThatAsks(stage);
    await allowing(stage, otherPattern, () => popup.press('leads.bin', 'Allow this site'));
    await stage.expectSaved(site, 'real.bin');
    expect(await asked()).toEqual([{ origins: [pattern, otherPattern], answer: 'granted' }]);
  });

  it('taken back in the options: downloads stay with the browser again, and the script is gone', async () => {
    const options = await stage.browser.openPage('options.html');
    for (const site of ['127.0.0.1', 'localhost'])
      await (await options.waitForSelector(`aria/Take back access to ${site}[role="button"]`))!.click();
    await stage.until(async () => (await access(stage)).scripts.length === 0, 'the content scripts are gone');
    expect(await access(stage)).toEqual({ sites: [], scripts: [] });
    await expectLeft('after.bin');
  });

  it('taken back while a task waits: it says so, and offers to ask', async () => {
    const site = await siteFor({ files: { 'waiting.bin': { size: MiB } } });
    const row = await TaskRow.add(stage, site.url('waiting.bin'));
    await row.expectFailed('no-access');
    const { popup, asked } = await popupThatAsks(stage);
    await popup.says('waiting.bin', 'Perseid may not read 127.0.0.1 yet.');
    await popup.press('waiting.bin', 'Allow this site');
    await stage.until(async () => (await asked()).length > 0, 'it asks');
    expect((await asked())[0]?.origins).toEqual([pattern]);
    expect((await row.task())?.have).toEqual([]);
  });
});
