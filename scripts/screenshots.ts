// Makes the pictures of the documentation and of the stores from the real extension at work: builds it, lets it download
// from a loopback site under made-up names, and writes store-assets/popup-*.png: `node scripts/screenshots.ts`.
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { launch } from '../test/support/browser.ts';
import { startSite } from '../test/support/site/site.ts';
import { until } from '../test/support/until.ts';
import { buildExtension } from './demo/e2e-build.ts';

const MiB = 2 ** 20;
const origin = 'http://files.example.org';
const quick = { rate: null };
const files = {
  'star-atlas-2026.pdf': { size: 41 * MiB, ...quick },
  'field-notes.zip': { size: 12 * MiB, ...quick },
  'last-years-index.zip': { status: 404 },
  'aurora-26.04-desktop-amd64.iso': { size: 700 * MiB },
  'observations.tar.zst': { size: 260 * MiB },
  'lectures-week-7.zip': { size: 180 * MiB },
  'meadow-recordings.flac': { size: 300 * MiB },
};

await buildExtension();
const site = await startSite({ files, rate: 2 * MiB });
const browser = await launch({
  extraArgs: [
    `--host-resolver-rules=MAP files.example.org 127.0.0.1:${new URL(site.origin).port}`,
    '--force-color-profile=srgb',
  ],
});
try {
  const page = await browser.openPage('popup.html');
  await fillList(page);
  await photograph(page);
} finally {
  await browser.close();
  await site.stop();
}

/** Two at work, one failed, one paused, one waiting, two finished. */
async function fillList(page: Page): Promise<void> {
  await page.waitForSelector('aria/Downloads[role="list"]');
  await page.evaluate(() => chrome.storage.local.set({ settings: { activeTasks: 2 } }));
  await add(page, 'last-years-index.zip', 'The file is not at this address.');
  await add(page, 'field-notes.zip', 'Saved');
  await add(page, 'star-atlas-2026.pdf', 'Saved');
  await add(page, 'lectures-week-7.zip', /(1[2-9]|[2-9]\d)%/);
  await (await page.waitForSelector('aria/Pause[role="button"]'))?.click();
  await shows(page, 'lectures-week-7.zip', 'Paused by you');
  await add(page, 'observations.tar.zst', /(3[4-9]|[4-9]\d)%/);
  await add(page, 'aurora-26.04-desktop-amd64.iso', /\b[5-9]%/);
  await add(page, 'meadow-recordings.flac', 'Waits: 2 already running');
}

async function add(page: Page, name: string, words: string | RegExp): Promise<void> {
  await page.type('aria/Link to download[role="textbox"]', `${origin}/${name}\n`);
  await shows(page, name, words);
}

async function shows(page: Page, name: string, words: string | RegExp): Promise<void> {
  const read = async (): Promise<string> => {
    const row = await page.$(`aria/${name}[role="listitem"]`);
    return (await row?.evaluate((element) => (element as HTMLElement).innerText)) ?? '';
  };
  const what = `${name}: ${String(words)}`;
  await until(async () => new RegExp(words).test(await read()), { what, timeout: 120_000 });
}

/** The popup as high as its list, without the trace of how it was filled. */
async function photograph(page: Page): Promise<void> {
  await page.setViewport({ width: 400, height: 560, deviceScaleFactor: 2 });
  await page.reload();
  await page.waitForSelector('aria/Pause[role="button"]');
  await page.addStyleTag({ content: '.popup{max-block-size:none!important}' });
  const height = await page.$eval('.popup', (popup) => popup.scrollHeight);
  await page.setViewport({ width: 400, height, deviceScaleFactor: 2 });
  await shows(page, 'aurora-26.04-desktop-amd64.iso', 'connections');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const path = fileURLToPath(new URL(`../store-assets/popup-${scheme}.png`, import.meta.url)) as `${string}.png`;
    await page.screenshot({ path });
    console.log(path);
  }
}
