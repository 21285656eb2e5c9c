// Draws the real pages with made-up downloads and writes PNGs into .cache/preview: `node scripts/preview.ts [name…]`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer';
import { ensureChromium } from './browsers.ts';
import { servePreview } from '../test/ui/preview/serve.ts';
import { sceneNow } from '../test/ui/preview/scenes.ts';

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly width?: number;
  readonly height?: number;
  readonly act?: (page: Page) => Promise<void>;
}

const popup = '/entrypoints/popup/index.html';
const options = '/entrypoints/options/index.html';
const welcome = '/entrypoints/welcome/index.html';
const manager = '/entrypoints/manager/index.html';
const links = '/entrypoints/links/index.html?tab=1&scene=many';
const selectShown = async (page: Page) => (await page.waitForSelector('aria/Select all shown[role="button"]'))?.click();
const openDetails = async (page: Page) => {
  await (await page.waitForSelector('aria/Downloads[role="grid"]'))?.focus();
  for (const key of [
    'ArrowDown',
    'Home',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'ArrowDown',
    'Enter',
  ] as const)
    await page.keyboard.press(key);
  await page.waitForSelector('.speed-area');
};
const openMenu = async (page: Page) => (await page.waitForSelector('aria/More[role="button"]'))?.click();
const choose = async (page: Page, name: string) =>
  (await page.waitForSelector(`aria/${name}[role="menuitem"]`))?.click();

