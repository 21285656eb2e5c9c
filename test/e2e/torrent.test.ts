import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pieceHashes } from '../support/site/content.ts';
import { writeBencode, type Writable } from '../support/write-bencode.ts';
import { saved } from './inside.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { RawService } from './service.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 10 * MiB - 5;
const length = MiB;

/** The info dictionary of one of the site's computed files (`seed`: its name and version). */
function infoOf(name: string, seed: string): Record<string, Writable> {
  const pieces = pieceHashes(seed, size, length).map((hash) => Buffer.from(hash, 'hex'));
  return { name, length: size, 'piece length': length, pieces: Buffer.concat(pieces) };
}

/** A .torrent file becomes the file it describes: its web seeds are asked, and nobody else. */
describe('torrents by their web seeds', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('the file comes from all seeds, held against its pieces; a seed that sends wrong bytes is not believed', async () => {
    const files = { 'seeded.bin': { size } };
    const site = await siteFor({ rate: 2 * MiB, files });
    const liar = await siteFor({
      rate: 2 * MiB,
      files: { 'seeded.bin': { size, flip: [3 * MiB, 7 * MiB] } },
      host: '127.0.0.2',
    });
    const tracker = await RawService.start();
    const torrent = writeBencode({
      announce: `ws://${tracker.host}/announce`,
      info: infoOf('seeded.bin', 'seeded.bin v1'),
      'url-list': [`${site.origin}/`, liar.url('seeded.bin')],
    });
    site.add('x.torrent', { text: torrent, type: 'application/x-bittorrent' });
    const id = await stage.add(site.url('x.torrent'));
    const task = await stage.savedTask('seeded.bin');
    expect(task.checked).toMatchObject({ what: 'sha-1', from: 'torrent', good: true });
    await stage.expectSaved(site, 'seeded.bin');
    expect(liar.log('seeded.bin').bytes).toBeGreaterThan(0);
    expect(tracker.requests).toEqual([]);
    // The torrent itself has given way to its file.
    expect((await stage.tasks()).map((one) => one.id)).not.toContain(id);
    expect(saved(stage)).not.toContain('x.torrent');
  });

  it.each<[string, Record<string, Writable>, Parameters<typeof sentence>[0]]>([
    ['its hashes are missing', { info: { name: 'x', length: 5, 'piece length': 1 } }, 'torrent-broken'],
    ['it is of the second version', { info: { name: 'x', 'meta version': 2, 'file tree': {} } }, 'torrent-v2'],
  ])('%s: said in plain words, and kept as a file if wanted', async (what, torrent, code) => {
    const name = `${what.replaceAll(' ', '-')}.torrent`;
    const site = await siteFor({ files: { [name]: { text: writeBencode(torrent) } } });
    const row = await TaskRow.add(stage, site.url(name));
    await row.in('failed');
    await row.says(sentence(code));
    await row.press('Keep anyway');
    await stage.until(() => existsSync(join(stage.browser.downloads, name)), 'it is kept');
  });
});
