import type { ElementHandle, Page } from 'puppeteer';
import { onTestFinished } from 'vitest';
import type { LaunchedBrowser } from '../support/browser/launched-browser.ts';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

/** The real popup as a person meets it: by roles and names. */
export class PopupPage {
  readonly page: Page;
  readonly #browser: LaunchedBrowser;

  constructor(page: Page, browser: LaunchedBrowser) {
    this.page = page;
    this.#browser = browser;
  }

  /** Opens the popup in a tab of its size, or of a window of its own; closed when the test is over. */
  static async open(stage: Stage, type: 'tab' | 'window' = 'tab'): Promise<PopupPage> {
    const page = await stage.browser.openPage('popup.html', type);
    onTestFinished(async () => {
      if (page.browser().connected && !page.isClosed()) await page.close();
    });
    await page.setViewport({ width: 400, height: 560 });
    await page.bringToFront();
    // All of its list is drawn.
    await page.waitForSelector('[role=list][aria-label=Downloads][aria-busy=false]');
    return new PopupPage(page, stage.browser);
  }

  /** The row of a file. */
  async row(name: string): Promise<ElementHandle> {
    return found(await this.page.waitForSelector(`aria/${name}[role="listitem"]`), name);
  }

  /** Names of all rows from top to bottom. */
  rows(): Promise<string[]> {
    return this.page.$$eval('[role=list][aria-label=Downloads] [role=listitem] .name', (names) =>
      names.map((name) => name.textContent ?? ''),
    );
  }

  /** Presses a button of a row. */
  async press(name: string, button: string): Promise<void> {
    // A page in the background is not clicked, and may not even be drawn.
    await this.page.bringToFront();
    await (await this.#within(name, `aria/${button}[role="button"]`)).click();
  }

  /** Looks for the row anew each time: one that moves to another group is another element. */
  #within(name: string, selector: string): Promise<ElementHandle> {
    const look = async () => (await this.page.$(`aria/${name}[role="listitem"]`))?.$(selector);
    return until(look, { what: `${name} has ${selector}` });
  }

  /** Chooses an entry of a row's menu "More". */
  async choose(name: string, entry: string): Promise<void> {
    await this.press(name, 'More');
    await found(await this.page.waitForSelector(`aria/${entry}[role="menuitem"]`), entry).click();
  }

  /** All that can be read in a row, once it holds this. */
  async says(name: string, words: string | RegExp): Promise<string> {
    return this.#read(`${name} says ${String(words)}`, words, async () => {
      const row = await this.page.$(`aria/${name}[role="listitem"]`);
      return (await row?.evaluate((element) => (element as HTMLElement).innerText)) ?? '';
    });
  }

  /** All that can be read on the page, once it holds this. */
  async shows(words: string | RegExp): Promise<string> {
    return this.#read(`the popup shows ${String(words)}`, words, () =>
      this.page.evaluate(() => document.body.innerText),
    );
  }

  /** The value of a row's progress bar, 0 to 100; null while it has none. */
  async progress(name: string): Promise<number | null> {
    const bar = await this.#within(name, 'aria/Progress[role="progressbar"]');
    const value = await bar.evaluate((element) => element.getAttribute('aria-valuenow'));
    return value === null ? null : Number(value);
  }

  /** Waits until a row's bar has grown twice. */
  async grows(name: string): Promise<void> {
    for (const step of [1, 2]) {
      const before = (await this.progress(name)) ?? 0;
      await until(async () => ((await this.progress(name)) ?? 0) > before, { what: `${name} grows, ${step}` });
    }
  }

  /** Waits until no row of this name is there. */
  async loses(name: string): Promise<void> {
    await until(async () => !(await this.rows()).includes(name), { what: `${name} is gone` });
  }

  /** Puts text where the cursor is, at once. */
  paste(text: string): Promise<void> {
    return this.#browser.paste(this.page, text);
  }

  /** Puts text into the field for links at once, as pasting does, and presses Add. */
  async add(text: string): Promise<void> {
    await this.page.focus('aria/Link to download[role="textbox"]');
    await this.paste(text);
    await found(await this.page.waitForSelector('aria/Add[role="button"]'), 'Add').click();
  }

  async #read(what: string, words: string | RegExp, read: () => Promise<string>): Promise<string> {
    let last = '';
    const text = await until(
      async () => {
        last = await read();
        return typeof words === 'string' ? last.includes(words) && last : words.test(last) && last;
      },
      { what },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; there is: ${last}`);
    });
    return text;
  }
}

function found<T>(handle: T | null, what: string): T {
  if (handle === null) throw new Error(`there is no ${what}`);
  return handle;
}
