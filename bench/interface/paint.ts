import type { Page } from 'puppeteer';
import type { LaunchedBrowser } from '../../test/support/browser/launched-browser.ts';

declare global {
  /** Ms from the navigation to the frame in which an element was there; set once. */
  var paintedAt: number | undefined;
}

/** Opens a page of the extension. @param selector what it is opened for @returns ms until a frame with that was painted */
export async function timeToPaint(browser: LaunchedBrowser, path: string, selector: string): Promise<number> {
  const page = await browser.browser.newPage();
  try {
    await page.evaluateOnNewDocument(notePaint, selector);
    await browser.lead(page, `${browser.extensionOrigin}/${path}`);
    const painted = await page.waitForFunction(() => globalThis.paintedAt);
    return (await painted.jsonValue()) ?? Number.NaN;
  } finally {
    await page.close();
  }
}

/** Runs in the page before its own scripts. A task that is queued in a frame's callback runs after that frame was painted. */
function notePaint(selector: string): void {
  const look = (): void => {
    if (document.querySelector(selector) === null) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        globalThis.paintedAt = performance.now();
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
}

/** Waits until a page has all of its list: it then tells how many rows there are. */
export async function untilComplete(page: Page): Promise<void> {
  await page.waitForSelector('[role=grid][aria-rowcount]:not([aria-rowcount="-1"])', { timeout: 60_000 });
}
