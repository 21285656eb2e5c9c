import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

describe('the line and the properties in the popup', { timeout: patient }, () => {
  const choose = async (entry: string) => {
    await (await p.page.waitForSelector(`aria/${entry}`))?.click();
  };
  /** Names of the rows that wait, from top to bottom. */
  const waiting = () =>
    p.page.$$eval('[data-group=waiting] [role=listitem] .name', (names) => names.map((name) => name.textContent ?? ''));

  test('moves by keyboard keep the focus on the row that moved', async () => {
    await p.openPopup('many');
    const before = await waiting();
    const [first = '', second = ''] = before;
    await p.focusRow(second);
    for (const _ of ['Pause', 'Cancel', 'More']) await p.press('Tab');
    await p.press('ArrowDown');
    expect(await p.focused()).toBe('Start now');
    await p.press('ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(waiting, soon).toEqual([second, first, ...before.slice(2)]);
    const inRow = () =>
      p.page.evaluate(() => document.activeElement?.closest('[role=listitem]')?.querySelector('.name')?.textContent);
    await expect.poll(inRow, soon).toBe(second);
  });

  test('limit, priority and start time apply at once; a wrong speed changes nothing', async () => {
    await p.openPopup('three');
    await p.press('Tab');
    await (await p.page.waitForSelector('aria/More[role="button"]'))?.click();
    await choose('Properties[role="menuitem"]');
    await p.page.waitForSelector('aria/Speed limit[role="textbox"]');
    await p.page.type('aria/Speed limit[role="textbox"]', 'much');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('Give a speed in MB/s, 0.01 or more.');
    expect(await p.calls()).toBe('');
    await p.page.click('aria/Speed limit[role="textbox"]', { count: 3 });
    await p.page.keyboard.type('2.5');
    await p.press('Enter');
    await expect.poll(p.calls, soon).toMatch(/^task\.set \S+ \{"speedLimit":2500000\}$/);
    await p.page.select('select[aria-label="Priority"]', 'high');
    await expect.poll(p.calls, soon).toContain('{"priority":"high"}');
    await p.page.$eval('input[type=datetime-local]', (field) => {
      field.value = '2031-02-03T18:00';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    const startAt = await p.page.evaluate(() => new Date(2031, 1, 3, 18).getTime());
    await expect.poll(p.calls, soon).toContain(`{"startAt":${startAt}}`);
    await p.page.$eval('input[type=datetime-local][aria-label="Stop at"]', (field) => {
      field.value = '2031-02-03T19:00';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect.poll(p.calls, soon).toContain(`{"stopAt":${startAt + 3_600_000}}`);
    await choose('Back to the list[role="button"]');
    await expect.poll(p.words, soon).toContain('Waiting for Feb 3, 2031');
  });
});

describe('what ends while the popup is open', { timeout: patient }, () => {
  test('is read out, each of several that end at once', async () => {
    await p.openPopup('many');
    const said = () => p.page.$$eval('[role=log] p', (all) => all.map((one) => one.textContent));
    expect(await said()).toEqual([]);
    await p.page.evaluate(() => void document.dispatchEvent(new CustomEvent('preview-end', { detail: 2 })));
    await expect
      .poll(said, soon)
      .toEqual([
        'Saved: ubuntu-26.04-desktop-amd64.iso',
        'Needs you: a very long file name that somebody thought would be helpful (final, revised, 2026-11-23).mkv',
      ]);
  });
});
