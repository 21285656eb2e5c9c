/// <reference types="chrome" />
import { describe, expect, it } from 'vitest';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

describe('links on this page', () => {
  it('are read from the page in front, chosen, named and downloaded, as from their page', async () => {
    const stage = await stageFor();
    const files = {
      'one.zip': { size: MiB, needs: { referer: true } },
      'two.zip': { size: MiB, needs: { referer: true } },
      'three.pdf': { size: MiB },
    };
    const site = await siteFor({ files });
    const tab = await stage.browser.openTab(`${site.origin}/`);
    await tab.bringToFront();
    const id = await (
      await stage.control()
    ).evaluate(
      async (origin) => (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(origin))?.id,
      site.origin,
    );
    const links = await stage.browser.openPage(`links.html?tab=${id}`);
    const press = async (name: string) => (await links.waitForSelector(`aria/${name}`))!.click();
    await press('Archives 2[role="button"]');
    await press('Select all shown[role="button"]');
    await links.type('aria/Name of the files[role="textbox"]', 'Set/{index:2} {name}.{ext}');
    await press('Add 2 downloads[role="button"]');
    await stage.expectSaved(site, 'one.zip', 'Set/01 one.zip');
    await stage.expectSaved(site, 'two.zip', 'Set/02 two.zip');
    expect(site.log('three.pdf').requests).toEqual([]);
    await links.reload();
    await press('Archives 2[role="button"]');
    await links.waitForFunction(() => document.querySelectorAll('.links-known').length === 2);
    // What the popup's button opens.
    const popup = await PopupPage.open(stage);
    await popup.page.waitForSelector('aria/Links on this page[role="button"]');
  });
});