const shots: readonly Shot[] = [
  { name: 'empty', path: `${popup}?scene=empty` },
  { name: 'three', path: `${popup}?scene=three` },
  { name: 'many', path: `${popup}?scene=many` },
  { name: 'many-all', path: `${popup}?scene=many`, act: unfold, height: 2600 },
  {
    name: 'torrents',
    path: `${popup}?scene=torrents`,
    height: 1400,
    act: async (page) => void (await page.waitForSelector('.card')),
  },
  {
    name: 'share',
    path: `${popup}?scene=empty#share`,
    height: 1100,
    act: async (page) => void (await page.waitForSelector('#share-title')),
  },
  {
    name: 'torrent-details',
    path: `${popup}?scene=torrents`,
    height: 1200,
    act: async (page) => {
      await openMenu(page);
      await choose(page, 'Properties');
    },
  },
  { name: 'asked', path: `${popup}?scene=asked` },
  {
    name: 'adding',
    path: `${popup}?scene=empty&add=https://files.example.org/a-long-name-of-a-file-2026-11.tar.zst`,
    act: async (page) => {
      await page.waitForSelector('dialog[open] input');
    },
  },
  { name: 'menu', path: `${popup}?scene=three`, act: openMenu },
  {
    name: 'details',
    path: `${popup}?scene=three`,
    act: async (page) => {
      await openMenu(page);
      await choose(page, 'Properties');
    },
  },
  {
    name: 'seen',
    path: `${popup}?scene=three`,
    act: async (page) => {
      await openMenu(page);
      await choose(page, 'Properties');
      await show(page, '.who-saw');
    },
  },
  {
    name: 'removed',
    path: `${popup}?scene=three`,
    act: async (page) => {
      await openMenu(page);
      await choose(page, 'Remove');
      await page.waitForSelector('.toast');
    },
  },
  { name: 'long-words', path: `${popup}?scene=many`, act: stretchWords },
  { name: 'tab', path: `${popup}?scene=many`, width: 1100, height: 800 },
  { name: 'unasked', path: `${popup}?scene=empty&standing=unasked` },
  { name: 'manager', path: `${manager}?scene=thousands`, width: 1280, height: 800 },
  { name: 'manager-details', path: `${manager}?scene=many`, width: 1440, height: 900, act: openDetails },
  { name: 'manager-below', path: `${manager}?scene=many`, width: 1000, height: 900, act: openDetails },
  { name: 'manager-narrow', path: `${manager}?scene=many`, width: 420, height: 800 },
  { name: 'manager-zoom', path: `${manager}?scene=many`, width: 640, height: 400 },
  { name: 'links', path: `${links}&links=60`, width: 1100, height: 760, act: selectShown },
  { name: 'links-narrow', path: `${links}&links=12`, width: 420, height: 760 },
  { name: 'links-unread', path: `${links}&links=unread`, width: 800, height: 400 },
  { name: 'manager-empty', path: `${manager}?scene=empty`, width: 1000, height: 600 },
  { name: 'options', path: options, width: 1000, height: 3300 },
  {
    name: 'notices',
    path: `${options}?notices`,
    width: 1000,
    height: 800,
    act: (page) => show(page, '.notices'),
  },
  {
    name: 'sends',
    path: `${options}?given`,
    width: 1000,
    height: 3000,
    act: async (page) => {
      await page.$$eval('.purpose-facts', (all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
      await show(page, '.purpose-facts');
    },
  },
  {
    name: 'erase',
    path: `${options}?given`,
    width: 1000,
    height: 800,
    act: async (page) => {
      await (await page.waitForSelector('aria/Erase my data[role="button"]'))?.click();
      await page.waitForSelector('aria/Ask back, then erase[role="button"]');
      await show(page, '.own-data');
    },
  },
  { name: 'privacy', path: options, width: 1000, height: 1600, act: (page) => show(page, '.ledger') },
  {
    name: 'prove',
    path: options,
    width: 1000,
    height: 800,
    act: async (page) => {
      const field = await page.waitForSelector('aria/Link to a file[role="textbox"]');
      await field?.type('https://files.example.org/ends-redirected.bin');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.prove-outcome .who-saw');
      await show(page, '.host-list');
    },
  },
  { name: 'options-narrow', path: options, width: 420, height: 5000 },
  { name: 'welcome', path: `${welcome}?standing=unasked`, width: 900, height: 1100 },
  { name: 'welcome-narrow', path: `${welcome}?standing=unasked`, width: 420, height: 1400 },
];

/** Brings a part of the page to its top. */
async function show(page: Page, selector: string): Promise<void> {
  await (await page.waitForSelector(selector))?.evaluate((part) => part.scrollIntoView());
}

/** Shows everything that would scroll. */
async function unfold(page: Page): Promise<void> {
  await page.addStyleTag({ content: '.popup{max-block-size:none!important}.list{overflow:visible!important}' });
}

/** Makes every word 40 % longer, as another language might. */
async function stretchWords(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
      walk.currentNode.textContent = (walk.currentNode.textContent ?? '').replaceAll(
        /(\p{L}{3,})/gu,
        (word) => word + word.slice(0, Math.ceil(word.length * 0.4)),
      );
  });
}

const folder = fileURLToPath(new URL('../.cache/preview/', import.meta.url));
await mkdir(folder, { recursive: true });
const preview = await servePreview();
const browser = await puppeteer.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
try {
  const wanted = shots.filter((shot) => process.argv.length <= 2 || process.argv.slice(2).includes(shot.name));
  for (const shot of wanted) for (const scheme of ['light', 'dark'] as const) await take(shot, scheme);
} finally {
  await browser.close();
  await preview.close();
}

async function take(shot: Shot, scheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(shot.name, error));
  page.on('console', (message) => message.type() === 'error' && console.error(shot.name, message.text()));
  await page.evaluateOnNewDocument((now) => {
    Date.now = () => now;
  }, sceneNow);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width: shot.width ?? 400, height: shot.height ?? 560, deviceScaleFactor: 2 });
  await page.goto(preview.origin + shot.path);
  await page.waitForSelector('#app > *');
  await shot.act?.(page);
  const path = `${folder}${shot.name}-${scheme}.png` as const;
  // The browser makes its popup as high as its content.
  const height = await page.$eval('.popup, .page, .welcome, .manager, .links', (top) => top.clientHeight);
  if (shot.width === undefined) await page.setViewport({ width: 400, height, deviceScaleFactor: 2 });
  await page.screenshot({ path });
  await page.close();
  console.log(path);
}
