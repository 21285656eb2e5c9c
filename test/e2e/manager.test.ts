import { describe, it, onTestFinished } from 'vitest';
import type { Page } from 'puppeteer';
import { store, storedTasks } from '../../bench/interface/fill.ts';
import { hasNoEngine } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

const many = 10_000;

/** The page with all downloads as a person meets it: by roles and names. */
class ManagerPage {
  readonly page: Page;
  readonly #stage: Stage;

  constructor(page: Page, stage: Stage) {
    this.page = page;
    this.#stage = stage;
  }

  /** Waits until it says that its list has so many rows. */
  rows = (count: number) =>
    this.#stage.until(
      async () =>
        (await this.page.$$eval('[role=grid]', ([grid]) => grid?.getAttribute('aria-rowcount'))) === String(count + 1),
      `${count} rows`,
    );

  async find(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.$eval('input[type=search]', (field) => {
      field.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    if (text !== '') await this.page.type('aria/Find by name or address[role="searchbox"]', text);
  }

  async press(name: string): Promise<void> {
    await this.page.bringToFront();
    await (await this.page.waitForSelector(`aria/${name}[role="button"]`))!.click();
  }

  async select(name: string): Promise<void> {
    await this.page.bringToFront();
    await (await this.page.waitForSelector(`aria/${name}[role="gridcell"]`))!.click();
  }

  /** All that can be read in the rows that are drawn. */
  words = () =>
    this.page.$$eval('.grid-body [role=row]', (rows) =>
      rows.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ')).join('; '),
    );

  says = (text: string | RegExp) =>
    this.#stage.until(
      async () => {
        const words = await this.page.$eval('body', (body) => body.innerText);
        return typeof text === 'string' ? words.includes(text) : text.test(words);
      },
      `the page says ${String(text)}`,
    );
}

describe('all downloads on one page', () => {
  it('ten thousand stored ones and what runs: found, followed through two lives of the engine page, acted on and brought back', async () => {
    const stage = await stageFor();
    const site = await siteFor({
      rate: MiB,
      files: { 'running.bin': { size: 1024 * MiB }, 'later.bin': { size: MiB } },
    });
    await store(await stage.control(), storedTasks(many, Date.now()));
    await stage.add(site.url('running.bin'));
    const popup = await PopupPage.open(stage);
    await popup.page.waitForSelector('aria/All downloads[role="button"]');
    await (await popup.page.$('.header button[aria-label="All downloads"]'))!.click();
    const page = await stage.browser.tabWith('manager.html');
    onTestFinished(() => page.close());
    const manager = new ManagerPage(page, stage);
    await manager.rows(many + 1);
    await manager.find('RUNNING .bin');
    await manager.rows(1);
    await manager.select('running.bin');
    await manager.press('Details');
    // Who brings the bytes, as the engine's worker has summed it.
    const legend = () => page.$$eval('.legend-name', (names) => names.map((name) => name.textContent));
    await stage.until(async () => (await legend()).includes(new URL(site.origin).host), 'the site brings bytes');
    await manager.says(/at most [\d.]+ [MkG]B\/s/);
    await manager.press('Pause');
    const isPaused = async () =>
      (await stage.tasks()).some(({ source, state }) => source.url.endsWith('running.bin') && state.kind === 'paused');
    await stage.until(isPaused, 'the engine has paused it');
    await stage.until(async () => (await manager.words()).includes('Paused by you'), 'it says that it is paused');

    await stage.until(() => hasNoEngine(page), 'the engine page is closed');
    await stage.add(site.url('later.bin'));
    await manager.find('later.bin');
    await stage.until(
      async () => (await manager.words()).includes('Saved'),
      'it is told what the next engine page does',
    );
    await manager.select('later.bin');
    await page.focus('[role=grid]');
    await page.keyboard.press('Delete');
    await manager.rows(0);
    await manager.press('Undo');
    await manager.rows(1);
    await manager.find('');
    await manager.rows(many + 2);
  });

  it('everything is erased while it is open: nothing is left of the list, with an engine page or without one', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: MiB, files: { 'running.bin': { size: 1024 * MiB } } });
    const erase = () => stage.call('privacy', 'data.erase', { askBack: false });
    const fill = async () => store(await stage.control(), storedTasks(20, Date.now()));
    const open = async (): Promise<ManagerPage> => {
      const page = await stage.browser.openPage('manager.html');
      onTestFinished(async () => {
        if (!page.isClosed()) await page.close();
      });
      return new ManagerPage(page, stage);
    };
    await fill();
    await stage.add(site.url('running.bin'));
    const manager = await open();
    await manager.rows(21);
    await erase();
    await manager.rows(0);
    // Now there is no engine page that could say anything.
    await manager.page.close();
    await fill();
    const again = await open();
    await again.rows(20);
    await erase();
    await again.rows(0);
    await again.says('Click any download link');
  });
});
