import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../support/site/site.ts';
import { until } from '../support/until.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** What a file is held against, from the click to the word in the popup. */
describe('checking', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const size = 9 * MiB;

  /** A Repr-Digest of a file's present version (RFC 9530). */
  async function digestOf(site: Site, name: string): Promise<Record<string, string>> {
    const base64 = Buffer.from(await site.sha256(name), 'hex').toString('base64');
    return { 'repr-digest': `sha-256=:${base64}:` };
  }

  it('verified by the digest that our first request asks for', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: { 'told.bin': { size } } });
    site.set('told.bin', { headers: await digestOf(site, 'told.bin') });
    await stage.click(site, 'told.bin');
    await stage.expectSaved(site, 'told.bin');
    const [browsers, first] = site.log('told.bin').requests;
    expect(browsers?.headers['want-repr-digest']).toBeUndefined();
    expect(first?.headers['want-repr-digest']).toBe('sha-256=10, sha-512=9');
    const popup = await PopupPage.open(stage);
    await popup.says('told.bin', 'verified');
    await popup.choose('told.bin', 'Properties');
    await popup.shows('Matches its SHA-256 checksum (from the server).');
    await popup.shows(await site.sha256('told.bin'));
    await popup.shows('Perseid cannot read the saved file any more');
  });

  it('verified by the checksum in a clicked link', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: { 'linked.bin': { size, needs: { referer: true } } } });
    const page = await stage.browser.openTab(`${site.origin}/?where=here`);
    const link = await page.waitForSelector('a[href="/linked.bin"]');
    await link!.evaluate((a, hex) => (a.href += `#sha256=${hex}`), await site.sha256('linked.bin'));
    await page.bringToFront();
    await link!.click();
    await stage.expectSaved(site, 'linked.bin');
    const popup = await PopupPage.open(stage);
    await popup.says('linked.bin', 'verified');
    const task = (await stage.tasks()).find(({ source }) => source.url.startsWith(site.url('linked.bin')));
    expect(task?.checked).toMatchObject({ what: 'sha-256', from: 'link', good: true });
  });

  it('without a reference that is said, and nothing is called verified', async () => {
    const site = await siteFor({ files: { 'plain.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('plain.bin'));
    expect((await row.in('done')).checked).toBeNull();
    await row.says('no checksum known');
    expect(await row.text()).not.toContain('verified');
    await stage.expectSaved(site, 'plain.bin');
  });

  it('a weak checksum is named as such', async () => {
    const site = await siteFor({ files: { 'weak.bin': { text: 'hello' } } });
    const md5 = createHash('md5').update('hello').digest('hex');
    const row = await TaskRow.add(stage, `${site.url('weak.bin')}#md5=${md5}`);
    expect((await row.in('done')).checked).toMatchObject({ what: 'md5', good: true });
    await row.says('matches MD5');
  });

  it('damaged: kept aside and not saved; Fetch again makes it good', async () => {
    const site = await siteFor({ files: { 'torn.bin': { size } } });
    const headers = await digestOf(site, 'torn.bin');
    // Other bytes under the same validator: only the digest can tell.
    site.set('torn.bin', { headers, etag: '"same"', version: 'other' });
    const row = await TaskRow.add(stage, site.url('torn.bin'));
    await row.in('damaged');
    await row.says('Damaged: it does not match its checksum. Kept aside, not saved.');
    expect(existsSync(join(stage.browser.downloads, 'torn.bin'))).toBe(false);
    expect(await stage.parts()).toContain(row.id);
    site.set('torn.bin', { version: 'v1' });
    await row.press('Fetch again');
    expect((await row.in('done')).checked).toMatchObject({ what: 'sha-256', from: 'header', good: true });
    await row.says('verified');
    await stage.expectSaved(site, 'torn.bin');
  });

  it('damaged: Keep anyway saves it under its name, shown as damaged', async () => {
    const site = await siteFor({ files: { 'kept.bin': { size } } });
    const row = await TaskRow.add(stage, `${site.url('kept.bin')}#sha256=${'0'.repeat(64)}`);
    await row.in('damaged');
    await row.press('Keep anyway');
    expect((await row.in('done')).checked).toMatchObject({ good: false, from: 'link' });
    await row.says('damaged');
    await stage.expectSaved(site, 'kept.bin');
    expect(await stage.parts()).not.toContain(row.id);
  });

  it('a pasted checksum is checked when all bytes are here, and again when another is pasted', async () => {
    const site = await siteFor({ rate: MiB / 4, files: { 'pasted.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('pasted.bin'));
    const popup = await PopupPage.open(stage);
    await popup.grows('pasted.bin');
    await popup.choose('pasted.bin', 'Properties');
    await paste(popup, 'no checksum');
    await popup.shows('No checksum can be read in this.');
    await paste(popup, `${'0'.repeat(64)} *pasted.bin`);
    await popup.shows('It will be checked with SHA-256.');
    site.setRate(null);
    await row.in('damaged');
    await popup.shows('Does not match its SHA-256 checksum (given by you).');
    await popup.shows(await site.sha256('pasted.bin'));
    await paste(popup, `SHA256 (pasted.bin) = ${await site.sha256('pasted.bin')}`);
    expect((await row.in('done')).checked).toMatchObject({ what: 'sha-256', from: 'user', good: true });
    await stage.expectSaved(site, 'pasted.bin');
  });

  it('a check can be paused, begins anew after a kill, and nothing is fetched again', async () => {
    const long = 512 * MiB;
    const site = await siteFor({ rate: MiB, files: { 'long.bin': { size: long } } });
    const row = await TaskRow.add(stage, site.url('long.bin'));
    await row.in('active');
    await stage.call('engine', 'task.expect', { id: row.id, text: '0'.repeat(64) });
    site.setRate(null);
    await row.in('damaged');
    // The second check has nothing that was hashed while it arrived: it takes its time.
    await stage.call('engine', 'task.expect', { id: row.id, text: await site.sha256('long.bin') });
    await row.in('verifying');
    await row.says(/Checking \d+%/);
    await row.press('Pause');
    await row.in('paused');
    await row.press('Resume');
    await row.in('verifying');
    const asked = site.log('long.bin').requests.length;
    await stage.browser.kill9();
    await stage.relaunch();
    expect((await row.in('done')).checked).toMatchObject({ from: 'user', good: true });
    expect(site.log('long.bin').requests).toHaveLength(asked);
    await stage.expectSaved(site, 'long.bin');
  });

  it('a checksum file beside the download is fetched only where the user wants that', async () => {
    const site = await siteFor({ files: { 'beside.bin': { size } } });
    site.add('SHA256SUMS', { text: `${await site.sha256('beside.bin')}  beside.bin\n` });
    const without = await TaskRow.add(stage, site.url('beside.bin'));
    expect((await without.in('done')).checked).toBeNull();
    expect(site.log('SHA256SUMS').requests).toEqual([]);
    await stage.set({ sumSites: ['127.0.0.1'], askForKnown: false });
    const wanted = await TaskRow.add(stage, site.url('beside.bin'));
    expect((await wanted.in('done')).checked).toMatchObject({ what: 'sha-256', from: 'sums', good: true });
    expect(site.log('SHA256SUMS').requests).toHaveLength(1);
    // Where something better is known, nobody is asked.
    site.set('beside.bin', { headers: await digestOf(site, 'beside.bin') });
    expect((await (await TaskRow.add(stage, site.url('beside.bin'))).in('done')).checked).toMatchObject({
      from: 'header',
    });
    expect(site.log('SHA256SUMS').requests).toHaveLength(1);
    await stage.set({ sumSites: [] });
  });
});

/** Puts a text into the field for a checksum and uses it. */
async function paste(popup: PopupPage, text: string): Promise<void> {
  const { page } = popup;
  await page.bringToFront();
  // The row may just be moving to another group.
  const click = (): Promise<boolean> =>
    page.click('aria/Your checksum[role="textbox"]', { count: 3 }).then(
      () => true,
      (error: unknown) => {
        if (!/detached/.test(String(error))) throw error;
        return false;
      },
    );
  await until(click, { what: 'the field is clicked' });
  await page.keyboard.press('Backspace');
  await popup.paste(text);
  await page.keyboard.press('Enter');
}
