import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

describe('popup: names and roles', { timeout: patient }, () => {
  test('one list named Downloads in headed groups; each item is named by its file and has its bar and More', async () => {
    await p.openPopup('many');
    const list = await p.page.waitForSelector('aria/Downloads[role="list"]');
    const headings = await list?.$$eval('h2', (all) => all.map((one) => one.textContent));
    expect(headings).toEqual(['Needs you', 'Running', 'Waiting', 'Finished']);
    for (const [name, button] of [
      ['ubuntu-26.04-desktop-amd64.iso', 'Pause'],
      ['ubuntu-26.04-desktop-amd64.iso', 'Cancel'],
      ['dataset-2026-11.tar.zst', 'Resume'],
      ['mirror.img', 'Retry'],
      ['report.pdf', 'Start again'],
      ['paper.pdf', 'Show in folder'],
    ]) {
      const item = await p.page.waitForSelector(p.row(name ?? ''));
      expect(await item?.$(`aria/${button}[role="button"]`), `${name}: ${button}`).not.toBeNull();
      expect(await item?.$('aria/More[role="button"]')).not.toBeNull();
      expect(await item?.$('[role="progressbar"]')).not.toBeNull();
    }
  });

  test('the bar tells its value; the eye opens the hosts', async () => {
    await p.openPopup('three');
    const item = await p.page.waitForSelector(p.row('ubuntu-26.04-desktop-amd64.iso'));
    expect(
      await item?.$eval('[role=progressbar]', (bar) => [
        bar.getAttribute('aria-valuenow'),
        bar.getAttribute('aria-valuetext'),
      ]),
    ).toEqual(['63', '63%']);
    await (await item?.$('.eye'))?.click();
    expect(await item?.$$eval('.seen li', (all) => all.map((one) => one.textContent))).toEqual([
      'releases.ubuntu.example',
      'cdn.releases.ubuntu.example',
      'mirror.example.net',
    ]);
  });

  test('the eye counts the peers of a torrent, and says no more of them', async () => {
    await p.openPopup('torrents');
    const item = await p.page.waitForSelector(p.row('Film, running'));
    const eye = await item?.$('.eye');
    expect(await eye?.evaluate((button) => button.getAttribute('title'))).toBe('10 computers saw your address');
    await eye?.click();
    expect(await item?.$$eval('.seen li', (all) => all.map((one) => one.textContent))).toEqual([
      'tracker.example.org',
      '9 peers',
    ]);
  });

  test('nothing is wider than the popup and it is at most 560 high', async () => {
    await p.page.setViewport({ width: 400, height: 560 });
    await p.openPopup('many');
    const size = await p.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.querySelector('.popup')?.getBoundingClientRect().height,
    ]);
    expect(size).toEqual([400, 560]);
  });
});

