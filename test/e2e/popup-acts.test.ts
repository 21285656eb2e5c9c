import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer';
import { MiB, siteFor, Stage } from './stage.ts';
import { partSizes } from './inside.ts';
import { PopupPage } from './popup-page.ts';

/** What can be done in the popup, with the real engine behind it. */
describe('steering in the popup', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('Pause, Resume, Cancel and Undo', async () => {
    const site = await siteFor({ rate: MiB / 8, files: { 'steered.bin': { size: 24 * MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('steered.bin'));
    await popup.grows('steered.bin');
    await popup.press('steered.bin', 'Pause');
    await popup.says('steered.bin', 'Paused by you');
    await site.waitFor(() => site.log('steered.bin').connections === 0, 'nothing is sent any more');
    const kept = await popup.progress('steered.bin');
    expect(kept).toBeGreaterThan(0);
    await popup.press('steered.bin', 'Resume');
    await popup.grows('steered.bin');
    await popup.press('steered.bin', 'Cancel');
    await popup.shows('Canceled “steered.bin”.');
    await popup.loses('steered.bin');
    await site.waitFor(() => site.log('steered.bin').connections === 0, 'nothing is sent any more');
    site.setRate(null);
    await (await popup.page.waitForSelector('aria/Undo[role="button"]'))!.click();
    await popup.says('steered.bin', 'Saved');
    await stage.expectSaved(site, 'steered.bin');
  });

  it('a failed one says why; Retry goes on when the cause is gone', async () => {
    const site = await siteFor({ files: { 'later.bin': { size: 9 * MiB, status: 404 } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('later.bin'));
    await popup.says('later.bin', 'The file is not at this address.');
    // The host was asked, so it saw the user's address, though it had no file to give.
    const row = await popup.row('later.bin');
    expect(await row.$('aria/1: 1 computer saw your address[role="button"]')).not.toBeNull();
    site.set('later.bin', { status: null });
    await popup.press('later.bin', 'Retry');
    await popup.says('later.bin', 'Saved');
    await stage.expectSaved(site, 'later.bin');
  });

  it('a file that changed on the server: Start again fetches the new one', async () => {
    const site = await siteFor({ rate: MiB / 8, files: { 'changing.bin': { size: 24 * MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('changing.bin'));
    await popup.grows('changing.bin');
    await popup.press('changing.bin', 'Pause');
    await popup.says('changing.bin', 'Paused by you');
    site.set('changing.bin', { version: 'v2', rate: null });
    await popup.press('changing.bin', 'Resume');
    await popup.says('changing.bin', 'The server changed the file since you started.');
    await popup.press('changing.bin', 'Start again');
    await popup.says('changing.bin', 'Saved');
    await stage.expectSaved(site, 'changing.bin');
  });

  it('Remove takes a finished one off the list and leaves its file; Undo brings it back', async () => {
    const site = await siteFor({ files: { 'kept.bin': { size: MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('kept.bin'));
    await popup.says('kept.bin', 'Saved');
    for (const last of [false, true]) {
      await popup.choose('kept.bin', 'Remove');
      await popup.shows('Removed “kept.bin”.');
      await popup.loses('kept.bin');
      if (last) break;
      await (await popup.page.waitForSelector('aria/Undo[role="button"]'))!.click();
      await popup.says('kept.bin', 'Saved');
    }
    await stage.until(
      async () => !(await stage.tasks()).some((task) => task.source.url === site.url('kept.bin')),
      'it is forgotten when it can no longer be brought back',
    );
    expect(existsSync(join(stage.browser.downloads, 'kept.bin'))).toBe(true);
  });

  it('a file that the browser holds back waits for the user; refused there, Retry saves it without fetching again', async () => {
    const site = await siteFor({ files: { 'held.crx': { size: 9 * MiB } } });
    const popup = await PopupPage.open(stage);
    await popup.add(site.url('held.crx'));
    await popup.says('held.crx', 'The browser holds this file back. Decide in its own list of downloads');
    await popup.shows(/Needs you\s+held\.crx/);
    // It does not count as running, and its speed is of the past.
    expect(await popup.shows('Nothing running')).not.toContain('MB/s');
    expect((await stage.taskIn('exporting')).state.held).toBe(true);
    expect(await partSizes(stage)).toContain(9 * MiB);
    const asked = site.log('held.crx').requests.length;

    await decideInBrowser(stage, '#quick-remove');
    await popup.page.bringToFront();
    await popup.says('held.crx', 'Saving was canceled in the browser’s list. The file is still here: retry saves it.');
    expect(await partSizes(stage)).toContain(9 * MiB);
    expect((await stage.taskIn('failed')).state).toMatchObject({ error: { code: 'save-canceled' }, whole: true });
    expect(existsSync(join(stage.browser.downloads, 'held.crx'))).toBe(false);

    await popup.press('held.crx', 'Retry');
    await popup.says('held.crx', 'The browser holds this file back.');
    await decideInBrowser(stage, '#more-actions', '#save-dangerous');
    await popup.page.bringToFront();
    await popup.says('held.crx', 'Saved');
    // Without Safe Browsing a .crx is the one type this browser holds back. It opens (and removes) such a file itself, so
    // that there are no bytes left to compare.
    const saved = (await stage.items()).find((item) => item.filename.endsWith('held.crx'));
    expect(saved).toMatchObject({ state: 'complete', danger: 'accepted', fileSize: 9 * MiB });
    await stage.until(async () => !(await partSizes(stage)).includes(9 * MiB), 'the part file is gone');
    expect(site.log('held.crx').requests).toHaveLength(asked);
  });

  it('everything by keyboard: add, steer, look, remove, bring back', async () => {
    const site = await siteFor({ rate: MiB / 8, files: { 'typed.bin': { size: 24 * MiB } } });
    const popup = await PopupPage.open(stage);
    const { keyboard } = popup.page;
    await keyboard.press('/');
    await keyboard.type(site.url('typed.bin'));
    await keyboard.press('Enter');
    await popup.grows('typed.bin');
    await tabTo(popup.page, 'typed.bin');
    await keyboard.press(' ');
    await popup.says('typed.bin', 'Paused by you');
    await keyboard.press('Enter');
    await popup.shows(site.url('typed.bin'));
    expect(await focused(popup.page)).toBe('Back to the list');
    await keyboard.press('Escape');
    await popup.says('typed.bin', 'Paused by you');
    expect(await focused(popup.page)).toBe('typed.bin');
    await keyboard.press(' ');
    await popup.says('typed.bin', /6 connections/);
    for (const button of ['Pause', 'Cancel', 'More']) await tabTo(popup.page, button);
    await keyboard.press('ArrowDown');
    expect(await focused(popup.page)).toBe('Properties');
    await keyboard.press('End');
    expect(await focused(popup.page)).toBe('Remove');
    await keyboard.press('Enter');
    await popup.loses('typed.bin');
    await tabTo(popup.page, 'Undo');
    await keyboard.press('Enter');
    site.setRate(null);
    await popup.says('typed.bin', 'Saved');
    await stage.expectSaved(site, 'typed.bin');
  });
});

/** Decides about the newest file in the browser's own list, as the user does. @param buttons ids of what is clicked there */
async function decideInBrowser(stage: Stage, ...buttons: string[]): Promise<void> {
  const list = await stage.browser.openTab('chrome://downloads/');
  const newest = await list.waitForSelector('>>> downloads-item');
  for (const button of buttons) await (await newest!.waitForSelector(`>>> ${button}`, { visible: true }))!.click();
  await stage.until(
    async () => (await stage.items()).every((item) => item.danger !== 'file'),
    'the browser holds nothing back any more',
  );
  await list.close();
}

/** The name of the element that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const labelled = document.getElementById(at?.getAttribute('aria-labelledby') ?? '');
    return at?.getAttribute('aria-label') ?? labelled?.textContent ?? at?.textContent ?? '';
  });
}

/** Presses Tab until the element of this name has the focus; once round the page is far enough. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
