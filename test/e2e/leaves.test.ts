import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LeaveReason } from '#domain/source/leave-reason';
import { openDisplay } from '../support/display.ts';
import { sha256File, waitForFile } from '../support/files.ts';
import type { Site } from '../support/site/site.ts';
import { installOther } from './other-extension.ts';
import { MiB, siteFor, Stage, stageFor, secondOf } from './stage.ts';

/** Downloads that stay with the browser: it saves them by itself, no task is stored, and the popup knows why. */
describe('left to the browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** The browser's own download of this address ends whole, and no task was ever kept for it. */
  async function expectLeft(
    site: Site,
    name: string,
    reason: LeaveReason,
    as = name,
    url = site.url(name),
  ): Promise<void> {
    await stage
      .until(async () => (await stage.left())[url] === reason, `${name} is left: ${reason}`)
      .catch(async (error: unknown) => {
        throw new Error(`${String(error)}; left: ${JSON.stringify(await stage.left())}`);
      });
    await stage.expectSaved(site, name, as);
    expect((await stage.items()).find((item) => item.url === url)?.state).toBe('complete');
    expect((await stage.tasks()).filter((task) => task.source.url === url)).toEqual([]);
  }

  it('what a form posts', async () => {
    const site = await siteFor({ files: { 'posted.bin': { size: 16 * MiB, needs: { method: 'POST' } } } });
    await stage.click(site, 'posted.bin');
    await expectLeft(site, 'posted.bin', 'method');
    expect(site.log('posted.bin').requests.map((r) => r.method)).toEqual(['POST']);
  });

  it('what is smaller than the minimum, which can be changed', async () => {
    const site = await siteFor({
      files: { 'small.bin': { size: 8 * MiB - 1 }, 'small2.bin': { size: 4 * MiB, rate: MiB } },
    });
    await stage.click(site, 'small.bin');
    await expectLeft(site, 'small.bin', 'too-small');
    await stage.set({ minimumSize: MiB });
    await stage.click(site, 'small2.bin');
    await stage.expectSaved(site, 'small2.bin');
    expect((await stage.tasks()).map((t) => t.source.url)).toContain(site.url('small2.bin'));
    await stage.set({ minimumSize: 8 * MiB });
  });

  it('what has no announced size', async () => {
    const site = await siteFor({ files: { 'endless.bin': { size: 16 * MiB, length: 'chunked' } } });
    await stage.click(site, 'endless.bin');
    await expectLeft(site, 'endless.bin', 'unknown-size');
  });

  it('programs and scripts, unless the user wants them too', async () => {
    const site = await siteFor({
      files: { 'setup.deb': { size: 16 * MiB }, 'tool.deb': { size: 16 * MiB, rate: 8 * MiB } },
    });
    await stage.click(site, 'setup.deb');
    await expectLeft(site, 'setup.deb', 'dangerous-type');
    await stage.set({ takeDangerous: true });
    await stage.click(site, 'tool.deb');
    await stage.expectSaved(site, 'tool.deb');
    expect((await stage.tasks()).map((t) => t.source.url)).toContain(site.url('tool.deb'));
    await stage.set({ takeDangerous: false });
  });

  it('a program that only Content-Disposition names so', async () => {
    const site = await siteFor({ files: { get: { size: 16 * MiB, disposition: 'attachment; filename="setup.deb"' } } });
    await stage.click(site, 'get');
    await expectLeft(site, 'get', 'dangerous-type', secondOf('setup.deb'));
  });

  it('a site that the user leaves alone', async () => {
    const site = await siteFor({ files: { 'alone.bin': { size: 16 * MiB } } });
    await stage.set({ sitesLeftAlone: ['127.0.0.1'] });
    await stage.click(site, 'alone.bin');
    await expectLeft(site, 'alone.bin', 'site-off');
    await stage.set({ sitesLeftAlone: [] });
  });

  it.each([
    ['Alt', 'alt'],
    ['Control', 'ctrl'],
    ['Shift', 'shift'],
  ] as const)('a click with %s held, once', async (modifier, bypassKey) => {
    const name = `held-${bypassKey}.bin`;
    const next = `next-${name}`;
    const site = await siteFor({ rate: 8 * MiB, files: { [name]: { size: 16 * MiB }, [next]: { size: 16 * MiB } } });
    await stage.set({ bypassKey });
    const page = await stage.click(site, name, { modifier });
    await expectLeft(site, name, 'key-held');
    await stage.click(site, next, { page });
    await stage.expectSaved(site, next);
    expect(site.log(next).peakConnections).toBeGreaterThan(1);
    await stage.set({ bypassKey: 'alt' });
  });

  it('what is clicked in a container; not what is clicked outside of it', async () => {
    const site = await siteFor({ rate: 4 * MiB, files: { 'apart.bin': { size: 16 * MiB } } });
    const context = await stage.browser.browser.createBrowserContext();
    const inside = await context.newPage();
    await inside.goto(`${site.origin}/`);
    const outside = await stage.browser.openTab(`${site.origin}/`);
    await stage.click(site, 'apart.bin', { page: inside });
    await expectLeft(site, 'apart.bin', 'partition');
    expect(site.log('apart.bin').requests).toHaveLength(1);
    await stage.click(site, 'apart.bin', { page: outside });
    await stage.expectSaved(site, 'apart.bin', secondOf('apart.bin'));
    expect((await stage.tasks()).filter(({ source }) => source.url === site.url('apart.bin'))).toHaveLength(1);
    await context.close();
  });

  it('an answer that needed HTTP authentication', async () => {
    const password = { user: 'ann', password: 'secret' };
    const site = await siteFor({
      files: { 'locked.bin': { size: 16 * MiB, needs: { password }, etag: null, lastModified: null } },
    });
    // The browser answers the site's question with the password of the address, and remembers it.
    const page = await stage.browser.openTab(`${site.origin}/`);
    await page.evaluate(
      (url) => {
        location.href = url;
      },
      site.url('locked.bin', site.origin.replace('//', '//ann:secret@')),
    );
    await stage.until(
      () => site.log('locked.bin').requests.some((r) => r.outcome === 'whole' && r.status === 200),
      'the first download is through',
    );
    // From now on it sends the password unasked: no question is seen, and still the download is left alone.
    await stage.click(site, 'locked.bin');
    await expectLeft(site, 'locked.bin', 'authenticated', secondOf('locked.bin'));
  });

  it('another extension’s downloads', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: { 'theirs.bin': { size: 16 * MiB } } });
    const other = await installOther(stage);
    await other.evaluate((url) => chrome.downloads.download({ url }), site.url('theirs.bin'));
    await expectLeft(site, 'theirs.bin', 'other-extension');
  });

  it('a server that refuses ranges', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: { 'whole.bin': { size: 16 * MiB, ranges: 'refused' } } });
    await stage.click(site, 'whole.bin');
    await expectLeft(site, 'whole.bin', 'no-ranges');
  });

  it('a server that claims ranges and sends the whole file', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: { 'claims.bin': { size: 16 * MiB, ranges: 'ignored' } } });
    await stage.click(site, 'claims.bin');
    await expectLeft(site, 'claims.bin', 'no-ranges');
  });

  it('a server with a weak validator', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: { 'weak.bin': { size: 16 * MiB, etag: 'W/"1"' } } });
    await stage.click(site, 'weak.bin');
    await expectLeft(site, 'weak.bin', 'weak-validator');
  });

  it('a link that gives another file the second time', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: {} });
    site.add('turns.bin', { size: 16 * MiB, vary: ({ nth }) => (nth > 1 ? { etag: '"other"' } : {}) });
    await stage.click(site, 'turns.bin');
    await expectLeft(site, 'turns.bin', 'differs');
  });

  it('a one-time link', async () => {
    const site = await siteFor({ rate: 8 * MiB, files: {} });
    site.add('once.bin', { size: 16 * MiB, vary: ({ nth }) => (nth > 1 ? { status: 403 } : {}) });
    await stage.click(site, 'once.bin');
    await expectLeft(site, 'once.bin', 'probe-failed');
  });

  it('a file the browser has before we have proven anything', async () => {
    const site = await siteFor({ files: {} });
    site.add('quick.bin', { size: 9 * MiB, rate: 9 * MiB, vary: ({ nth }) => (nth > 1 ? { delay: 3000 } : {}) });
    await stage.click(site, 'quick.bin');
    await stage.expectSaved(site, 'quick.bin');
    expect(site.log('quick.bin').requests).toHaveLength(2);
    expect((await stage.tasks()).find((t) => t.source.url === site.url('quick.bin'))?.handover?.phase).toBe('offered');
    await stage.until(
      async () => (await stage.tasks()).every((t) => t.source.url !== site.url('quick.bin')),
      'the task is gone',
    );
    expect((await stage.items()).filter((i) => i.url === site.url('quick.bin')).map((i) => i.state)).toEqual([
      'complete',
    ]);
  });

  it.each(['blob:', 'data:'])('what a page makes itself: %s', async (scheme) => {
    const site = await siteFor({ files: {} });
    const page = await stage.browser.openTab(`${site.origin}/`);
    await page.evaluate(
      (inMemory, size) => {
        const link = document.createElement('a');
        link.download = 'made-here.bin';
        const bytes = new Uint8Array(size);
        link.href = inMemory
          ? URL.createObjectURL(new Blob([bytes]))
          : `data:application/octet-stream;base64,${btoa('x'.repeat(size))}`;
        document.body.append(link);
        link.click();
      },
      scheme === 'blob:',
      scheme === 'blob:' ? 9 * MiB : MiB,
    );
    // Exports of ours have blobs, too.
    const isIts = (url: string): boolean => url.startsWith(scheme) && !url.includes(stage.browser.extensionOrigin);
    const itsItem = async () => (await stage.items()).find(({ url, state }) => isIts(url) && state === 'complete');
    await stage.until(async () => (await itsItem()) !== undefined, 'it is saved');
    const { url } = (await itsItem())!;
    await stage.until(async () => (await stage.left())[url] === 'scheme', 'the reason is known');
    expect((await stage.tasks()).filter((t) => !t.source.url.startsWith('http'))).toEqual([]);
  });
});

