import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { totalBytes, withoutRanges } from '#domain/segment/range';
import { browserName } from '../support/browser/browser-name.ts';
import { askedFor } from '../support/site/log.ts';
import { SmallDisk } from '../support/tmpfs.ts';
import { idle, inside, untilIdle } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';
import { fastSite, letGo, size as fastSize, untilStreamed } from './streaming.ts';

/** A small disk for one test. */
function smallDisk(megabytes: number): SmallDisk {
  const disk = new SmallDisk(megabytes);
  onTestFinished(() => disk.unmount());
  return disk;
}

/** What the alarm does once a minute while something waits for room: an engine page that starts looks at the disk. */
async function lookAtDisk(stage: Stage): Promise<void> {
  await stage.until(async () => (await inside(stage)).engines === 0, 'the engine page is closed');
  await stage.call('background', 'engine.ensure', {});
}

/** A disk that is full: said before it begins where that can be seen; it goes on by itself, and nothing is lost in any case. */
describe('a full disk', () => {
  it('of the profile, seen before it begins: no byte is asked for in vain', async () => {
    const disk = smallDisk(400);
    const stage = await stageFor({ profile: disk.folder });
    const site = await siteFor({ files: { 'large.bin': { size: 300 * MiB }, 'clicked.bin': { size: 300 * MiB } } });
    const row = await TaskRow.add(stage, site.url('large.bin'));
    const task = await row.in('paused');
    expect(task.have).toEqual([]);
    expect(task.state).toMatchObject({ because: 'space', room: { needed: 600 * MiB, until: null } });
    await row.says(
      /Your disk has \d+(\.\d)? MB left for Perseid; this needs 629 MB more\. It goes on by itself when there is room\./,
    );
    expect(site.log('large.bin').requests).toHaveLength(1);
    // The Downloads folder is on another disk: a clicked one stays with the browser, which has room for it.
    await stage.click(site, 'clicked.bin');
    await stage.expectSaved(site, 'clicked.bin');
  });

  it('of the profile, too small for two together: the second waits, and goes on by itself when there is room', async () => {
    const disk = smallDisk(500);
    const stage = await stageFor({ profile: disk.folder });
    // (The profile itself takes less than 200 MiB.)
    const size = 130 * MiB;
    const site = await siteFor({ rate: MiB, files: { 'first.bin': { size }, 'second.bin': { size } } });
    const first = await TaskRow.add(stage, site.url('first.bin'));
    await first.in('active');
    const second = await TaskRow.add(stage, site.url('second.bin'));
    expect((await second.in('paused')).state).toMatchObject({ because: 'space', room: { needed: 2 * size } });
    await second.says('It goes on by itself when there is room.');
    expect((await first.task())?.state.kind).toBe('active');
    const popup = await PopupPage.open(stage);
    await popup.press('first.bin', 'Pause');
    await popup.page.close();
    // What the user has paused keeps no room from others; and nobody presses anything.
    await second.in('active');
    await first.press('Resume');
    await first.says('It goes on by itself when there is room.');
    disk.resize(1500);
    site.setRate(16 * MiB);
    await stage.expectSaved(site, 'second.bin');
    await stage.expectSaved(site, 'first.bin');
  });

  it('of the profile: while one waits for room there is no engine page, but an alarm that wakes it', async () => {
    const disk = smallDisk(400);
    const stage = await stageFor({ profile: disk.folder });
    const size = 300 * MiB;
    const site = await siteFor({ rate: 16 * MiB, files: { 'waits.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('waits.bin'));
    await row.in('paused');
    await stage.until(async () => (await inside(stage)).engines === 0, 'the engine page is closed');
    expect(await inside(stage)).toEqual({ ...idle, alarms: ['revive'] });
    disk.resize(1500);
    await row.in('active', 90_000);
    await stage.expectSaved(site, 'waits.bin', 'waits.bin', 90_000);
    await untilIdle(stage);
  });

  it('of the profile, filled under way by something else: the bytes stay, and it goes on by itself', async () => {
    const disk = smallDisk(500);
    const stage = await stageFor({ profile: disk.folder });
    const size = 60 * MiB;
    const site = await siteFor({ rate: 3 * MiB, files: { 'under-way.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('under-way.bin'));
    await stage.until(async () => totalBytes((await row.task())?.have ?? []) > 16 * MiB, 'a part is recorded');
    const makeRoom = disk.fill();
    // Meanwhile the store can take nothing either: the row knows it from the engine.
    await row.says('It goes on by itself when there is room.');
    makeRoom();
    const { have } = await row.in('paused');
    expect(totalBytes(have)).toBeGreaterThan(16 * MiB);
    const before = site.log('under-way.bin').requests.length;
    await lookAtDisk(stage);
    await stage.expectSaved(site, 'under-way.bin');
    const asked = askedFor(site.log('under-way.bin').requests.slice(before), size);
    expect(asked).not.toEqual([]);
    expect(withoutRanges(asked, have)).toEqual(asked);
  });

  it('of both: the whole file is kept, and saved by itself when there is room', async () => {
    const disk = smallDisk(500);
    const downloads = join(disk.folder, 'Downloads');
    mkdirSync(downloads);
    const stage = await stageFor({ profile: join(disk.folder, 'profile'), downloads });
    const size = 60 * MiB;
    const site = await siteFor({ rate: 8 * MiB, files: { 'both.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('both.bin'));
    await stage.until(async () => totalBytes((await row.task())?.have ?? []) > 16 * MiB, 'a part is recorded');
    // Room for what is missing, not for the copy: seen only by writing it, for nothing else asks for room meanwhile.
    const makeRoom = disk.fill(50 * MiB);
    await row.in('paused', 60_000);
    const asked = site.log('both.bin').requests.length;
    const here = totalBytes((await row.task())?.have ?? []);
    makeRoom();
    await lookAtDisk(stage);
    await stage.expectSaved(site, 'both.bin');
    expect(here).toBe(size);
    expect(site.log('both.bin').requests).toHaveLength(asked);
  });

  it('of the Downloads folder: the whole file is kept, and saved without fetching again when there is room', async () => {
    const disk = smallDisk(16);
    const stage = await stageFor({ downloads: disk.folder });
    const site = await siteFor({ files: { 'save.bin': { size: 32 * MiB } } });
    const row = await TaskRow.add(stage, site.url('save.bin'));
    const { state, have } = await row.in('paused');
    expect(totalBytes(have)).toBe(32 * MiB);
    // How full that disk is cannot be seen: it is tried again at a time, or when the user says so.
    expect(state.room?.until).toBeGreaterThan(Date.now());
    await row.says(/^The disk is full\. Next try at /);
    const { requests } = site.log('save.bin');
    const before = requests.length;
    disk.resize(64);
    await row.press('Resume');
    await row.in('done');
    await stage.expectSaved(site, 'save.bin');
    expect(requests).toHaveLength(before);
    expect(readdirSync(disk.folder)).toEqual(['save.bin']);
  });

  it('a Downloads folder that nobody may write: the whole file is kept, and Retry saves it', async () => {
    const disk = smallDisk(64);
    const stage = await stageFor({ downloads: disk.folder });
    disk.protect(true);
    const site = await siteFor({ files: { 'locked.bin': { size: 16 * MiB } } });
    const row = await TaskRow.add(stage, site.url('locked.bin'));
    // Chromium asks where else to save it; without a screen it answers itself, with no.
    const { have } = await row.expectFailed(browserName === 'firefox' ? 'save-failed' : 'save-canceled');
    expect(totalBytes(have)).toBe(16 * MiB);
    const { requests } = site.log('locked.bin');
    const before = requests.length;
    disk.protect(false);
    await row.press('Retry');
    await row.in('done');
    await stage.expectSaved(site, 'locked.bin');
    expect(requests).toHaveLength(before);
  });

  it('of the Downloads folder, while a fast file is saved there as it arrives: the transfer ends, the rest as above', async () => {
    // The half that comes at first has room, the whole has not.
    const disk = smallDisk(256);
    const stage = await stageFor({ downloads: disk.folder });
    const site = await fastSite('fast.bin');
    const row = await TaskRow.add(stage, site.url('fast.bin'));
    await untilStreamed(stage, site, 'fast.bin');
    letGo(site, 'fast.bin');
    const { state, have, stream } = await row.in('paused', 60_000);
    expect(totalBytes(have)).toBe(fastSize);
    expect(state.room?.until).toBeGreaterThan(Date.now());
    expect(stream).toBeNull();
    const { requests } = site.log('fast.bin');
    const before = requests.length;
    disk.resize(512);
    await row.press('Resume');
    await row.in('done', 60_000);
    await stage.expectSaved(site, 'fast.bin');
    expect(requests).toHaveLength(before);
    expect(readdirSync(disk.folder)).toEqual(['fast.bin']);
  });
});
