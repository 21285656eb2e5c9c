import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

describe('options', { timeout: patient }, () => {
  const type = async (label: string, text: string) => {
    await p.page.click(`aria/${label}[role="textbox"]`, { count: 3 });
    await p.page.keyboard.type(text);
    await p.press('Enter');
  };

  test('a change applies at once and can be undone', async () => {
    await p.open('options/index.html');
    await type('Smallest size', '20');
    await expect.poll(p.calls, soon).toBe('minimumSize=20971520');
    await (await p.page.waitForSelector('aria/Undo[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toBe('minimumSize=20971520; minimumSize=8388608');
    await p.page.waitForFunction(() => document.querySelector<HTMLInputElement>('#setting-minimumSize')?.value === '8');
  });

  test('invalid input gets a sentence and changes nothing', async () => {
    await p.open('options/index.html');
    await type('Connections to one site', '7');
    await expect.poll(p.words, soon).toContain('Give a whole number from 1 to 6.');
    await type('Folder in Downloads', '../secret');
    await expect.poll(p.words, soon).toContain('A folder cannot be named like this.');
    expect(await p.calls()).toBe('');
  });

  test('sites left alone: added as host names, each once, and taken out', async () => {
    await p.open('options/index.html');
    await type('Site to leave alone', 'https://www.example.com/path');
    await expect.poll(p.calls, soon).toBe('sitesLeftAlone=["intranet.example.com","www.example.com"]');
    await type('Site to leave alone', 'www.example.com');
    await expect.poll(p.words, soon).toContain('www.example.com is already in the list.');
    await (await p.page.waitForSelector('aria/Remove intranet.example.com[role="button"]'))?.click();
    await expect
      .poll(p.calls, soon)
      .toBe('sitesLeftAlone=["intranet.example.com","www.example.com"]; sitesLeftAlone=["www.example.com"]');
  });

  test('switch, choice, and access to sites', async () => {
    await p.open('options/index.html');
    await (await p.page.waitForSelector('aria/Take over programs too[role="switch"]'))?.click();
    await expect.poll(p.calls, soon).toBe('takeDangerous=true');
    await p.page.select('#setting-bypassKey', 'shift');
    await expect.poll(p.calls, soon).toBe('takeDangerous=true; bypassKey="shift"');
    await (await p.page.waitForSelector('aria/Take back access to releases.example.org[role="button"]'))?.click();
    await p.page.waitForFunction(() => !document.body.innerText.includes('releases.example.org'));
    await (await p.page.waitForSelector('aria/Allow on all sites[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('All sites');
  });
});
