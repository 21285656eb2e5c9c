import { describe, expect, test } from 'vitest';
import { complaints } from '../support/axe.ts';
import { managerOf } from './preview/manager.ts';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();
const { open, click, press, names, current, focusGrid, isOff, rowCount, happens } = managerOf(p);

describe('all downloads: several, and very many', { timeout: patient }, () => {
  test('several are moved in the line with one message: they keep their order, and stop at its ends', async () => {
    await open('many');
    const line = async () => (await names()).filter((name) => name.startsWith('queued')).map((name) => name.at(-5));
    await click('queued-part-1.rar');
    await p.page.keyboard.down('Shift');
    await p.press('ArrowDown');
    await p.page.keyboard.up('Shift');
    await p.page.keyboard.down('Alt');
    await p.press('ArrowUp');
    await expect.poll(p.calls, soon).toMatch(/^tasks\.move "up" task-\d+ task-\d+$/);
    expect(await line()).toEqual(['1', '2', '3', '4']);
    await p.press('ArrowDown');
    await expect.poll(line, soon).toEqual(['3', '1', '2', '4']);
    await p.press('ArrowDown', 'ArrowDown');
    await expect.poll(line, soon).toEqual(['3', '4', '1', '2']);
    await p.page.keyboard.up('Alt');
    expect((await p.calls()).match(/tasks\.move/g)).toHaveLength(4);
  });

  test('of ten thousand selected ones all are looked at: what runs is paused, though it is among the last', async () => {
    await open('thousands');
    await press('[role=columnheader] ::-p-text(Added)');
    await expect.poll(async () => (await names())[0], soon).toBe('archive 09968.bin');
    await focusGrid();
    await p.page.keyboard.down('Control');
    await p.press('a');
    await p.page.keyboard.up('Control');
    await expect.poll(p.words, soon).toContain('10,000 selected');
    expect([await isOff('Pause'), await isOff('Resume'), await isOff('Remove')]).toEqual([false, false, false]);
    await p.press('Space');
    await expect.poll(p.calls, soon).toMatch(/^tasks\.act pause( task-\d+)+$/);
    // What transfers, is checked or waits; of what is saved or has failed none.
    expect((await p.calls()).match(/task-\d+/g)).toHaveLength(10);
  });
});

describe('all downloads: what happens meanwhile', { timeout: patient }, () => {
  test('a store that cannot be read is said, and read again at a button; then the rest is there', async () => {
    await p.open('manager/index.html?scene=thousands&store=fails');
    const alert = await p.page.waitForSelector('[role=alert]');
    expect(await alert?.evaluate((one) => one.textContent)).toContain('The stored downloads could not be read.');
    expect(await p.words()).not.toContain('Reading the list');
    expect(await rowCount()).toBe('-1');
    await press('aria/Retry[role="button"]');
    await expect.poll(rowCount, soon).toBe('10001');
    expect(await p.page.$('[role=alert]')).toBeNull();
  });

  test('erased while it is open, nothing is left of the list', async () => {
    await open('three');
    await click('paper.pdf');
    await happens('preview-erase');
    await expect.poll(rowCount, soon).toBe('1');
    expect(await p.words()).toContain('Click any download link');
    expect(await isOff('Remove')).toBe(true);
  });

  test('several that end at once are all read out; of more than three the number', async () => {
    const said = () => p.page.$$eval('[role=log] p', (all) => all.map((one) => one.textContent));
    await open('many');
    expect(await said()).toEqual([]);
    await happens('preview-end', 3);
    const first = [
      'Saved: ubuntu-26.04-desktop-amd64.iso',
      'Saved: a very long file name that somebody thought would be helpful (final, revised, 2026-11-23).mkv',
      'Needs you: nightly-build.zip',
    ];
    await expect.poll(said, soon).toEqual(first);
    await happens('preview-end', 7);
    await expect.poll(said, soon).toEqual([...first, 'Saved: 6 downloads', 'Needs you: queued-part-4.rar']);
  });

  test('what waits, waits for those that transfer: what is checked, saved or shared takes no place', async () => {
    await open('many');
    await expect.poll(p.words, soon).toContain('Waits: 5 already running');
  });

  test('what the browser downloads itself is a press away, with the reason and what can be done', async () => {
    await open('many');
    await press('::-p-text(2 in the browser)');
    const item = await p.page.waitForSelector('aria/big.iso[role="listitem"]');
    expect(await item?.evaluate((one) => (one as HTMLElement).innerText)).toContain('site not allowed yet');
    await press('aria/Take over downloads from this site[role="button"]');
    await expect.poll(p.calls, soon).toBe('requestSites new.example.net');
    await open('three');
    expect(await p.page.$('.in-browser')).toBeNull();
  });
});

describe('all downloads: what can be set of one', { timeout: patient }, () => {
  test('BC21: the search for mirrors is switched off in its settings at any time', async () => {
    await p.open('manager/index.html?scene=three&mirrors');
    await click('ubuntu-26.04-desktop-amd64.iso');
    await press('aria/Details[role="button"]');
    await press('aria/Settings[role="tab"]');
    const search = await p.page.waitForSelector('aria/Search for mirrors[role="switch"]');
    expect(await search?.evaluate((one) => (one as HTMLInputElement).checked)).toBe(true);
    await search?.click();
    await expect.poll(p.calls, soon).toMatch(/^task\.search task-\d+$/);
    await expect.poll(p.words, soon).toContain('Off for this download');
  });

  test('where nobody knows the page of an expired link, the button leads to the field for a new one', async () => {
    await open('expired');
    await click('old-link.zip');
    await press('aria/Details[role="button"]');
    await press('aria/Paste a new link[role="button"]');
    await expect.poll(p.focused, soon).toBe('New link');
    await p.page.keyboard.type('https://files.new/old-link.zip');
    await p.press('Enter');
    await expect.poll(p.calls, soon).toContain('task.add https://files.new/old-link.zip');
  });
});

describe('all downloads: any window', { timeout: patient }, () => {
  test.each([
    ['wide', 1600, 900],
    ['narrow', 420, 800],
    ['at 200 %', 640, 400],
  ])('%s: nothing is wider than the page, and a row can be reached', async (_, width, height) => {
    await open('many');
    await p.page.setViewport({ width, height });
    const wide = () =>
      p.page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector('[role=grid]')?.scrollWidth]);
    await expect.poll(wide, soon).toEqual([width, await p.page.$eval('[role=grid]', (grid) => grid.clientWidth)]);
    await focusGrid();
    await p.press('End');
    await expect.poll(current, soon).toMatch(/^photo-archive/);
  });

  test.each([
    ['narrow', 420, 800],
    ['at 200 %', 640, 400],
  ])('%s: kinds, sites and every order are a press away', async (_, width, height) => {
    await open('many');
    await p.page.setViewport({ width, height });
    const summary = await p.page.waitForSelector('::-p-text(Filter and sort)');
    await summary?.focus();
    await p.press('Enter');
    await press('aria/Video 2[role="button"]');
    await expect.poll(rowCount, soon).toBe('3');
    await press('aria/Video 2[role="button"]');
    await p.page.select('aria/Sort by[role="combobox"]', 'size');
    await expect.poll(async () => (await names())[0], soon).toBe('recording.webm');
    await press('aria/The other way round[role="checkbox"]');
    await expect.poll(async () => (await names())[0], soon).toBe('ubuntu-26.04-desktop-amd64.iso');
    const [wide, fits] = await p.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBe(fits);
    expect(await complaints(p.page)).toEqual([]);
  });
});
