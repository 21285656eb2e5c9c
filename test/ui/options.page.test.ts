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
    await type('Connections to one site', '13');
    await expect.poll(p.words, soon).toContain('Give a whole number from 1 to 12.');
    await type('Folder in Downloads', '../secret');
    await expect.poll(p.words, soon).toContain('A folder cannot be named like this.');
    expect(await p.calls()).toBe('');
  });

  test('CL6, CL8: what needs a permission asks for it, and is off with the reason where there is none', async () => {
    const notify = 'aria/Tell me when a download ends[role="switch"]';
    const isOn = () => p.page.$eval(notify, (element) => (element as HTMLInputElement).checked);
    await p.open('options/index.html?deny');
    await (await p.page.waitForSelector(notify))?.click();
    await expect.poll(p.words, soon).toContain('The browser did not give the permission. Nothing was changed.');
    expect([await isOn(), await p.calls()]).toEqual([false, '']);
    await p.open('options/index.html');
    await (await p.page.waitForSelector(notify))?.click();
    await expect.poll(p.calls, soon).toBe('notify=true');
    await p.page.waitForSelector('aria/With a sound[role="switch"]');
    expect(await isOn()).toBe(true);
    await p.open('options/index.html?gone&notify');
    await expect.poll(p.words, soon).toContain('Off: the browser has taken the permission for it back.');
    expect(await isOn()).toBe(false);
  });

  test('other extensions: switched on, listed, taken off the list, and back', async () => {
    await p.open('options/index.html');
    await (await p.page.waitForSelector('aria/Other extensions may ask to add downloads[role="switch"]'))?.click();
    await expect.poll(p.calls, soon).toBe('outside=true');
    await expect.poll(p.words, soon).toContain('Extensions that have asked');
    await p.open('options/index.html?callers');
    await expect.poll(p.words, soon).toContain('ponmlkjihgfedcbaponmlkjihgfedcba: allowed');
    expect(await p.words()).toContain('grabber@example.net: refused');
    await (await p.page.waitForSelector('aria/Take grabber@example.net off the list[role="button"]'))?.click();
    const left = '{"id":"ponmlkjihgfedcbaponmlkjihgfedcba","allowed":true}';
    await expect.poll(p.calls, soon).toBe(`callers=[${left}]`);
    await (await p.page.waitForSelector('aria/Undo[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toContain(`callers=[${left},{"id":"grabber@example.net","allowed":false}]`);
  });

  test('hours and days: switched on, changed, and never without a day', async () => {
    await p.open('options/index.html');
    await (await p.page.waitForSelector('aria/Slow mode at certain times[role="switch"]'))?.click();
    await p.page.waitForSelector('aria/From');
    await p.page.$eval('input[type=time]', (field) => {
      field.value = '22:30';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect.poll(p.calls, soon).toContain('slowTimes={"on":true,"from":1350,"to":1080,"days":[1,2,3,4,5]}');
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])
      await (await p.page.waitForSelector(`aria/${day}[role="checkbox"]`))?.click();
    await expect.poll(p.words, soon).toContain('Choose at least one day, or turn this off.');
    expect(await p.page.$$eval('.times input:checked', (days) => days.length)).toBe(1);
    expect(await p.calls()).not.toContain('"days":[]');
    await (await p.page.waitForSelector('aria/Sun[role="checkbox"]'))?.click();
    await expect.poll(p.calls, soon).toContain('"days":[0,5]');
    await (await p.page.waitForSelector('aria/Undo[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toMatch(/"days":\[5\]\}$/);
  });

  test('rules for single sites: added, changed, taken out; what is no rule gets a sentence', async () => {
    await p.open('options/index.html');
    const write = async (host: string, connections: string, speed: string) => {
      for (const [label, text] of [
        ['Site of the rule', host],
        ['Connections', connections],
        ['MB/s', speed],
      ] as const) {
        await p.page.click(`aria/${label}[role="textbox"]`, { count: 3 });
        await p.press('Backspace');
        await p.page.keyboard.type(text);
      }
      await p.press('Enter');
    };
    await write('example.com', '', '');
    await expect.poll(p.words, soon).toContain('Give a number of connections, a speed, or both.');
    await write('example.com', '0', '');
    await expect.poll(p.words, soon).toContain('Give a whole number from 1 to 12.');
    await write('example.com', '', 'fast');
    await expect.poll(p.words, soon).toContain('Give a speed in MB/s, 0.01 or more.');
    await write('no site', '1', '');
    await expect.poll(p.words, soon).toContain('That is no site.');
    expect(await p.calls()).toBe('');
    await write('https://Example.com/path', '2', '1,5');
    const first = '{"host":"example.com","connections":2,"speedLimit":1500000}';
    const known = '{"host":"slow.example.net","connections":2,"speedLimit":500000}';
    await expect.poll(p.calls, soon).toBe(`hostRules=[${first},${known}]`);
    await expect.poll(p.words, soon).toContain('2 connections · 1.5 MB/s');
    await (await p.page.waitForSelector('aria/Edit the rule for slow.example.net[role="button"]'))?.click();
    await p.page.waitForSelector('aria/Change[role="button"]');
    await write('slow.example.net', '1', '');
    await expect.poll(p.calls, soon).toContain('"slow.example.net","connections":1,"speedLimit":null}');
    await (await p.page.waitForSelector('aria/Remove the rule for example.com[role="button"]'))?.click();
    await expect.poll(p.words, soon).not.toContain('1.5 MB/s');
    await (await p.page.waitForSelector('aria/Undo[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('1.5 MB/s');
  });

  test('rules for folders: added, changed, taken out; what is no rule gets a sentence', async () => {
    await p.open('options/index.html');
    const press = async (name: string) => (await p.page.waitForSelector(`aria/${name}[role="button"]`))?.click();
    await type('Folder for them', 'Films');
    await expect.poll(p.words, soon).toContain('Choose a kind, name a site, or both.');
    await type('Site they are from', 'no site');
    await expect.poll(p.words, soon).toContain('That is no site.');
    await type('Site they are from', 'https://Example.com/path');
    const site = '{"kind":null,"site":"example.com","folder":"Films"}';
    await expect.poll(p.calls, soon).toBe(`folderRules=[${site}]`);
    await p.page.select('#setting-folderRules', 'video');
    await type('Folder for them', '../Films');
    await expect.poll(p.words, soon).toContain('A folder cannot be named like this. “Films” would work.');
    await type('Folder for them', 'Films');
    const kind = (folder: string) => `{"kind":"video","site":null,"folder":"${folder}"}`;
    await expect.poll(p.calls, soon).toContain(`folderRules=[${kind('Films')},${site}]`);
    // One for the same takes its place.
    await press('Edit the rule for Video');
    await type('Folder for them', 'Films/New');
    await expect.poll(p.calls, soon).toContain(`folderRules=[${kind('Films/New')},${site}]`);
    await press('Remove the rule for example.com');
    await expect.poll(p.calls, soon).toMatch(/folderRules=\[[^,]*,"site":null,[^,]*\]$/);
    await press('Undo');
    await p.page.waitForSelector('aria/Edit the rule for example.com[role="button"]');
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
    await p.page.waitForFunction(
      () => !document.querySelector<HTMLElement>('#sites')?.innerText.includes('releases.example.org'),
    );
    await (await p.page.waitForSelector('aria/Allow on all sites[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('All sites');
  });
});
