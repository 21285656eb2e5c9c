import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { managerOf } from './preview/manager.ts';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();
const { open, row, click, press, names, chosen, current, focusGrid, isOff } = managerOf(p);

describe('all downloads: the list', { timeout: patient }, () => {
  test('shows ten thousand, of which a few are drawn; says how many there are, and which row is which', async () => {
    await open('thousands');
    expect(await p.page.$eval('[role=grid]', (grid) => grid.getAttribute('aria-rowcount'))).toBe('10001');
    expect(await p.page.$$eval('.grid-body [role=row]', (rows) => rows.length)).toBeLessThan(80);
    await focusGrid();
    await p.press('End');
    await expect.poll(current, soon).toBe('archive 09968.bin');
    expect(await p.page.$eval('[aria-selected=true]', (at) => at.getAttribute('aria-rowindex'))).toBe('10001');
    const seen = await p.page.$eval('[aria-selected=true]', (at) => {
      const [own, around] = [at.getBoundingClientRect(), at.closest('[role=grid]')!.getBoundingClientRect()];
      return own.top >= around.top && own.bottom <= around.bottom + 1;
    });
    expect(seen).toBe(true);
  });

  test('is sorted by a column and back, without a row that is not there', async () => {
    await open('thousands');
    const sort = (name: string) => press(`[role=columnheader] ::-p-text(${name})`);
    const sorted = () =>
      p.page.$$eval('[aria-sort]:not([aria-sort=none])', (all) =>
        all.map((one) => `${one.textContent} ${one.getAttribute('aria-sort')}`),
      );
    expect(await sorted()).toEqual(['State ascending']);
    await sort('Name');
    await expect
      .poll(async () => (await names())[0], soon)
      .toBe('a very long file name that somebody thought would be helpful (final, revised, 2026-11-23).mkv');
    await sort('Name');
    await expect.poll(async () => (await names())[0], soon).toBe('ubuntu-26.04-desktop-amd64.iso');
    expect(await sorted()).toEqual(['Name descending']);
    expect(await p.page.$eval('[role=grid]', (grid) => grid.getAttribute('aria-rowcount'))).toBe('10001');
  });

  test('is filtered by state, kind, site and words, together; nothing that fits says so', async () => {
    await open('thousands');
    await press('aria/Finished 9,983[role="button"]');
    await expect.poll(p.words, soon).toContain('9,983 of 10,000 downloads');
    await press('aria/Video 1,426[role="button"]');
    await press('aria/site-3.example.org 322[role="button"]');
    await p.page.type('aria/Find by name or address[role="searchbox"]', 'MKV archive');
    // Of 1,426 videos those of one site in thirty-one.
    await expect.poll(p.words, soon).toContain('46 of 10,000 downloads');
    expect(await p.page.$eval('[role=grid]', (grid) => grid.getAttribute('aria-rowcount'))).toBe('47');
    expect((await names()).every((name) => /^archive \d+\.mkv$/.test(name))).toBe(true);
    await p.page.type('aria/Find by name or address[role="searchbox"]', ' nowhere');
    await expect.poll(p.words, soon).toContain('Nothing fits this filter.');
    await press('aria/Show all[role="button"]');
    await expect.poll(p.words, soon).toContain('10,000 downloads');
  });
});

describe('all downloads: selecting and acting', { timeout: patient }, () => {
  test('keys: arrows select, Shift a span, Control and Space one more, Space pauses what runs, Delete removes with one message', async () => {
    await open('many');
    await click('queued-part-1.rar');
    await p.press('ArrowDown');
    expect(await chosen()).toEqual(['queued-part-2.rar']);
    await p.page.keyboard.down('Shift');
    await p.press('ArrowDown', 'ArrowDown');
    await p.page.keyboard.up('Shift');
    expect(await chosen()).toEqual(['queued-part-2.rar', 'queued-part-3.rar', 'queued-part-4.rar']);
    await p.page.keyboard.down('Control');
    await p.press('ArrowUp', 'Space');
    await p.page.keyboard.up('Control');
    expect(await chosen()).toEqual(['queued-part-2.rar', 'queued-part-4.rar']);
    expect(await current()).toBe('queued-part-3.rar');
    await p.press('Space');
    await expect.poll(p.calls, soon).toMatch(/^tasks\.act pause task-\d+ task-\d+$/);
    await p.press('Delete');
    await expect.poll(p.words, soon).toContain('Removed 2 downloads.');
    expect(await names()).not.toContain('queued-part-2.rar');
    await press('aria/Undo[role="button"]');
    await expect.poll(names, soon).toContain('queued-part-2.rar');
    expect((await p.calls()).split('; ').map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
      'tasks.act pause',
      'tasks.act remove',
      'tasks.act undo',
    ]);
  });

  test('mouse: a click selects, Shift a span, Control one more; buttons act on all of it and are greyed where they would do nothing', async () => {
    await open('many');
    expect([await isOff('Pause'), await isOff('Resume'), await isOff('Remove')]).toEqual([true, true, true]);
    await click('queued-part-1.rar');
    await p.page.keyboard.down('Shift');
    await click('queued-part-3.rar');
    await p.page.keyboard.up('Shift');
    await p.page.keyboard.down('Control');
    await click('queued-part-2.rar');
    await click('paper.pdf');
    await p.page.keyboard.up('Control');
    expect(await chosen()).toEqual(['paper.pdf', 'queued-part-1.rar', 'queued-part-3.rar']);
    expect([await isOff('Pause'), await isOff('Resume'), await isOff('Remove')]).toEqual([false, true, false]);
    await press('aria/Pause[role="button"]');
    // Not the one that is saved: pausing means nothing to it.
    await expect.poll(p.calls, soon).toMatch(/^tasks\.act pause task-\d+ task-\d+$/);
  });

  test('the line: dragged to another place, or moved by Alt and an arrow, where the list shows its order', async () => {
    await open('many');
    const line = async () => (await names()).filter((name) => name.startsWith('queued'));
    const from = await p.page.waitForSelector(row('queued-part-4.rar'));
    const to = await p.page.waitForSelector(row('queued-part-1.rar'));
    const [a, b] = [await from!.boundingBox(), await to!.boundingBox()];
    await p.page.mouse.move(a!.x + 40, a!.y + 10);
    await p.page.mouse.down();
    // The browser tells where something is dragged only while it moves.
    for (let n = 0; (await p.page.$('.mark-before')) === null; n++)
      await p.page.mouse.move(b!.x + 40 + (n % 20), b!.y + 2);
    await p.page.mouse.up();
    await expect
      .poll(line, soon)
      .toEqual(['queued-part-4.rar', 'queued-part-1.rar', 'queued-part-2.rar', 'queued-part-3.rar']);
    await focusGrid();
    await p.page.keyboard.down('Alt');
    await p.press('ArrowDown');
    await p.page.keyboard.up('Alt');
    await expect
      .poll(line, soon)
      .toEqual(['queued-part-1.rar', 'queued-part-4.rar', 'queued-part-2.rar', 'queued-part-3.rar']);
    expect(await current()).toBe('queued-part-4.rar');
    await press('[role=columnheader] ::-p-text(Name)');
    await expect.poll(() => p.page.$$eval('[draggable=true]', (all) => all.length), soon).toBe(0);
  });
});

