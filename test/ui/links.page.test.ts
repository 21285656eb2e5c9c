import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

const open = (query: string) => p.open(`links/index.html?tab=1&scene=many&${query}`);
const press = async (name: string) => (await p.page.waitForSelector(`aria/${name}`))!.click();
const names = () => p.page.$$eval('.links-name', (all) => all.map((one) => one.textContent));
const status = () => p.page.$eval('.links-bar [role=status]', (one) => one.textContent);
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
    await type('Find in address or text', '(', 'searchbox');
    await expect.poll(status, soon).toBe('0 of 18 links shown · 0 selected');
    expect(await p.page.$eval('#find-note', (one) => one.textContent)).toBe('This is no regular expression.');
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
    await expect.poll(note, soon).toBe(`Will be saved as ${folder}/001.jpg, ${folder}/002.jpg, ${folder}/003.jpg.`);
    await press('Add 12 downloads[role="button"]');
    await expect.poll(status, soon).toBe('12 of 18 links shown · 0 selected');
    const first = (await p.calls()).split('; ').find((call) => call.startsWith('given ')) ?? '';
    expect(JSON.parse(first.slice('given '.length))).toMatchObject({
      name: '001.jpg',
      folder,
      page: 'https://photos.example.org/2026/',
      referrer: 'https://photos.example.org/2026/',
    });
  });

  test('what is in the list or saved already is marked, and not among all', async () => {
    await open('links=0');
    await press('Select all shown[role="button"]');
    await expect.poll(status, soon).toBe('5 of 6 links shown · 4 selected');
    expect(await p.page.$$eval('.links-known', (all) => all.map((one) => one.textContent))).toEqual([
      'In the list already',
    ]);
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
