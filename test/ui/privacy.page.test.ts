import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

/** Whom the rows of the ledger are for, as a person reads them. */
const rows = () =>
  p.page.$$eval('.ledger tbody tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
const purposes = async () => (await rows()).map(([, what]) => what);

describe('the ledger', { timeout: patient }, () => {
  test('shows the newest first, with the download that a contact was for', async () => {
    await p.open('options/index.html');
    await expect
      .poll(purposes, soon)
      .toEqual([
        'Search for mirrors\nubuntu-26.04-desktop-amd64.iso',
        'Search for mirrors\nNo longer in the list (removed-)',
        'Check for updates and notices',
        'Check for updates and notices',
      ]);
    expect((await rows())[0]).toContain('GET /v1/mirrors?prefix=a0 22 bytes');
    // With the edition of the policy that held; what was put off was not sent.
    expect((await rows()).map(([when]) => when?.endsWith('Policy 1'))).toEqual([true, true, true, true]);
    expect((await rows()).filter(([, , , sent]) => sent?.startsWith('Not sent: GET'))).toHaveLength(1);
  });

  test('is searched by words, filtered by purpose and by download, by each alone and by all together', async () => {
    await p.open('options/index.html');
    const search = 'aria/Search the list[role="searchbox"]';
    const purpose = 'aria/Purpose[role="combobox"]';
    const task = 'aria/Download[role="combobox"]';
    const choose = async (which: string, value: string) => (await p.page.waitForSelector(which))?.select(value);
    await (await p.page.waitForSelector(search))?.type('deferred');
    await expect.poll(async () => (await rows()).length, soon).toBe(1);
    await p.page.click(search, { count: 3 });
    await p.press('Backspace');
    await choose(purpose, 'mirror-search');
    await expect.poll(async () => (await rows()).length, soon).toBe(2);
    expect(await p.page.$$eval('[aria-label="Download"] option', (all) => all.map(({ text }) => text))).toEqual([
      'All downloads',
      'ubuntu-26.04-desktop-amd64.iso',
      'No longer in the list (removed-)',
    ]);
    await choose(task, 'removed-task');
    await expect.poll(purposes, soon).toEqual(['Search for mirrors\nNo longer in the list (removed-)']);
    await choose(purpose, 'updates');
    await expect.poll(p.words, soon).toContain('Nothing matches.');
    expect(await rows()).toEqual([]);
    await choose(purpose, '');
    await choose(task, '');
    await expect.poll(async () => (await rows()).length, soon).toBe(4);
  });

  test('is exported alone, and erased', async () => {
    await p.open('options/index.html');
    await (await p.page.waitForSelector('aria/Export the list[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toBe('ledger.export {}; saveFile perseid-contacts.json');
    await (await p.page.waitForSelector('aria/Erase the list[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('Nobody. There is nothing here.');
    expect(await p.page.$$eval('[aria-label="Download"] option', (all) => all.length)).toBe(1);
  });
});

describe('who saw your address', { timeout: patient }, () => {
  test('is listed for each download: each host, what it gave and when', async () => {
    await p.open('options/index.html');
    const list = await p.page.waitForSelector('.host-list dl');
    await expect
      .poll(() => list?.evaluate((dl) => dl.innerText), soon)
      .toMatch(
        /ubuntu-26\.04-desktop-amd64\.iso\s+releases\.ubuntu\.example\s+0 bytes in 7 requests\s+Nov 22 – 23, 2026\s+cdn\.releases\.ubuntu\.example\s+4\.0 GB in 41 requests\s+Nov 22 – 23, 2026\s+mirror\.example\.net\s+Asked\. Nothing more is known\./,
      );
  });
});

describe('“Prove it”', { timeout: patient }, () => {
  const prove = async (link: string) => {
    await p.open('options/index.html');
    await (await p.page.waitForSelector('aria/Link to a file[role="textbox"]'))?.type(link);
    await p.press('Enter');
  };
  const outcome = () => p.page.$eval('.prove-outcome', (part) => part.textContent);

  test('is empty at first, asks for access to the host of the link alone, and says that only it was contacted', async () => {
    await p.open('options/index.html');
    const field = await p.page.waitForSelector('aria/Link to a file[role="textbox"]');
    expect(await field?.evaluate((input) => (input as HTMLInputElement).value)).toBe('');
    await prove('https://files.example.org/ends.bin');
    await expect.poll(outcome, soon).toContain('Only files.example.org was contacted, the host of your link.');
    expect(await outcome()).toContain('Nothing was added to the list of contacts.');
    expect(await outcome()).toContain('Neither sees packets.');
    expect(await p.calls()).toBe('requestSites files.example.org; task.add https://files.example.org/ends.bin');
  });

  test('names the hosts that the host of the link named', async () => {
    await prove('https://files.example.org/ends-redirected.bin');
    await expect.poll(outcome, soon).toContain('was contacted, and hosts that it named.');
    expect(await outcome()).toContain('cdn.files.example.org');
  });

  test('one that does not end shows what is known when that is asked for', async () => {
    await prove('https://files.example.org/forever.bin');
    await (await p.page.waitForSelector('aria/Show what is known now[role="button"]'))?.click();
    await expect.poll(outcome, soon).toContain('The download has not ended.');
  });

  test('without a link, without access and without an accepted policy nothing is asked of anybody', async () => {
    await prove('files.example.org/a.bin');
    await expect.poll(outcome, soon).toBe('That is not a web address.');
    expect(await p.calls()).toBe('');
    await prove('https://deny.example.org/a.bin');
    await expect.poll(outcome, soon).toContain('has not allowed');
    expect(await p.calls()).toBe('requestSites deny.example.org');
    await p.open('options/index.html?standing=declined');
    await (await p.page.waitForSelector('aria/Link to a file[role="textbox"]'))?.type('https://files.example.org/a');
    await p.press('Enter');
    await expect.poll(outcome, soon).toBe('Accept the privacy policy first.');
    expect(await p.calls()).toBe('');
  });
});
