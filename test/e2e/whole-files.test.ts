import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour } from '../support/site/behaviour.ts';
import { sent } from './inside.ts';
import { PopupPage } from './popup-page.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 12 * MiB;

/** Servers that have the file in one piece only: over one connection, as a pasted link. */
describe('a server that', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const servers: readonly (readonly [what: string, behaviour: Partial<Behaviour>])[] = [
    ['refuses ranges', { ranges: 'refused' }],
    ['refuses ranges and tells no length', { ranges: 'refused', length: 'chunked' }],
    ['ignores ranges', { ranges: 'ignored' }],
    ['serves ranges and does not tell of how much', { length: 'chunked' }],
    ['packs the whole', { ranges: 'refused', encoding: 'gzip' }],
    ['packs parts as well', { encoding: 'gzip' }],
    ['sends another part than the one asked for', { shift: 4096 }],
    ['packs the whole and tells no length', { ranges: 'refused', encoding: 'gzip', length: 'chunked' }],
  ];

  it.each(servers)('%s: the file is whole', async (what, behaviour) => {
    const name = `${what}.bin`;
    const site = await siteFor({ files: { [name]: { size, ...behaviour } } });
    const row = await TaskRow.add(stage, site.url(name));
    expect((await row.in('done')).file).toMatchObject({ size, ranged: false });
    await stage.expectSaved(site, name);
    expect(site.log(name).peakConnections).toBe(1);
  });

  it.each(servers)('%s: paused, it begins again, and asks for no range that was refused', async (what, behaviour) => {
    const name = `${what} again.bin`;
    const site = await siteFor({ rate: 2 * MiB, files: { [name]: { size, ...behaviour } } });
    const row = await TaskRow.add(stage, site.url(name));
    await sent(site, name, 3 * MiB);
    const popup = await PopupPage.open(stage);
    await popup.press(name, 'Pause');
    await row.in('paused');
    const before = site.log(name).requests.length;
    site.setRate(null);
    await popup.press(name, 'Resume');
    await row.in('done');
    await stage.expectSaved(site, name);
    expect(
      site
        .log(name)
        .requests.slice(before)
        .map(({ range }) => range),
    ).toEqual([undefined]);
    await popup.page.close();
  });
});
