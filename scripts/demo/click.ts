import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LaunchOptions, launch } from '../../test/support/browser.ts';
import type { LaunchedBrowser } from '../../test/support/browser/launched-browser.ts';
import { sha256File, waitForFile } from '../../test/support/files.ts';
import { pathOf } from '../../test/support/site/index-page.ts';
import type { Site } from '../../test/support/site/site.ts';

/** A file that came whole. */
export interface Arrival {
  /** From the click until the whole file lay in the Downloads folder. */
  seconds: number;
  sha256: 'ok' | 'bad';
}

/**
 * Clicks a file's link in a browser of its own and waits for the file.
 * @param patience s
 * @throws when it does not arrive
 */
export async function clickAndWait(
  site: Site,
  name: string,
  bytes: number,
  options: LaunchOptions,
  patience: number,
): Promise<Arrival> {
  const browser = await launch(options);
  try {
    if (options.build !== null) await browser.background();
    const clickedAt = await clickLink(browser, site, name);
    const saved = join(browser.downloads, name);
    await waitForFile(saved, { bytes, timeout: patience * 1000, every: 10 }).catch((error: unknown) => {
      const there = readdirSync(browser.downloads).join(', ') || 'nothing';
      throw new Error(`the file did not arrive; in the folder: ${there}`, { cause: error });
    });
    const seconds = (performance.now() - clickedAt) / 1000;
    return { seconds, sha256: (await sha256File(saved)) === (await site.sha256(name)) ? 'ok' : 'bad' };
  } finally {
    await browser.close();
  }
}

/** A real click. @returns when the button went down, on performance.now()'s clock */
async function clickLink(browser: LaunchedBrowser, site: Site, name: string): Promise<number> {
  const page = await browser.openTab(`${site.origin}/`);
  const link = await page.waitForSelector(`a[href="${pathOf(name)}"]`);
  if (!link) throw new Error(`the page has no link to ${name}`);
  await link.hover();
  const clickedAt = performance.now();
  await page.mouse.down();
  await page.mouse.up();
  return clickedAt;
}
