import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

const open = (query: string) => p.open(`links/index.html?tab=1&scene=many&${query}`);
const press = async (name: string) => (await p.page.waitForSelector(`aria/${name}`))!.click();
const names = () => p.page.$$eval('.links-name', (all) => all.map((one) => one.textContent));
const status = () => p.page.$eval('.links-bar [role=status]', (one) => one.textContent);
const known = () => p.page.$$eval('.links-known', (all) => all.map((one) => one.textContent));
const focused = () =>
  p.page.evaluate(() => document.activeElement?.closest('li')?.querySelector('.links-name')?.textContent ?? null);
const problem = () => p.page.$eval('#find-note', (one) => one.textContent);
const note = () => p.page.$eval('#mask-note', (one) => one.textContent);
const type = async (field: string, text: string, role = 'textbox') => {
  await p.page.click(`aria/${field}[role="${role}"]`, { count: 3 });
  await p.page.keyboard.press('Backspace');
  await p.page.keyboard.type(text);
};

describe('links on this page', { timeout: patient }, () => {
  test('are filtered by kind and text, with a live count', async () => {
    await open('links=12');
    await expect.poll(status, soon).toBe('17 of 18 links shown · 0 selected');
    await press('Pictures 12[role="button"]');
    await expect.poll(status, soon).toBe('12 of 18 links shown · 0 selected');
    await type('Find in address or text', 'img 411', 'searchbox');
    await expect.poll(names, soon).toEqual(['IMG_4110.jpg', 'IMG_4111.jpg']);
    await press('Regular expression[role="checkbox"]');
    await type('Find in address or text', '410[1-3]', 'searchbox');
    await expect.poll(names, soon).toEqual(['IMG_4101.jpg', 'IMG_4102.jpg', 'IMG_4103.jpg']);
    // One that tries for ever with what does not fit: the page goes on, and says so.
    await type('Find in address or text', '(.+)+§', 'searchbox');
    await expect.poll(problem, soon).toBe('This expression takes too long. Give a simpler one.');
    await expect.poll(status, soon).toBe('0 of 18 links shown · 0 selected');
    await type('Find in address or text', '(', 'searchbox');
    await expect.poll(status, soon).toBe('0 of 18 links shown · 0 selected');
    expect(await problem()).toBe('This is no regular expression.');
  });

  test('are named by one mask, shown beforehand, and added from their page', async () => {
    await open('links=12');
    await press('Pictures 12[role="button"]');
    await press('Select all shown[role="button"]');
    await type('Name of the files', '{page}/{index:3} {text}.{nam}');
    await expect.poll(note, soon).toBe('{nam} cannot be used here.');
    expect(await p.page.$eval('.links-add .button.main', (one) => (one as HTMLButtonElement).disabled)).toBe(true);
    await type('Name of the files', '{page}/{index:3}.{ext}');
    const folder = 'Photos of the lake, 2026';
    const sample = `Will be saved as ${folder}/001.jpg, ${folder}/002.jpg, ${folder}/003.jpg`;
    await expect.poll(note, soon).toBe(`${sample}, if the servers call the files as the addresses do.`);
    await type('Name of the files', '{page}/{index:3}.jpg');
    await expect.poll(note, soon).toBe(`${sample}.`);
    await type('Name of the files', '{page}/{index:3}');
    await press('Add 12 downloads[role="button"]');
    await expect.poll(status, soon).toBe('12 of 18 links shown · 0 selected');
    const first = (await p.calls()).split('; ').find((call) => call.startsWith('given ')) ?? '';
    expect(JSON.parse(first.slice('given '.length))).toMatchObject({
      name: null,
      folder: null,
      mask: [folder, '/', '001', { told: 'ending' }],
      page: 'https://photos.example.org/2026/',
      referrer: 'https://photos.example.org/2026/',
    });
  });

  test('what is in the list or saved already is marked, and not among all', async () => {
    await open('links=0');
    await press('Select all shown[role="button"]');
    await expect.poll(status, soon).toBe('5 of 6 links shown · 4 selected');
    expect(await known()).toEqual(['In the list already']);
  });

  test('what has been added is marked from then on, and not among all; what was there goes on, and is said to', async () => {
    await open('links=0');
    await press('Select all shown[role="button"]');
    await p.page.click('.links-known');
    await press('Add 5 downloads[role="button"]');
    const said = '4 links added. One was in the list already, and goes on as it is.';
    await p.page.waitForFunction((text) => document.body.innerText.includes(text), {}, said);
    expect(await known()).toEqual(Array.from({ length: 5 }, () => 'In the list already'));
    await press('Select all shown[role="button"]');
    expect(await status()).toBe('5 of 6 links shown · 0 selected');
  });

  test('of very many only those that are seen are drawn; keys reach every one', async () => {
    await open('links=12000');
    await expect.poll(status, soon).toBe('12,005 of 12,006 links shown · 0 selected');
    expect(await p.words()).toContain('This page has more links than are read at once. Some of them are missing here.');
    const drawn = () => p.page.$$eval('.links-list li', (all) => all.length);
    expect(await drawn()).toBeLessThan(80);
    await p.page.focus('.links-list input');
    await p.press('End');
    await expect.poll(focused, soon).toBe('IMG_16099.jpg');
    await p.press('Space', 'PageUp', 'ArrowDown', 'Space');
    await expect.poll(status, soon).toBe('12,005 of 12,006 links shown · 2 selected');
    await p.press('Home');
    await expect.poll(focused, soon).toBe('album.zip');
    // Scrolled out of sight, the row that has the focus stays.
    await p.page.$eval('.links-list', (list) => list.scrollTo(0, 100_000));
    await expect.poll(names, soon).toContain('IMG_6270.jpg');
    expect(await focused()).toBe('album.zip');
    expect(await drawn()).toBeLessThan(80);
    await p.page.keyboard.press('Tab');
    expect(await focused()).toBe(null);
  });

  test('a page that cannot be read, or has nothing, is said to be so', async () => {
    await open('links=unread');
    await expect.poll(() => p.page.$eval('h1', (one) => one.textContent), soon).toBe('This page cannot be read.');
    await open('links=none');
    await expect
      .poll(() => p.page.$eval('h1', (one) => one.textContent), soon)
      .toBe('There is nothing to download on this page.');
  });
});
