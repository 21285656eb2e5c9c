import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { sceneNow } from '../../test/ui/preview/scenes.ts';
import { servePreview } from '../../test/ui/preview/serve.ts';
import { ensureChromium } from '../browsers.ts';
import { root } from './command.ts';
import { type Listing, listingIn } from './listing.ts';
import { poster, type Look, tile } from './store-frames.ts';
import {
  largeTile,
  type Picture,
  type Scene,
  scenes,
  type Scheme,
  schemes,
  screenshotOf,
  smallTile,
} from './store-pictures.ts';

/** Which page a scene shows, and what is done there first. */
interface Shown {
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
}

const pages: Readonly<Record<Scene, Shown>> = {
  popup: { path: 'popup/index.html?scene=store' },
  manager: { path: 'manager/index.html?scene=store', act: openDetails },
  links: { path: 'links/index.html?tab=1&scene=store&links=60', act: chooseSome },
  privacy: { path: 'options/index.html?given', act: (page) => bringUp(page, '#privacy') },
  options: { path: 'options/index.html', act: (page) => bringUp(page, '#speed') },
};

/** The first row of the list, and who brings its bytes. */
async function openDetails(page: Page): Promise<void> {
  await (await page.waitForSelector('aria/aurora-26.04-desktop-amd64.iso[role="gridcell"]'))?.click();
  await (await page.waitForSelector('aria/Details[role="button"]'))?.click();
  await page.waitForSelector('.speed-area');
}

/** What the mask at the foot names. */
async function chooseSome(page: Page): Promise<void> {
  await (await page.waitForSelector('aria/Select all shown[role="button"]'))?.click();
}

async function bringUp(page: Page, selector: string): Promise<void> {
  await (await page.waitForSelector(selector))?.evaluate((part) => part.scrollIntoView());
}

/** The pages as they are drawn, and pictures composed of them, in one browser. */
class Studio {
  readonly #browser: Browser;
  readonly #origin: string;

  constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  /** One of our pages at its scene. @param width of the window, px; @param scale of what is drawn to that */
  async shoot(scene: Scene, { scheme, width, height, scale = 1 }: Frame): Promise<Uint8Array> {
    const page = await this.#browser.newPage();
    const faults: unknown[] = [];
    page.on('pageerror', (error) => faults.push(error));
    page.on('console', (message) => {
      // A browser asks every site for its icon; an extension's page has that of the extension.
      const isIcon = message.location().url?.endsWith('/favicon.ico') === true;
      if (message.type() === 'error' && !isIcon) faults.push(message.text());
    });
    // The scene's own clock, and nothing that moves.
    await page.evaluateOnNewDocument((now) => void (Date.now = () => now), sceneNow);
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    await page.goto(`${this.#origin}/entrypoints/${pages[scene].path}`);
    await page.waitForSelector('#app > *');
    await pages[scene].act?.(page);
    await page.waitForNetworkIdle();
    if (faults.length > 0) throw new AggregateError(faults, `the page of "${scene}" has faults`);
    const shot = await page.screenshot();
    await page.close();
    return shot;
  }

  /** A picture of words and pages. */
  async compose(html: string, { width, height }: Picture): Promise<Uint8Array> {
    const page = await this.#browser.newPage();
    await page.setViewport({ width, height });
    await page.setContent(html, { waitUntil: 'load' });
    const shot = await page.screenshot();
    await page.close();
    return shot;
  }
}

interface Frame {
  readonly scheme: Scheme;
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
}

/** A popup, as wide as it is in the browser, drawn larger for who looks at it in a store. */
const popupFrame = { width: 400, height: 560, scale: 1.25 };

async function screenshot(studio: Studio, scene: Scene, scheme: Scheme, look: Look): Promise<Uint8Array> {
  const picture = screenshotOf(scene, scheme);
  if (scene !== 'popup') return studio.shoot(scene, { scheme, width: picture.width, height: picture.height });
  return studio.compose(poster(look, scheme, await studio.shoot('popup', { scheme, ...popupFrame })), picture);
}

/** @returns each picture of the store pages, as it is drawn */
async function* drawn(studio: Studio, look: Look): AsyncGenerator<[Picture, Uint8Array]> {
  for (const scene of scenes)
    for (const scheme of schemes) yield [screenshotOf(scene, scheme), await screenshot(studio, scene, scheme, look)];
  const popup = await studio.shoot('popup', { scheme: 'dark', ...popupFrame });
  yield [smallTile, await studio.compose(tile(look, popup, 'small'), smallTile)];
  const manager = await studio.shoot('manager', { scheme: 'dark', width: 1100, height: 620 });
  yield [largeTile, await studio.compose(tile(look, manager, 'large'), largeTile)];
}

/** Draws every picture of the store pages from the real pages over made-up downloads. @param save gets each, by its full path */
export async function drawStore(save: (path: string, png: Uint8Array) => Promise<void>): Promise<void> {
  const listing: Listing = listingIn('en');
  const look: Look = { listing, icon: await readFile(join(root, 'store-assets/icon.svg'), 'utf8') };
  const preview = await servePreview();
  const browser = await puppeteer.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
  try {
    for await (const [{ path }, png] of drawn(new Studio(browser, preview.origin), look)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await save(join(root, path), png);
    }
  } finally {
    await browser.close();
    await preview.close();
  }
}
