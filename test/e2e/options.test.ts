import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'puppeteer';
import ar from '../../src/domain/i18n/locales/ar/pages.json' with { type: 'json' };
import de from '../../src/domain/i18n/locales/de/pages.json' with { type: 'json' };
import type { Site } from '../support/site/site.ts';
import { MiB, siteFor, Stage, secondOf } from './stage.ts';

/** Every setting, changed in the real page as a person does, is obeyed at once and stands after a reload. */
describe('the options', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  async function open(): Promise<Page> {
    const page = await stage.browser.openPage('options.html');
    onTestFinished(() => page.close());
    await page.waitForSelector('aria/Perseid options[role="heading"]');
    return page;
  }

  /** Types into a field in place of what is there, and waits for the word that it is stored. */
  async function change(page: Page, label: string, text: string): Promise<void> {
    await type(page, label, text);
    await shows(page, 'Saved');
  }

  async function type(page: Page, label: string, text: string): Promise<void> {
    await page.bringToFront();
    await page.click(`aria/${label}[role="textbox"]`, { count: 3 });
    await page.keyboard.press('Backspace');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  async function shows(page: Page, words: string): Promise<void> {
    const read = () => page.evaluate(() => document.body.innerText);
    await stage.until(async () => (await read()).includes(words), `the options show “${words}”`);
  }

  /** What a field holds after the page was loaded again. @param named its label, or a selector in brackets */
  async function afterReload(page: Page, named: string, role = 'textbox'): Promise<string> {
    await page.bringToFront();
    await stage.browser.reload(page);
    const field = await page.waitForSelector(named.startsWith('[') ? named : `aria/${named}[role="${role}"]`);
    return field!.evaluate((element) =>
      element instanceof HTMLInputElement && element.type === 'checkbox'
        ? String(element.checked)
        : (element as HTMLInputElement).value,
    );
  }

  /** The click became a task of ours. */
  async function expectTaken(site: Site, name: string): Promise<void> {
    await stage.expectSaved(site, name);
    expect((await stage.tasks()).map((task) => task.source.url)).toContain(site.url(name));
  }

  async function expectLeft(site: Site, name: string, reason: string): Promise<void> {
    await stage.until(async () => (await stage.left())[site.url(name)] === reason, `${name} is left: ${reason}`);
    await stage.expectSaved(site, name);
  }

  it('Smallest size', async () => {
    const files = { 'two.bin': { size: 2 * MiB }, 'two again.bin': { size: 2 * MiB, rate: MiB / 2 } };
    const site = await siteFor({ files });
    const page = await open();
    await shows(page, 'MiB (8.4 MB)');
    await stage.click(site, 'two.bin');
    await expectLeft(site, 'two.bin', 'too-small');
    await change(page, 'Smallest size', '1,5');
    await shows(page, 'MiB (1.6 MB)');
    await stage.click(site, 'two again.bin');
    await expectTaken(site, 'two again.bin');
    expect(await afterReload(page, 'Smallest size')).toBe('1.5');
  });

  it('Connections to one site, also of what is running', async () => {
    const site = await siteFor({ rate: MiB / 8, files: { 'shared.bin': { size: 24 * MiB } } });
    const page = await open();
    await stage.add(site.url('shared.bin'));
    await site.waitFor(() => site.log('shared.bin').connections === 6, 'six connections');
    await type(page, 'Connections to one site', '13');
    await shows(page, 'Give a whole number from 1 to 12.');
    await change(page, 'Connections to one site', '2');
    await site.waitFor(() => site.log('shared.bin').connections === 2, 'two connections');
    expect(await afterReload(page, 'Connections to one site')).toBe('2');
    site.setRate(null);
    await stage.expectSaved(site, 'shared.bin');
  });

  it('Downloads at once, also of what is waiting', async () => {
    const files = { 'first.bin': { size: 16 * MiB }, 'second.bin': { size: 16 * MiB } };
    const site = await siteFor({ rate: MiB / 16, files });
    const page = await open();
    await change(page, 'Downloads at once', '1');
    await stage.add(site.url('first.bin'));
    await site.waitFor(() => site.log('first.bin').bytes > 0, 'the first one runs');
    await stage.add(site.url('second.bin'));
    await stage.taskIn('queued');
    expect(site.log('second.bin').requests).toEqual([]);
    await change(page, 'Downloads at once', '2');
    await site.waitFor(() => site.log('second.bin').bytes > 0, 'the second one runs beside it');
    expect(site.log('first.bin').connections).toBeGreaterThan(0);
    expect(await afterReload(page, 'Downloads at once')).toBe('2');
    site.setRate(null);
    for (const name of Object.keys(files)) await stage.expectSaved(site, name);
  });

  it('Folder in Downloads; one that cannot be is refused with the nearest that can', async () => {
    const site = await siteFor({ files: { 'sorted.bin': { size: MiB } } });
    const page = await open();
    await type(page, 'Folder in Downloads', '../Films');
    await shows(page, 'A folder cannot be named like this. “Films” would work.');
    expect(await afterReload(page, 'Folder in Downloads')).toBe('');
    await change(page, 'Folder in Downloads', 'Films/Old');
    await stage.add(site.url('sorted.bin'));
    await stage.expectSaved(site, 'sorted.bin', 'Films/Old/sorted.bin');
    expect(await afterReload(page, 'Folder in Downloads')).toBe('Films/Old');
    await change(page, 'Folder in Downloads', '');
  });

  it('Sites left alone', async () => {
    const files = { 'alone.bin': { size: 9 * MiB }, 'not alone.bin': { size: 9 * MiB, rate: MiB } };
    const site = await siteFor({ files });
    const page = await open();
    await change(page, 'Site to leave alone', `${site.origin}/any/page`);
    await stage.click(site, 'alone.bin');
    await expectLeft(site, 'alone.bin', 'site-off');
    await page.bringToFront();
    await stage.browser.reload(page);
    await (await page.waitForSelector('aria/Remove 127.0.0.1[role="button"]'))!.click();
    await shows(page, 'Saved');
    await stage.click(site, 'not alone.bin');
    await expectTaken(site, 'not alone.bin');
  });

  it('sites with checksum files', async () => {
    const site = await siteFor({ files: { 'summed.bin': { size: MiB } } });
    site.add('summed.bin.sha256', { text: await site.sha256('summed.bin') });
    const page = await open();
    await change(page, 'Site with checksum files', site.origin);
    const id = await stage.add(site.url('summed.bin'));
    await stage.expectSaved(site, 'summed.bin');
    expect((await stage.tasks()).find((task) => task.id === id)?.checked).toMatchObject({ from: 'sums', good: true });
    await page.bringToFront();
    await stage.browser.reload(page);
    await (await page.waitForSelector('aria/Remove 127.0.0.1[role="button"]'))!.click();
    await shows(page, 'Saved');
    await stage.add(`${site.url('summed.bin')}?again`);
    await stage.expectSaved(site, 'summed.bin', secondOf('summed.bin'));
    expect(site.log('summed.bin.sha256').requests).toHaveLength(1);
  });

  it('the key that leaves a click to the browser', async () => {
    const site = await siteFor({ files: { 'key.bin': { size: 9 * MiB } } });
    const page = await open();
    await page.select('aria/Key that leaves a click to the browser[role="combobox"]', 'shift');
    await shows(page, 'Saved');
    await stage.click(site, 'key.bin', { modifier: 'Shift' });
    await expectLeft(site, 'key.bin', 'key-held');
    expect(await afterReload(page, 'Key that leaves a click to the browser', 'combobox')).toBe('shift');
  });

  it('programs, too; Undo puts it back', async () => {
    const files = { 'tool.deb': { size: 9 * MiB, rate: MiB }, 'tool2.deb': { size: 9 * MiB } };
    const site = await siteFor({ files });
    const page = await open();
    await page.click('aria/Take over programs too[role="switch"]');
    await shows(page, 'Saved');
    await stage.click(site, 'tool.deb');
    await expectTaken(site, 'tool.deb');
    await page.bringToFront();
    await (await page.waitForSelector('aria/Undo[role="button"]'))!.click();
    await stage.until(
      () =>
        page.$eval('aria/Take over programs too[role="switch"]', (element) => !(element as HTMLInputElement).checked),
      'it is off',
    );
    await stage.click(site, 'tool2.deb');
    await expectLeft(site, 'tool2.deb', 'dangerous-type');
    expect(await afterReload(page, 'Take over programs too', 'switch')).toBe('false');
  });

  it('CL5: Diagnose tells how things stand, without an address or a name, and sends nothing', async () => {
    const site = await siteFor({ files: { 'secret.bin': { size: MiB, status: 410 } } });
    await stage.add(site.url('secret.bin'));
    await stage.taskIn('failed');
    const page = await open();
    await page.click('aria/Look now[role="button"]');
    const text = await (await page.waitForSelector('#diagnose pre'))!.evaluate((element) => element.textContent);
    expect(text).toMatch(/^Browser: (Firefox|Chrome) \d+ on linux, en/m);
    expect(text).toContain('Engine page: answers');
    expect(text).toMatch(/^Failed with: .*1 http-gone/m);
    expect(text).toMatch(/^Policy: accepted, edition \d+$/m);
    expect(text).not.toMatch(/secret|127\.0\.0\.1|localhost|https?:/);
    expect(site.log('secret.bin').requests.length).toBeLessThanOrEqual(2);
  });

  it('CL4: the language follows the browser, and can be set; other pages follow at once, and it stands', async () => {
    const page = await open();
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^en/);
    const popup = await stage.browser.openPage('popup.html');
    onTestFinished(() => popup.close());
    onTestFinished(() => stage.set({ language: null }));
    const speaks = (of: Page, locale: string, words: string, direction = 'ltr') =>
      stage.until(
        () =>
          of.evaluate(
            (wanted) =>
              document.documentElement.lang === wanted.locale &&
              document.documentElement.dir === wanted.direction &&
              document.body.textContent.includes(wanted.words),
            { locale, words, direction },
          ),
        `a page speaks ${locale}`,
      );
    await page.bringToFront();
    await page.select('#setting-language', 'de');
    await speaks(page, 'de', de['options.languageOf']);
    expect(await page.title()).toBe(de['options.title']);
    await speaks(popup, 'de', de['app.idle']);
    await page.select('#setting-language', 'ar');
    await speaks(page, 'ar', ar['options.languageOf'], 'rtl');
    await speaks(popup, 'ar', ar['app.idle'], 'rtl');
    expect(await afterReload(page, '[id="setting-language"]')).toBe('ar');
    await speaks(page, 'ar', ar['options.languageOf'], 'rtl');
    await page.select('#setting-language', 'null');
    await speaks(page, await page.evaluate(() => navigator.languages[0]!), 'Language of Perseid');
  });

  it('what a newer release has stored is left as it is, and two changes at once both stand', async () => {
    const page = await open();
    await page.evaluate(() => chrome.storage.local.set({ settings: { fromTheFuture: 1 } }));
    await stage.browser.reload(page);
    await page.waitForSelector('aria/Downloads at once[role="textbox"]');
    await page.evaluate(() => {
      for (const [name, value] of [['connectionsPerHost', '3'] as const, ['activeTasks', '4'] as const]) {
        const field = document.querySelector<HTMLInputElement>(`#setting-${name}`)!;
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    });
    await stage.until(
      () => page.$eval('#setting-activeTasks', (field) => (field as HTMLInputElement).value === '4'),
      'both are typed',
    );
    await page.evaluate(() => {
      for (const name of ['connectionsPerHost', 'activeTasks'])
        document.querySelector(`#setting-${name}`)!.dispatchEvent(new Event('change', { bubbles: true }));
    });
    const stored = () => page.evaluate(async () => (await chrome.storage.local.get('settings'))['settings']);
    await expect.poll(stored, { timeout: 10_000 }).toEqual({ fromTheFuture: 1, connectionsPerHost: 3, activeTasks: 4 });
  });

  it('everything can be reached by Tab', async () => {
    const page = await open();
    await page.bringToFront();
    const reached = new Set<string>();
    for (let stops = 0; stops < 80; stops++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null;
        return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
      });
      reached.add(name);
    }
    const labels = ['Smallest size', 'Folder in Downloads', 'Key that leaves a click to the browser'];
    const more = [
      'Take over programs too',
      'Connections to one site',
      'Downloads at once',
      'Site to leave alone',
      'Site with checksum files',
    ];
    expect([...reached]).toEqual(expect.arrayContaining([...labels, ...more, 'Add', 'Take back access to All sites']));
  });
});