describe('all downloads: details', { timeout: patient }, () => {
  test('Enter opens them, arrows move between tabs, they follow the selection, Escape gives the focus back', async () => {
    await open('three');
    await click('ubuntu-26.04-desktop-amd64.iso');
    await p.press('Enter');
    await expect.poll(p.focused, soon).toBe('Overview');
    await expect.poll(p.words, soon).toContain('6.2 GB (6,210,000,000 bytes)');
    await p.press('ArrowRight');
    expect(await p.focused()).toBe('Sources');
    await expect.poll(p.words, soon).toContain('The server says there were too many requests.');
    await p.press('End');
    expect(await p.focused()).toBe('Contacts');
    await expect.poll(p.words, soon).toContain('4.0 GB in 41 requests');
    await p.press('Home', 'Escape');
    expect(await p.page.$('.pane')).toBeNull();
    expect(await p.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    expect(await current()).toBe('ubuntu-26.04-desktop-amd64.iso');
  });

  test('say who brought which bytes, what is missing, and how fast it was', async () => {
    await open('three');
    await click('ubuntu-26.04-desktop-amd64.iso');
    await press('aria/Details[role="button"]');
    await p.page.waitForSelector('.speed-area');
    const legend = await p.page.$$eval('.legend li', (all) =>
      all.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ')),
    );
    expect(legend).toEqual([
      'cdn.releases.ubuntu.example 1.7 GB',
      'mirror.example.net 1.4 GB',
      'Earlier, or nobody knows by whom 849 MB',
      'Missing 2.3 GB',
    ]);
    const tinted = await p.page.$$eval('.byte-map rect[class^=source]', (all) =>
      all.map((one) => one.getAttribute('class')),
    );
    expect(tinted).toEqual(['source-0', 'source-0', 'source-0', 'source-1', 'source-1']);
    await expect.poll(p.words, soon).toContain('In the last ten minutes: now 10.9 MB/s');
    await click('paper.pdf');
    await expect.poll(() => p.page.$eval('.pane h2', (title) => title.textContent), soon).toBe('paper.pdf');
    expect(await p.page.$('.speed-graph')).toBeNull();
  });
});

describe('all downloads: lists', { timeout: patient }, () => {
  const choose = async (entry: string) => {
    await press('aria/Lists[role="button"]');
    await press(`aria/${entry}[role="menuitem"]`);
  };
  const give = async (text: string) => {
    const path = join(temporaryFolder('list'), 'list.txt');
    writeFileSync(path, text);
    const [chooser] = await Promise.all([p.page.waitForFileChooser(), choose('Read a list…')]);
    await chooser.accept([path]);
  };

  test('what is selected is written; nothing selected: all that is unfinished', async () => {
    await open('three');
    await click('paper.pdf');
    await choose('Write as plain links');
    await expect.poll(p.words, soon).toContain('Wrote 1 download.');
    expect(await p.calls()).toBe('saveFile perseid-downloads.txt https://arxiv.example.org/files/paper.pdf\n');
    await p.page.reload();
    await choose('Write as JSON, with everything');
    await expect.poll(p.words, soon).toContain('Wrote 2 downloads.');
  });

  test('one that is read is added after a look at it: the browser asks about its sites in that click', async () => {
    await open('empty');
    await give('https://files.new/a.iso\n  out=named.iso\nno link\n');
    await expect.poll(p.words, soon).toContain('The list holds 1 download. 1 line is no link and is left out.');
    expect(await p.calls()).toBe('');
    await press('aria/Add them[role="button"]');
    await expect.poll(p.words, soon).toContain('Added.');
    expect(await p.calls()).toBe('requestSites files.new; task.add https://files.new/a.iso');
  });

  test('one that is none is refused in words', async () => {
    await open('empty');
    await give('{"format": "something else"}');
    await expect.poll(p.words, soon).toContain('This is no list that can be read');
    expect(await p.calls()).toBe('');
  });
});
