import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ensureChromium } from '../../../scripts/browsers.ts';
import { servePreview, type Preview } from './serve.ts';

/** Time for a test in a real browser, ms. */
export const patient = 60_000;
/** How long a test waits for what must come. */
export const soon = { timeout: 20_000 };

type Key = Parameters<Page['keyboard']['press']>[0];

/**
 * The real pages in a real browser, over a stand-in for the platform that moves tasks by the real reducer: what a person
 * with a keyboard or a screen reader meets. The pages in the extension itself are tested in test/e2e.
 */
export class Pages {
  page!: Page;
  origin = '';

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}/entrypoints/${path}`);
    await this.page.waitForSelector('#app > *');
  }

  /** Opens the popup, and waits until it has drawn all of its list. */
  async openPopup(scene: string): Promise<void> {
    await this.open(`popup/index.html?scene=${scene}`);
    await this.page.waitForSelector('[role=list][aria-busy=false]');
  }

  /** What the page has asked of the platform so far. */
  calls = () =>
    this.page.evaluate(() => (globalThis as unknown as { previewCalls: readonly string[] }).previewCalls.join('; '));

  /** All that can be read on the page. */
  words = () => this.page.evaluate(() => document.body.innerText);

  /** The name of the element that has the focus. */
  focused = () =>
    this.page.evaluate(() => {
      const at = document.activeElement;
      const labelled = document.getElementById(at?.getAttribute('aria-labelledby') ?? '');
      return at?.getAttribute('aria-label') ?? labelled?.textContent ?? at?.textContent ?? '';
    });

  /** Presses keys one after the other, as somebody who looks: the next when the page has painted what the last one did. */
  async press(...keys: Key[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.#painted();
    }
  }

  /** Effects run after a frame, and what they change is painted with the next one. */
  #painted = () =>
    this.page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );

  /** Selector of the row of a file. */
  row = (name: string) => `aria/${name}[role="listitem"]`;

  async focusRow(name: string): Promise<void> {
    await (await this.page.waitForSelector(this.row(name)))?.focus();
  }
}

/** Starts the pages for a test file, and gives each of its tests a fresh tab. */
export function usePages(): Pages {
  const pages = new Pages();
  let preview: Preview;
  let browser: Browser;
  beforeAll(async () => {
    preview = await servePreview();
    browser = await puppeteer.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
    pages.origin = preview.origin;
  }, patient);
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
  });
  beforeEach(async () => {
    pages.page = await browser.newPage();
    pages.page.setDefaultTimeout(soon.timeout);
  }, patient);
  afterEach(() => pages.page.close());
  return pages;
}
