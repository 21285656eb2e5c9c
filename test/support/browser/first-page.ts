import type { Page } from 'puppeteer';
import { until } from '../until.ts';
import type { LaunchedBrowser } from './launched-browser.ts';

/** The page that opens by itself, once, when the extension has been installed. */
export async function firstPage(browser: LaunchedBrowser): Promise<Page> {
  const page = await browser.tabWith('welcome.html');
  await untilPageSays(page, 'Accept');
  return page;
}

/** Waits until a page says this. Also in a tab that is not in front, where nothing is drawn. */
export async function untilPageSays(page: Page, words: string): Promise<void> {
  const says = (): Promise<boolean> =>
    page
      .evaluate((wanted) => (document.body as HTMLElement | null)?.innerText.includes(wanted) === true, words)
      .catch((error: unknown) => {
        // It has not come yet: what the tab showed before is just going.
        if (!/context was destroyed|Cannot find context|no such frame/i.test(String(error))) throw error;
        return false;
      });
  await until(says, { what: `the page says “${words}”` });
}

/** Accepts the policy as a person does, and closes the page. */
export function acceptPolicy(browser: LaunchedBrowser): Promise<void> {
  return decide(browser, 'Accept', 'Accepted.');
}

/** Declines it. */
export function declinePolicy(browser: LaunchedBrowser): Promise<void> {
  return decide(browser, 'Decline', 'Declined.');
}

async function decide(browser: LaunchedBrowser, button: string, said: string): Promise<void> {
  const page = await firstPage(browser);
  // A page in the background is not clicked, and may not even be drawn.
  await page.bringToFront();
  await page.click(`aria/${button}[role="button"]`);
  await untilPageSays(page, said);
  const others = async (): Promise<number> => (await browser.browser.pages()).length;
  // The last tab of a window takes the window with it.
  await until(async () => (await others()) > 1, { what: 'there is another tab' });
  await page.close();
}
