import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pieceHashes } from '../support/site/content.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { writeBencode, type Writable } from '../support/write-bencode.ts';
import { saved } from './inside.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 10 * MiB - 5;
const length = MiB;

/** The info dictionary of one of the site's computed files (`seed`: its name and version). */
function infoOf(name: string, seed: string): Record<string, Writable> {
  const pieces = pieceHashes(seed, size, length).map((hash) => Buffer.from(hash, 'hex'));
  return { name, length: size, 'piece length': length, pieces: Buffer.concat(pieces) };
}

/** A torrent of one file is one like any other, also where web servers have it. */
describe('torrents by their web seeds', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('one file: the card names its web servers and trackers, who are asked when it starts; a seed that sends wrong bytes is not believed', async () => {
    const files = { 'seeded.bin': { size } };
    const site = await siteFor({ rate: 2 * MiB, files });
    const liar = await siteFor({
      rate: 2 * MiB,
      files: { 'seeded.bin': { size, flip: [3 * MiB, 7 * MiB] } },
      host: '127.0.0.2',
    });
    const tracker = untilTestEnds(await Tracker.start());
    const torrent = writeBencode({
      announce: tracker.url,
      info: infoOf('seeded.bin', 'seeded.bin v1'),
      'url-list': [`${site.origin}/`, liar.url('seeded.bin')],
    });
    site.add('x.torrent', { text: torrent, type: 'application/x-bittorrent' });
    const id = await stage.add(site.url('x.torrent'));
    const opened = await until(async () => (await stage.tasks()).find(({ swarm }) => swarm?.content), {
      what: 'it is opened',
    });
    // The .torrent file has given way to what it describes.
    expect((await stage.tasks()).map((one) => one.id)).not.toContain(id);
    const row = new TaskRow(stage, opened.id);
    const card = await row.card();
    for (const named of [tracker.url, `${site.origin}/`, liar.url('seeded.bin')]) expect(card).toContain(named);
    expect([site.log('seeded.bin').bytes, liar.log('seeded.bin').bytes, tracker.handshakes.length]).toEqual([0, 0, 0]);
    await row.press('Start');
    const task = await row.in('done');
    expect(task.checked).toMatchObject({ what: 'sha-1', from: 'torrent', good: true });
    await stage.expectSaved(site, 'seeded.bin');
    expect(liar.log('seeded.bin').bytes).toBeGreaterThan(0);
    expect(tracker.handshakes.length).toBeGreaterThan(0);
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