describe('left to the browser by its own state', () => {
  it('downloads for which it asks where to save', async () => {
    // A headless browser answers its own question at once: this one has a (virtual) screen.
    const display = await openDisplay();
    onTestFinished(() => display.close());
    const stage = await stageFor({
      headless: false,
      env: { DISPLAY: display.name },
      prefs: { 'download.prompt_for_download': true },
    });
    // Opened now: the browser's question bars its window for new tabs.
    await stage.control();
    const site = await siteFor({ rate: 4 * MiB, files: { 'where.bin': { size: 16 * MiB } } });
    await stage.click(site, 'where.bin');
    await stage.until(async () => (await stage.left())[site.url('where.bin')] === 'asks-where', 'it is left');
    expect(await stage.tasks()).toEqual([]);
    expect(site.log('where.bin').requests).toHaveLength(1);
  });

  it('private windows: nothing is shown or stored', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: 8 * MiB, files: { 'private.bin': { size: 16 * MiB } } });
    const page = await stage.browser.privateTab();
    await page.goto(`${site.origin}/`);
    await stage.click(site, 'private.bin', { page });
    await stage.expectSaved(site, 'private.bin');
    expect(site.log('private.bin').requests).toHaveLength(1);
    expect(await stage.tasks()).toEqual([]);
    expect(await stage.left()).toEqual({});
  });

  it('an engine page that is broken: nothing happens to the browser’s item', async () => {
    const stage = await stageFor();
    const files = { 'broken.bin': { size: 24 * MiB }, 'next.bin': { size: 24 * MiB } };
    const site = await siteFor({ rate: 4 * MiB, files });
    const worker = await stage.browser.background();
    // Its place is held by a page that knows nothing.
    await worker.evaluate(holdPlace);
    await stage.click(site, 'broken.bin');
    await stage.until(
      async () => (await stage.left())[site.url('broken.bin')] === 'engine-silent',
      'broken.bin is left',
    );
    await stage.expectSaved(site, 'broken.bin');
    expect(site.log('broken.bin').requests).toHaveLength(1);
    await worker.evaluate(leavePlace);
    await stage.click(site, 'next.bin');
    await stage.expectSaved(site, 'next.bin');
    expect((await stage.tasks()).map(({ source }) => source.url)).toEqual([site.url('next.bin')]);
  });

  it('an engine page that hangs: nothing happens to the browser’s item', async () => {
    const stage = await stageFor();
    const site = await siteFor({ rate: 4 * MiB, files: { 'hangs.bin': { size: 40 * MiB } } });
    // It runs, for another task, and is blocked.
    site.add('busy.bin', { size: 40 * MiB, rate: MiB / 4 });
    await stage.add(site.url('busy.bin'));
    await stage.taskIn('active');
    const engine = await stage.browser.enginePage();
    const page = await stage.browser.openTab(`${site.origin}/`);
    // Longer than the background waits; the pages of an extension share one thread, so ours is blocked as well.
    const blocked = engine.evaluate(() => {
      for (const end = Date.now() + 7000; Date.now() < end;);
    });
    await stage.click(site, 'hangs.bin', { page });
    await blocked;
    await stage.until(async () => (await stage.left())[site.url('hangs.bin')] === 'engine-silent', 'hangs.bin is left');
    // Whoever ends it, it ends whole: the engine took it late, and the browser's own item ran on till then.
    const path = join(stage.browser.downloads, 'hangs.bin');
    await waitForFile(path, { timeout: 60_000 });
    expect(await sha256File(path)).toBe(await site.sha256('hangs.bin'));
  });
});

/* In the background: a page in the engine page's place, and out of it again (platform/engine-host). */

async function holdPlace(): Promise<void> {
  const url = 'manifest.json';
  if ('offscreen' in chrome) {
    await chrome.offscreen.createDocument({ url, reasons: ['BLOBS'], justification: 'test' });
    return;
  }
  const frame = document.createElement('iframe');
  frame.id = 'engine';
  frame.src = url;
  document.body.append(frame);
}

async function leavePlace(): Promise<void> {
  if ('offscreen' in chrome) await chrome.offscreen.closeDocument();
  else document.getElementById('engine')?.remove();
}
