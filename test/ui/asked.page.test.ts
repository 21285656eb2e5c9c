import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

describe('what waits for the user’s word', { timeout: patient }, () => {
  const press = async (name: string) => (await p.page.waitForSelector(`aria/${name}[role="button"]`))?.click();

  test('a name that is taken: said at the top of the popup, with both answers in words; by keyboard, too', async () => {
    await p.openPopup('asked');
    await expect.poll(p.words, soon).toContain('A file of this name is in the folder already.');
    expect(await p.words()).toMatch(/Needs you[\s\S]*minutes\.pdf/i);
    await p.focusRow('minutes.pdf');
    for (let tabs = 0; tabs < 8 && (await p.focused()) !== 'Keep both'; tabs += 1) await p.press('Tab');
    await p.press('Enter');
    await expect.poll(p.calls, soon).toMatch(/^task\.name task-\d+$/);
    await expect.poll(p.words, soon).not.toContain('A file of this name');
  });

  test('what is there already: said plainly by each kind of knowledge, with a way to have it all the same', async () => {
    await p.openPopup('asked');
    await expect.poll(p.words, soon).toContain('You have this already, from the same address: “again.zip”.');
    expect(await p.words()).toContain('The browser has saved this already: “plain.zip”.');
    expect(await p.words()).toContain('You have this very file already, by its checksum: “same.iso”.');
    await p.focusRow('again.zip');
    for (let tabs = 0; tabs < 8 && (await p.focused()) !== 'Download it all the same'; tabs += 1) await p.press('Tab');
    await p.press('Enter');
    await expect.poll(p.calls, soon).toMatch(/^task\.again task-\d+$/);
    await expect.poll(p.words, soon).not.toContain('“again.zip”');
    expect(await p.words()).toContain('again.zip');
  });

  test('and in the details on the page with all downloads', async () => {
    await p.open('manager/index.html?scene=asked');
    await (await p.page.waitForSelector('aria/minutes.pdf[role="gridcell"]'))?.click();
    await press('Details');
    await press('Replace the old file');
    await expect.poll(p.calls, soon).toMatch(/^task\.name task-\d+$/);
  });
});
