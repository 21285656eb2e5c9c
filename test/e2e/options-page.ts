import type { Page } from 'puppeteer';
import { onTestFinished } from 'vitest';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

/** The real options page as a person meets it: by roles and names. */
export class OptionsPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens it; closed when the test is over. */
  static async open(stage: Stage): Promise<OptionsPage> {
    const page = await stage.browser.openPage('options.html');
    onTestFinished(async () => {
      // Of a browser that has quit meanwhile nothing is left to close.
      if (page.browser().connected && !page.isClosed()) await page.close();
    });
    await page.waitForSelector('aria/Perseid options[role="heading"]');
    return new OptionsPage(page);
  }

  /** Types into a field in place of what is there, and presses Enter. */
  async type(label: string, text: string): Promise<void> {
    await this.#page.bringToFront();
    await this.#page.click(`aria/${label}[role="textbox"]`, { count: 3 });
    await this.#page.keyboard.press('Backspace');
    await this.#page.keyboard.type(text);
    await this.#page.keyboard.press('Enter');
  }

  /** The same, and waits for the word that it is stored. */
  async change(label: string, text: string): Promise<void> {
    await this.type(label, text);
    await this.shows('Saved');
  }

  async press(name: string, role: 'button' | 'switch' = 'button'): Promise<void> {
    await this.#page.bringToFront();
    const control = await this.#page.waitForSelector(`aria/${name}[role="${role}"]`);
    await control!.click();
  }

  /** Whether a switch is on, for who comes back to the page. */
  async isOn(name: string): Promise<boolean> {
    await this.#page.bringToFront();
    const control = await this.#page.waitForSelector(`aria/${name}[role="switch"]`);
    return control!.evaluate((input) => (input as HTMLInputElement).checked);
  }

  /** Waits until the page has these words. */
  async shows(words: string): Promise<void> {
    const read = (): Promise<string> => this.#page.evaluate(() => document.body.innerText);
    await until(async () => (await read()).includes(words), { what: `the options show “${words}”` });
  }
}
