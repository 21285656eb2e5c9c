import { browserName } from './browser/browser-name.ts';
import { launchChromium } from './browser/chromium/launch-chromium.ts';
import { launchFirefox } from './browser/firefox/launch-firefox.ts';
import { acceptPolicy } from './browser/first-page.ts';
import type { LaunchOptions } from './browser/launch-options.ts';
import type { LaunchedBrowser } from './browser/launched-browser.ts';

export type { LaunchOptions } from './browser/launch-options.ts';

/**
 * Starts the browser that this run drives, with the extension unless told otherwise. Folders that were made for it are removed by
 * `close`.
 */
export async function launch(options: LaunchOptions = {}): Promise<LaunchedBrowser> {
  const { launched, installed } = await (browserName === 'firefox' ? launchFirefox : launchChromium)(options);
  if (installed && options.accept !== false) await acceptPolicy(launched);
  return launched;
}
