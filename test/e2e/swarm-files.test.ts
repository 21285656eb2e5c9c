import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { holds } from '../support/observe.ts';
import { sha256File } from '../support/files.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const KiB = 1024;
const names = ['notes/a.txt', 'notes/b.txt', 'film.mkv', 'extra.bin'];
/** Of each file. */
const size = 2 * MiB;

describe('the files of a torrent', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ extraArgs: peerFlags, prefs: peerPrefs });
  });
  afterAll(() => stage.close());

  it('BC10: chosen in the tree, one first; what is chosen no longer is neither fetched on nor given, though some of it is here', async () => {
    const site = await siteFor({ files: Object.fromEntries(names.map((name) => [name, { size }])) });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = await SwarmPage.open(site);
    const { file, magnet } = await seeder.seed(names, {
      name: 'Mix',
      announce: [tracker.url],
      pieceLength: 256 * KiB,
    });
    site.add('mix.torrent', { text: file, type: 'application/x-bittorrent' });
    await stage.set({ speedLimit: MiB });
    await stage.add(site.url('mix.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ swarm }) => swarm?.content), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    const page = await stage.control();
    await page.bringToFront();
    const tick = async (label: string) => {
      const box = await page.waitForSelector(`[data-row="${id}"] ::-p-xpath(.//label[span="${label}"]/input)`);
      await box!.click();
    };
    const card = `[data-row="${id}"] .card`;
    // Nothing but text; then the film too, and that first; of the folder, which is closed and opened, one is left.
    await page.waitForSelector(card);
    await page.select(`${card} select[aria-label="Only of a kind"]`, 'text');
    await until(async () => (await row.card()).startsWith('2 files, 4.2 MB'), { what: 'the texts are chosen' });
    await tick('film.mkv');
    await row.press('First: film.mkv');
    await row.press('Close notes');
    await row.press('Open notes');
    await tick('b.txt');
    await until(async () => (await row.card()).startsWith('2 files, 4.2 MB'), { what: 'they are chosen' });
    await page.select(`${card} select[aria-label="When it is complete"]`, 'until');
    await row.press('Start');
    const content = (await row.in('active')).swarm?.content;
    const [a, , film] = names.map((name) => content?.files.find((one) => name.endsWith(one.name)));
    const covers = (task: Awaited<ReturnType<TaskRow['task']>>, from: number, to: number): boolean =>
      task?.have.some((range) => range.from <= from && to <= range.to) ?? false;
    const some = await until(
      async () => {
        const task = await row.task();
        return task && task.have.length > 0 ? task : undefined;
      },
      { what: 'some is here' },
    );
    // What goes first comes first.
    expect(some.have.every(({ from, to }) => from >= film!.offset && to <= film!.offset + size)).toBe(true);
    // The film is here, and some of the text, when the text is left after all.
    await until(
      async () => {
        const task = await row.task();
        const here = task?.have.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
        return covers(task, film!.offset, film!.offset + size) && here > size;
      },
      { what: 'the film and some of the text are here' },
    );
    const place = content?.files.findIndex(({ name }) => name === 'film.mkv');
    await stage.call('engine', 'task.choose', { id, choice: { wanted: [place], first: [], inOrder: false } });
    const shared = await row.in('seeding');
    expect(shared.have.some(({ from }) => from >= a!.offset && from < a!.offset + size)).toBe(true);
    const saved = (name: string) => join(stage.browser.downloads, 'Mix', name);
    expect(await sha256File(saved('film.mkv'))).toBe(await site.sha256('film.mkv'));
    expect(names.filter((name) => existsSync(saved(name)))).toEqual(['film.mkv']);
    await seeder.close();
    await stage.set({ speedLimit: null });
    const third = untilTestEnds(await SwarmPage.open(site));
    await third.add(magnet);
    const progress = async () => (await third.state())[0]?.progress ?? 0;
    await until(async () => (await progress()) === 0.25, { what: 'a third peer has the film', timeout: 60_000 });
    await holds(async () => (await progress()) === 0.25, 'it gets nothing else', 1500);
  });

  it('BC10: of a magnet link, chosen when they are known, before any is fetched', async () => {
    const some = ['wanted.bin', 'other.bin'];
    const site = await siteFor({ files: Object.fromEntries(some.map((name) => [name, { size: MiB }])) });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { magnet } = await seeder.seed(some, { name: 'Pair', announce: [tracker.url], pieceLength: 256 * KiB });
    await stage.set({ speedLimit: null });
    const row = await TaskRow.add(stage, magnet);
    const page = await stage.control();
    await page.bringToFront();
    const box = (label: string) =>
      page.waitForSelector(`[data-row="${row.id}"] ::-p-xpath(.//label[contains(., "${label}")]/input)`);
    await (await box('Ask again when its files are known'))!.click();
    await row.press('Start');
    const asking = await until(
      async () => {
        const task = await row.task();
        return task?.swarm?.content && task.state.kind === 'paused' ? task : undefined;
      },
      { what: 'it asks again', timeout: 60_000 },
    );
    expect([asking.state, asking.have]).toMatchObject([{ because: 'peers' }, []]);
    expect(asking.swarm?.peers).toBeGreaterThan(0);
    // What it told of them counts.
    expect((await seeder.state())[0]?.uploaded).toBeLessThan(16 * KiB);
    await (await box('other.bin'))!.click();
    await until(async () => (await row.card()).startsWith('1 file, 1.0 MB'), { what: 'one is chosen' });
    await row.press('Start');
    await row.in('done');
    const saved = (name: string) => join(stage.browser.downloads, 'Pair', name);
    expect(await sha256File(saved('wanted.bin'))).toBe(await site.sha256('wanted.bin'));
    expect(existsSync(saved('other.bin'))).toBe(false);
  });

  it('one that is wanted from the beginning on comes in its order', async () => {
    const site = await siteFor({ files: { 'story.bin': { size: 4 * MiB } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const shared = { name: 'story.bin', announce: [tracker.url], pieceLength: 64 * KiB };
    const { file } = await seeder.seed(['story.bin'], shared);
    site.add('story.torrent', { text: file, type: 'application/x-bittorrent' });
    await stage.set({ speedLimit: MiB });
    await stage.add(site.url('story.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ name }) => name === 'story.bin'), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    const page = await stage.control();
    await page.bringToFront();
    const box = await page.waitForSelector(`[data-row="${id}"] ::-p-xpath(.//label[contains(., "beginning")]/input)`);
    await box!.click();
    await row.press('Start');
    const have = await until(
      async () => {
        const ranges = (await row.task())?.have ?? [];
        return totalBytes(ranges) > MiB ? ranges : undefined;
      },
      { what: 'some of it is here', timeout: 60_000 },
    );
    expect(have[0]?.from).toBe(0);
    expect(have[0]?.to).toBeGreaterThan(0.8 * totalBytes(have));
    await row.press('Cancel');
  });
});
