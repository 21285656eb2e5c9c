import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after } from '../support/site/behaviour.ts';
import { pieceHashes } from '../support/site/content.ts';
import type { Site } from '../support/site/site.ts';
import { PopupPage } from './popup-page.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { saved } from './inside.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 9 * MiB;

/** A Metalink 4 of these files of a site, each with its SHA-256. */
async function metalinkOf(site: Site, ...names: string[]): Promise<string> {
  const files = await Promise.all(
    names.map(
      async (name) =>
        `<file name="${name}"><size>${size}</size><hash type="sha-256">${await site.sha256(name)}</hash>` +
        `<url priority="1">${site.url(name)}</url><url priority="2">${site.url(name, site.otherOrigin)}</url></file>`,
    ),
  );
  return `<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">${files.join('')}</metalink>`;
}

/** A Metalink becomes the files it describes, and tells of them what they are held against. */
describe('Metalinks', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('pasted: each of its files becomes a download of its own, verified', async () => {
    const site = await siteFor({ files: { 'one.bin': { size }, 'two.bin': { size } } });
    const text = await metalinkOf(site, 'one.bin', 'two.bin');
    site.add('pair.meta4', { text: text.replace('name="two.bin"', 'name="sub/second.bin"') });
    const id = await stage.add(site.url('pair.meta4'));
    expect((await stage.savedTask('one.bin')).checked).toMatchObject({ what: 'sha-256', from: 'metalink', good: true });
    const second = await stage.savedTask('second.bin');
    expect(second).toMatchObject({
      folder: 'sub',
      checked: { from: 'metalink', good: true },
      mirrors: [{ url: site.url('two.bin', site.otherOrigin), priority: 2, from: 'metalink' }],
    });
    await stage.expectSaved(site, 'one.bin');
    await stage.expectSaved(site, 'two.bin', 'sub/second.bin');
    // The Metalink itself has given way to them.
    expect((await stage.tasks()).map((task) => task.id)).not.toContain(id);
    await stage.until(async () => (await stage.parts()).length === 0, 'no part file is left');
    expect(saved(stage)).not.toContain('pair.meta4');
  });

  it('clicked: the browser’s own item is given up when the downloads are stored', async () => {
    const site = await siteFor({ files: { 'clicked.bin': { size } } });
    const text = await metalinkOf(site, 'clicked.bin');
    // As most servers send it: of no known version, and without ranges.
    const plain = { etag: null, lastModified: null, ranges: 'refused' as const };
    site.add('clicked.meta4', { text, type: 'application/metalink4+xml', ...plain });
    await stage.click(site, 'clicked.meta4');
    expect((await stage.savedTask('clicked.bin')).checked).toMatchObject({ from: 'metalink', good: true });
    await stage.until(
      async () => (await stage.items()).every(({ url }) => !url.endsWith('.meta4')),
      'the browser’s item is gone',
    );
    expect(saved(stage)).not.toContain('clicked.meta4');
  });

  it('clicked, but none: it stays the browser’s', async () => {
    const site = await siteFor({ files: { 'broken.meta4': { text: '<metalink><file>' } } });
    await stage.click(site, 'broken.meta4');
    await stage.until(async () => (await stage.left())[site.url('broken.meta4')] !== undefined, 'it is left');
    await stage.until(() => existsSync(join(stage.browser.downloads, 'broken.meta4')), 'the browser saved it');
    expect((await stage.tasks()).filter(({ source }) => source.url === site.url('broken.meta4'))).toEqual([]);
  });

  it('pasted, but hostile: refused in plain words, and kept as a file if wanted', async () => {
    const url = '<url>https://example.org/</url>';
    const site = await siteFor({
      files: { 'evil.meta4': { text: `<metalink><file name="../../evil.sh">${url}</file></metalink>` } },
    });
    const row = await TaskRow.add(stage, site.url('evil.meta4'));
    await row.in('failed');
    await row.says(sentence('metalink-unsafe'));
    await row.press('Keep anyway');
    // It has failed until the press has come to the engine.
    await stage.until(async () => (await row.task())?.state.kind === 'done', 'it is kept');
    expect(saved(stage)).toContain('evil.meta4');
  });

  it('whose first address is dead: a mirror brings the file, without cookies, and its checksum proves it', async () => {
    const site = await siteFor({ files: { 'moved.bin': { size, status: 404 } } });
    const other = await siteFor({ files: { 'moved.bin': { size } } });
    const astray = await siteFor({ files: { 'moved.bin': { redirect: { to: '/moved.bin' } } } });
    // Each has a cookie for who was there.
    for (const { origin } of [other, astray]) await (await stage.browser.openTab(`${origin}/`)).close();
    const inside =
      `<size>${size}</size><hash type="sha-256">${await other.sha256('moved.bin')}</hash>` +
      `<url priority="1">${site.url('moved.bin')}</url><url priority="2">${astray.url('moved.bin')}</url>` +
      `<url priority="3">${other.url('moved.bin')}</url>`;
    site.add('moved.meta4', { text: `<metalink><file name="moved.bin">${inside}</file></metalink>` });
    await stage.add(site.url('moved.meta4'));
    const task = await stage.savedTask('moved.bin');
    expect(task?.checked).toMatchObject({ what: 'sha-256', good: true });
    // The address the Metalink named first stays the one in the details.
    expect(task?.source).toMatchObject({ url: site.url('moved.bin'), mirror: other.url('moved.bin') });
    await stage.expectSaved(other, 'moved.bin');
    const asked = [other, astray].map((host) => host.log('moved.bin').requests);
    expect(Math.min(...asked.map(({ length }) => length))).toBeGreaterThan(0);
    expect(asked.flat().filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  });

  it('with checksums of pieces: a mirror that spoils what it brings costs nothing but time', async () => {
    const long = 24 * MiB;
    const places = Array.from({ length: 24 }, (_, index) => index * MiB + 17);
    const site = await siteFor({ rate: MiB / 2, files: { 'mixed.bin': { size: long } } });
    const spoiler = await siteFor({ rate: MiB, files: {} });
    // Its first answer is the one that it is proven by.
    spoiler.add('mixed.bin', { size: long, vary: after(1, { flip: places }) });
    const hashes = pieceHashes('mixed.bin v1', long, MiB).map((hash) => `<hash>${hash}</hash>`);
    const inside =
      `<size>${long}</size><pieces type="sha-1" length="${MiB}">${hashes.join('')}</pieces>` +
      `<url priority="1">${site.url('mixed.bin')}</url><url priority="2">${spoiler.url('mixed.bin')}</url>`;
    site.add('mixed.meta4', { text: `<metalink><file name="mixed.bin">${inside}</file></metalink>`, rate: null });
    await stage.add(site.url('mixed.meta4'));
    await spoiler.waitFor(() => spoiler.log('mixed.bin').bytes > MiB, 'the mirror brings bytes');
    expect((await stage.savedTask('mixed.bin')).checked).toMatchObject({ what: 'sha-1', from: 'metalink', good: true });
    await stage.expectSaved(site, 'mixed.bin');
  });

  it('with checksums of pieces: “Fetch again” fetches the wrong piece alone', async () => {
    const site = await siteFor({ files: { 'pieces.bin': { size, flip: [5 * MiB + 17] } } });
    const hashes = pieceHashes('pieces.bin v1', size, MiB).map((hash) => `<hash>${hash}</hash>`);
    const inside =
      `<size>${size}</size><pieces type="sha-1" length="${MiB}">${hashes.join('')}</pieces>` +
      `<url>${site.url('pieces.bin')}</url>`;
    site.add('pieces.meta4', { text: `<metalink><file name="pieces.bin">${inside}</file></metalink>` });
    await stage.add(site.url('pieces.meta4'));
    const damaged = await stage.taskIn('damaged');
    expect(damaged.state.mismatch).toMatchObject({ what: 'sha-1', bad: [{ from: 5 * MiB, to: 6 * MiB }] });
    // The transfer itself has asked for it more than once.
    expect(site.log('pieces.bin').bytes).toBeGreaterThan(size);
    const before = site.log('pieces.bin').requests.length;
    site.set('pieces.bin', { flip: [] });
    const popup = await PopupPage.open(stage);
    await popup.press('pieces.bin', 'Fetch again');
    await popup.says('pieces.bin', 'matches SHA-1');
    await stage.expectSaved(site, 'pieces.bin');
    const bytes = site
      .log('pieces.bin')
      .requests.slice(before)
      .reduce((sum, request) => sum + request.bytes, 0);
    expect(bytes).toBeGreaterThanOrEqual(MiB);
    expect(bytes).toBeLessThan(2 * MiB);
  });

  it('named by a download’s own server: its checksums and mirrors count for the running download', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: { 'described.bin': { size } } });
    site.add('described.bin.meta4', { text: await metalinkOf(site, 'described.bin'), needs: { cookie: true } });
    const link =
      '<described.bin.meta4>; rel=describedby; type="application/metalink4+xml", ' +
      `<${site.url('described.bin', site.otherOrigin)}>; rel=duplicate; pri=3`;
    site.set('described.bin', { headers: { link } });
    await stage.click(site, 'described.bin');
    const task = await stage.savedTask('described.bin');
    expect(task).toMatchObject({
      checked: { what: 'sha-256', from: 'metalink', good: true },
      mirrors: [{ url: site.url('described.bin', site.otherOrigin), priority: 3, from: 'link' }],
    });
    const popup = await PopupPage.open(stage);
    await popup.says('described.bin', 'verified');
    await stage.expectSaved(site, 'described.bin');
    expect(site.log('described.bin.meta4').requests).toHaveLength(1);
  });
});
