import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import type { Site } from '../support/site/site.ts';
import { askedAgain } from './asked-again.ts';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** Through the popup's own buttons. */
describe('steering', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** Starts a transfer of some seconds and waits until bytes of it are stored. */
  async function begin(site: Site, name: string): Promise<void> {
    await stage.click(site, name);
    await stage.until(
      async () => totalBytes((await taskOf(site, name))?.have ?? []) > 0,
      `bytes of ${name} are stored`,
    );
  }

  async function taskOf(site: Site, name: string) {
    return (await stage.tasks()).find((t) => t.source.url === site.url(name));
  }

  it('Pause stops every connection and keeps the bytes; Resume fetches only the rest', async () => {
    const site = await siteFor({ rate: MiB, files: { 'pause.bin': { size: 24 * MiB } } });
    await begin(site, 'pause.bin');
    const popup = await PopupPage.open(stage);
    await popup.press('pause.bin', 'Pause');
    await popup.says('pause.bin', 'Paused by you');
    await site.waitFor(() => site.log('pause.bin').connections === 0, 'no connection is left');
    const { have = [] } = (await taskOf(site, 'pause.bin')) ?? {};
    expect(totalBytes(have)).toBeGreaterThan(0);
    const before = site.log('pause.bin').requests.length;
    site.setRate(16 * MiB);
    await popup.press('pause.bin', 'Resume');
    await stage.expectSaved(site, 'pause.bin');
    expect(askedAgain(site.log('pause.bin').requests.slice(before), have, 24 * MiB)).toBe(0);
  });

  it('Cancel can be undone, and goes on with the bytes it had', async () => {
    const site = await siteFor({ rate: MiB, files: { 'undo.bin': { size: 24 * MiB } } });
    await begin(site, 'undo.bin');
    const popup = await PopupPage.open(stage);
    await popup.press('undo.bin', 'Cancel');
    await popup.loses('undo.bin');
    await site.waitFor(() => site.log('undo.bin').connections === 0, 'no connection is left');
    const { have = [] } = (await taskOf(site, 'undo.bin')) ?? {};
    expect(totalBytes(have)).toBeGreaterThan(0);
    const before = site.log('undo.bin').requests.length;
    site.setRate(16 * MiB);
    const undo = await popup.page.waitForSelector('aria/Undo[role="button"]');
    await undo!.click();
    await stage.expectSaved(site, 'undo.bin');
    expect(askedAgain(site.log('undo.bin').requests.slice(before), have, 24 * MiB)).toBe(0);
  });

  it('Cancel deletes the task and its bytes when the time to undo is over', async () => {
    const site = await siteFor({ rate: MiB, files: { 'cancel.bin': { size: 24 * MiB } } });
    await begin(site, 'cancel.bin');
    const id = (await taskOf(site, 'cancel.bin'))?.id;
    expect(await stage.parts()).toContain(id);
    const popup = await PopupPage.open(stage);
    await popup.press('cancel.bin', 'Cancel');
    await stage.until(async () => (await taskOf(site, 'cancel.bin')) === undefined, 'the task is gone');
    await stage.until(async () => !(await stage.parts()).includes(id ?? ''), 'its part file is gone');
    expect((await stage.items()).filter((item) => item.filename.endsWith('cancel.bin'))).toEqual([]);
  });

  it('Retry goes on after a failure, with the bytes that are here', async () => {
    const site = await siteFor({ rate: 4 * MiB, files: {} });
    site.add('retry.bin', {
      size: 24 * MiB,
      vary: ({ bytesBefore }) => (bytesBefore > 16 * MiB ? { status: 403 } : { cutAfter: 3 * MiB }),
    });
    await stage.add(site.url('retry.bin'));
    await stage.taskIn('failed');
    const { have = [] } = (await taskOf(site, 'retry.bin')) ?? {};
    expect(totalBytes(have)).toBeGreaterThan(8 * MiB);
    const before = site.log('retry.bin').requests.length;
    site.set('retry.bin', { vary: null });
    const popup = await PopupPage.open(stage);
    await popup.press('retry.bin', 'Retry');
    await stage.expectSaved(site, 'retry.bin');
    expect(askedAgain(site.log('retry.bin').requests.slice(before), have, 24 * MiB)).toBe(0);
  });

  it('three tasks at once share the connections of a host, and a fourth waits for its turn', async () => {
    const names = ['one.bin', 'two.bin', 'three.bin', 'four.bin'] as const;
    const site = await siteFor({
      rate: MiB,
      files: Object.fromEntries(names.map((name) => [name, { size: 48 * MiB }])),
    });
    for (const name of names) await stage.add(site.url(name));
    const popup = await PopupPage.open(stage);
    await popup.says('four.bin', /Waits/);
    // (No more than six in all: the server hears late of a closed connection, so its own count cannot show that.)
    await site.waitFor(
      () => names.slice(0, 3).every((name) => site.log(name).connections === 2),
      'each of three has two',
    );
    expect(site.log('four.bin').requests).toEqual([]);
    site.setRate(16 * MiB);
    await site.waitFor(() => site.log('four.bin').requests.length > 0, 'the fourth begins');
    for (const name of names) await stage.expectSaved(site, name);
  });
});
