import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { SmallDisk } from '../support/tmpfs.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

/** A small disk for one test. */
function smallDisk(megabytes: number): SmallDisk {
  const disk = new SmallDisk(megabytes);
  onTestFinished(() => disk.unmount());
  return disk;
}

/** A disk that is full: said before it begins where that can be seen, and nothing is lost in any case. */
describe('a full disk', () => {
  it('of the profile, seen before it begins: no byte is asked for in vain', async () => {
    const disk = smallDisk(400);
    const stage = await stageFor({ profile: disk.folder });
    const site = await siteFor({ files: { 'large.bin': { size: 300 * MiB }, 'clicked.bin': { size: 300 * MiB } } });
    const row = await TaskRow.add(stage, site.url('large.bin'));
    const task = await row.expectFailed('disk-full');
    expect(task.have).toEqual([]);
    expect(task.state.error.detail).toMatchObject({ needed: 600 * MiB });
    await row.says(/Your disk has \d+(\.\d)? MB left; this needs 629 MB\./);
    expect(site.log('large.bin').requests).toHaveLength(1);
    // The Downloads folder is on another disk: a clicked one stays with the browser, which has room for it.
    await stage.click(site, 'clicked.bin');
    await stage.expectSaved(site, 'clicked.bin');
  });

  it('of the profile, filled under way by something else: the bytes stay, and a retry goes on', async () => {
    const disk = smallDisk(500);
    const stage = await stageFor({ profile: disk.folder });
    const size = 60 * MiB;
    const site = await siteFor({ rate: 3 * MiB, files: { 'under-way.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('under-way.bin'));
    await stage.until(async () => totalBytes((await row.task())?.have ?? []) > 16 * MiB, 'a part is recorded');
    const makeRoom = disk.fill();
    // Meanwhile the store can take nothing either: the row knows it from the engine.
    await row.says(sentence('disk-full'));
    const before = site.log('under-way.bin').bytes;
    makeRoom();
    const { have } = await row.expectFailed('disk-full');
    expect(totalBytes(have)).toBeGreaterThan(16 * MiB);
    await row.press('Retry');
    await stage.expectSaved(site, 'under-way.bin');
    expect(site.log('under-way.bin').bytes - before).toBeLessThanOrEqual((size - totalBytes(have)) * 1.02);
  });

  it('of the Downloads folder: the whole file is kept, and saved without fetching again when there is room', async () => {
    const disk = smallDisk(16);
    const stage = await stageFor({ downloads: disk.folder });
    const site = await siteFor({ files: { 'save.bin': { size: 32 * MiB } } });
    const row = await TaskRow.add(stage, site.url('save.bin'));
    const { state, have } = await row.expectFailed('save-disk-full');
    expect(state.whole).toBe(true);
    expect(totalBytes(have)).toBe(32 * MiB);
    const { requests } = site.log('save.bin');
    const before = requests.length;
    disk.resize(64);
    await row.press('Retry');
    await row.in('done');
    await stage.expectSaved(site, 'save.bin');
    expect(requests).toHaveLength(before);
    expect(readdirSync(disk.folder)).toEqual(['save.bin']);
  });
});
