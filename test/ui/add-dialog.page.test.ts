import { beforeEach, describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

describe('the dialog before links are added', { timeout: patient }, () => {
  const field = 'aria/Link to download[role="textbox"]';
  const name = 'aria/Name, if not as the server says[role="textbox"]';
  const folder = 'aria/Folder in Downloads[role="textbox"]';
  const isOpen = () => p.page.$('dialog[open]').then((dialog) => dialog !== null);
  const ask = async (...links: string[]) => {
    await p.page.type(field, links.join(' '));
    await p.press('Enter');
    await p.page.waitForSelector('dialog[open]');
  };

  beforeEach(() => p.open('popup/index.html?scene=empty&asks'));

  test('has the focus in the name; Enter adds with what was typed, and the focus is back in the page', async () => {
    await ask('https://a.example.org/one.iso');
    expect(await p.page.$eval('dialog input', (input) => input === document.activeElement)).toBe(true);
    expect(await p.page.$eval('dialog input', (input) => input.placeholder)).toBe('one.iso');
    await p.page.keyboard.type('two.iso');
    await p.page.type(folder, 'Discs');
    await p.page.select('dialog select', 'high');
    await p.page.focus(name);
    await p.press('Enter');
    await expect.poll(isOpen, soon).toBe(false);
    expect(await p.calls()).toMatch(
      /^given \{"name":"two\.iso","mask":null,"folder":"Discs",.*"priority":"high",.*"paused":false,.*\}; task\.add https:\/\/a\.example\.org\/one\.iso$/,
    );
    await expect.poll(p.words, soon).toContain('Added.');
    expect(await p.focused()).toBe('Link to download');
  });

  test('Escape closes it: nothing is added, and the link stays in the field', async () => {
    await ask('https://a.example.org/one.iso');
    await p.press('Escape');
    await expect.poll(isOpen, soon).toBe(false);
    expect(await p.calls()).toBe('');
    expect(await p.page.$eval('textarea', (element) => element.value)).toBe('https://a.example.org/one.iso');
    expect(await p.focused()).toBe('Link to download');
  });

  test('left as it is, name and folder stay open for the server and the rules; for later: it does not begin', async () => {
    await ask('https://a.example.org/one.iso');
    await (await p.page.waitForSelector('aria/Add for later[role="button"]'))?.click();
    await expect
      .poll(p.calls, soon)
      .toMatch(/^given \{"name":null,"mask":null,"folder":null,.*"paused":true,.*\}; task\.add /);
  });

  test('says what a name comes to that cannot be one', async () => {
    await ask('https://a.example.org/one.iso');
    await p.page.type(name, 'a/b.iso');
    await expect.poll(p.words, soon).toContain('It will be “a_b.iso”.');
    await p.page.type(folder, '../..');
    await expect.poll(p.words, soon).toContain('It will be “Downloads”.');
  });

  test('several links: one question, without a name; a site that is ticked is not asked about again', async () => {
    await ask('https://a.example.org/one.iso', 'https://a.example.org/two.iso');
    expect(await p.words()).toContain('Add 2 downloads');
    expect(await p.page.$(name)).toBeNull();
    await (await p.page.waitForSelector('aria/Add links to a.example.org without asking[role="checkbox"]'))?.click();
    await (await p.page.waitForSelector('dialog ::-p-aria([name="Add"][role="button"])'))?.click();
    await expect.poll(p.calls, soon).toContain('sitesAddedAtOnce=["a.example.org"]');
    await expect.poll(isOpen, soon).toBe(false);
    await p.page.type(field, 'https://a.example.org/three.iso');
    await p.press('Enter');
    await expect.poll(p.calls, soon).toMatch(/; task\.add https:\/\/a\.example\.org\/three\.iso$/);
    expect(await isOpen()).toBe(false);
  });

  test('a window for one link asks at once, and closes when that is over, added or not', async () => {
    const path = `popup/index.html?scene=empty&add=${encodeURIComponent('https://a.example.org/one.iso')}`;
    await p.open(path);
    await p.page.waitForSelector('dialog[open]');
    await p.page.waitForSelector(name);
    await p.press('Enter');
    await expect.poll(p.calls, soon).toMatch(/"page":"https:\/\/example\.org\/page".*; task\.add .*; closeOwnTab$/);
    await p.open(path);
    await p.page.waitForSelector(name);
    await p.press('Escape');
    await expect.poll(p.calls, soon).toBe('closeOwnTab');
  });
});
