import process from 'node:process';
import { launch } from '../../test/support/browser.ts';
import { startSite } from '../../test/support/site/site.ts';
import { demoFiles, demoRate, measuredFile } from './files.ts';

/** Opens a browser with the extension on the demo site and says what to click. Resolves when the user ends it or closes the browser. */
export async function showDemo(): Promise<void> {
  const site = await startSite({ files: demoFiles, rate: demoRate });
  const browser = await launch({ headless: false, extraArgs: ['--window-size=1100,800'] });
  const ended = new Promise<void>((resolve) => {
    browser.browser.once('disconnected', () => resolve());
    // `on`, not `once`: of one Ctrl-C we hear twice, for npm passes on what the terminal sends to both.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const [firstTab] = await browser.browser.pages();
  await firstTab?.goto(`${site.origin}/`);
  console.log(whatToClick(site.origin, browser.downloads));
  await ended;
  await browser.close();
  await site.stop();
}

function whatToClick(origin: string, downloads: string): string {
  return `
The demo site is ${origin}. Each of its connections is capped at ${demoRate / 2 ** 20} MB/s, so one alone needs 30 s for 60 MiB.
The privacy policy, which a new user is asked to accept, has been accepted for you.

1. Click "${measuredFile}": Perseid takes it over and fetches it over twelve connections.
2. Open the popup (the puzzle piece beside the address, then Perseid): pause it, resume it, look at the details.
3. Click "readme.txt": too small to be worth it, so it stays with the browser.
4. Click "observations.tar" (200 MiB) and two more: they run side by side.

Saved files lie in ${downloads}
Everything is fresh and is removed at the end: profile, downloads and site. Ctrl-C here, or closing the browser, ends it.
`;
}
