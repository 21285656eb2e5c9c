import type { ElementHandle, Page } from 'puppeteer';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

/** Uses the real popup by roles and names alone, as a screen reader would. */
export class PopupDriver {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(stage: Stage): Promise<PopupDriver> {
    return new PopupDriver(await stage.browser.openPage('popup.html'));
  }

  /** The row of a file. */
  async row(name: string): Promise<ElementHandle> {
    return (await this.page.waitForSelector(`aria/${name}[role="listitem"]`))!;
  }

  /** Names of the rows, from top to bottom. */
  rows(): Promise<string[]> {
    return this.page.$$eval('[role=listitem]', (rows) =>
      rows.map((row) => document.getElementById(row.getAttribute('aria-labelledby') ?? '')?.textContent ?? ''),
    );
  }

  /** Presses a button of a row. */
  async press(name: string, button: string): Promise<void> {
    await this.page.bringToFront();
    const found = await (await this.row(name)).waitForSelector(`aria/${button}[role="button"]`);
    await found!.click();
  }

  /** Presses a button outside the list. */
  async pressOutside(button: string): Promise<void> {
    await this.page.bringToFront();
    await (await this.page.waitForSelector(`aria/${button}[role="button"]`))!.click();
  }

  /** Waits until a row, or the page, says something. */
  async says(text: string | RegExp, name?: string): Promise<void> {
    let last = '';
    await until(
      async () => {
        last = await this.#text(name);
        return typeof text === 'string' ? last.includes(text) : text.test(last);
      },
      { what: `the popup says ${String(text)}` },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it says: ${last}`);
    });
  }

  async #text(name: string | undefined): Promise<string> {
    if (name === undefined) return this.page.evaluate(() => document.body.innerText);
    const row = await this.page.$(`aria/${name}[role="listitem"]`);
    return (await row?.evaluate((element) => (element as HTMLElement).innerText)) ?? '';
  }
}
