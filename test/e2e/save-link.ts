/// <reference types="chrome" />
import type { Site } from '../support/site/site.ts';
import type { Stage } from './stage.ts';

const id = 'save-link';

/**
 * "Save link with Perseid" in the context menu of a file's link.
 * @param came whether what comes of it is there; first: a task
 */
export async function saveLink(
  stage: Stage,
  site: Site,
  name: string,
  came = async () => (await stage.tasks()).some(({ source }) => source.url === site.url(name)),
): Promise<void> {
  const { ownWindow } = stage.browser;
  if (ownWindow === null) return choose(stage, site, name, came);
  const page = await stage.browser.openTab(`${site.origin}/`);
  await ownWindow.chooseInMenu(page, `a[href="/${name}"]`, 'Save link with Perseid');
}

/** The same, of a site that is not allowed, and the user does not allow it. */
export async function denySaveLink(stage: Stage, site: Site, name: string): Promise<void> {
  const { ownWindow } = stage.browser;
  if (ownWindow !== null) {
    await saveLink(stage, site, name);
    await ownWindow.answer('Deny');
    return;
  }
  // Without a click's right to ask, the browser refuses at once: nobody can press "Deny" in its own prompt here.
  const worker = await stage.browser.background();
  await worker.evaluate((linkUrl) => {
    const event = chrome.contextMenus.onClicked as unknown as { dispatch(chosen: object): void };
    event.dispatch({ menuItemId: 'save-link', linkUrl, pageUrl: linkUrl, editable: false });
  }, site.url(name));
}

/*
 * A headless Chromium draws no menu. Proven: the browser has an entry of this id (only one that exists can be updated),
 * and what its event sets off, with a click's right to ask for access (passed on by the message of a real click). Where
 * the entry stands, and that it is shown on links, Firefox shows.
 */
async function choose(stage: Stage, site: Site, name: string, came: () => Promise<boolean>): Promise<void> {
  const worker = await stage.browser.background();
  const info = { menuItemId: id, linkUrl: site.url(name), pageUrl: `${site.origin}/`, editable: false };
  const isThere = (): Promise<boolean> =>
    worker.evaluate((entry) => {
      const known = chrome.contextMenus.update(entry, { enabled: true });
      return known.then(
        () => true,
        () => false,
      );
    }, id);
  await stage.until(isThere, 'the menu has the entry');
  await worker.evaluate((chosen) => {
    const event = chrome.contextMenus.onClicked as unknown as { dispatch(chosen: object): void };
    chrome.runtime.onMessage.addListener((message) => {
      if (message === 'menu') event.dispatch(chosen);
    });
  }, info);
  const page = await stage.browser.openPage('options.html');
  await page.evaluate(() => {
    document.addEventListener('click', () => void chrome.runtime.sendMessage('menu'), { once: true });
  });
  await page.click('h1');
  await stage.until(came, 'something comes of it');
  await page.close();
}