describe('popup: keyboard', { timeout: patient }, () => {
  test('arrows move between rows, one tab stop for all', async () => {
    await p.openPopup('three');
    expect(await p.page.$$eval('[role=listitem][tabindex="0"]', (all) => all.length)).toBe(1);
    await p.focusRow('ubuntu-26.04-desktop-amd64.iso');
    await p.press('ArrowDown');
    expect(await p.focused()).toBe('dataset-2026-11.tar.zst');
    await p.press('End');
    expect(await p.focused()).toBe('paper.pdf');
    await p.press('ArrowDown', 'Home');
    expect(await p.focused()).toBe('ubuntu-26.04-desktop-amd64.iso');
    expect(await p.page.$$eval('[role=listitem][tabindex="0"]', (all) => all.length)).toBe(1);
  });

  test('Space pauses and resumes', async () => {
    await p.openPopup('three');
    await p.focusRow('ubuntu-26.04-desktop-amd64.iso');
    await p.press('Space');
    await expect.poll(p.calls, soon).toBe('task.pause task-1');
    const item = await p.page.waitForSelector(p.row('ubuntu-26.04-desktop-amd64.iso'));
    await item?.waitForSelector('aria/Resume[role="button"]');
    await (await p.page.waitForSelector(p.row('ubuntu-26.04-desktop-amd64.iso')))?.focus();
    await p.press('Space');
    await expect.poll(p.calls, soon).toBe('task.pause task-1; task.resume task-1');
  });

  /** Whether the note at the bottom lies over the last row, in a popup (as high as it needs) scrolled to its end. */
  const lastRowIsCovered = async () => {
    const height = await p.page.$eval('.popup', (popup) => popup.getBoundingClientRect().height);
    await p.page.setViewport({ width: 400, height });
    return p.page.evaluate(() => {
      const row = [...document.querySelectorAll('.list [role=listitem]')].at(-1)!;
      document.querySelector('.list')!.scrollTo(0, 1e6);
      return row.getBoundingClientRect().bottom > document.querySelector('.toast')!.getBoundingClientRect().top;
    });
  };

  test('the title line tells ours from the browser’s', async () => {
    await p.openPopup('many');
    expect(await p.page.$eval('.totals', (line) => line.textContent)).toMatch(/^7 running · 2 in the browser/);
    await p.openPopup('empty');
    expect(await p.page.$eval('.totals', (line) => line.textContent)).toBe('Nothing running');
  });

  test('a note never hides the end of the list', async () => {
    await p.openPopup('many');
    await p.focusRow('report.pdf');
    await p.press('Delete');
    await expect.poll(p.words, soon).toContain('Removed “report.pdf”.');
    expect(await lastRowIsCovered()).toBe(false);
  });

  test('Delete removes, the next row takes the focus, Undo brings it back', async () => {
    await p.openPopup('three');
    await p.focusRow('dataset-2026-11.tar.zst');
    await p.press('Delete');
    await expect.poll(p.words, soon).toContain('Removed “dataset-2026-11.tar.zst”.');
    await p.page.waitForFunction(() => document.activeElement?.textContent?.includes('paper.pdf'));
    expect(await p.page.$(p.row('dataset-2026-11.tar.zst'))).toBeNull();
    await (await p.page.waitForSelector('aria/Undo[role="button"]'))?.click();
    await p.page.waitForSelector(p.row('dataset-2026-11.tar.zst'));
    expect(await p.calls()).toBe('task.remove task-2; task.undo task-2');
  });

  test('Enter opens the properties, Escape leads back to the row, / to the field', async () => {
    await p.openPopup('three');
    await p.focusRow('dataset-2026-11.tar.zst');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('https://releases.example.org/files/dataset-2026-11.tar.zst');
    await expect.poll(p.words, soon).toContain('812 MB (812,000,000 bytes)');
    await p.press('Escape');
    await p.page.waitForSelector(p.row('dataset-2026-11.tar.zst'));
    expect(await p.focused()).toBe('dataset-2026-11.tar.zst');
    await p.press('Slash');
    expect(await p.focused()).toBe('Link to download');
  });

  test('the menu: opened by arrow, moved in by arrows and letters, Escape gives the focus back', async () => {
    await p.openPopup('three');
    const item = await p.page.waitForSelector(p.row('dataset-2026-11.tar.zst'));
    await (await item?.waitForSelector('aria/More[role="button"]'))?.focus();
    await p.press('Enter');
    await item?.waitForSelector('[role=menu]');
    expect(await p.focused()).toBe('Properties');
    await p.press('ArrowDown', 'ArrowDown');
    expect(await p.focused()).toBe('Start again');
    await p.press('ArrowDown', 'ArrowDown');
    expect(await p.focused()).toBe('Properties');
    await p.press('ArrowUp');
    expect(await p.focused()).toBe('Remove');
    await p.press('KeyC');
    expect(await p.focused()).toBe('Copy address');
    await p.press('Escape');
    expect(await p.focused()).toBe('More');
    expect(await p.page.$('[role=menu]')).toBeNull();
    await p.press('ArrowUp', 'Enter');
    await expect.poll(p.calls, soon).toBe('task.remove task-2');
  });
});
