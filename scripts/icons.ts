// Draws the extension's icons from store-assets/icon.svg into public/icon: `node scripts/icons.ts`.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { ensureChromium } from './browsers.ts';

const sizes = [16, 32, 48, 128];
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const svg = await readFile(at('store-assets/icon.svg'), 'utf8');
const browser = await puppeteer.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
try {
  const page = await browser.newPage();
  for (const size of sizes) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({ path: at(`public/icon/${size}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
}
