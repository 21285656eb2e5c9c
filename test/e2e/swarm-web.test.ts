import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { plainContent } from '../support/site/content.ts';
import { sha256File } from '../support/files.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { ours, Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { writeBencode } from '../support/write-bencode.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** The bytes that a site computes for a file of its first version. */
function contentOf(name: string, size: number): Buffer {
  const content = plainContent(`${name} v1`, size);
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const view = content.view(at, size - at);
    bytes.set(view, at);
    at += view.length;
  }
  return bytes;
}

/** SHA-1 of each piece, one after the other. */
function piecesOf(bytes: Buffer, length: number): Buffer {
  const count = Math.ceil(bytes.length / length);
  const hashOf = (index: number) => createHash('sha1').update(bytes.subarray(index * length, (index + 1) * length));
  return Buffer.concat(Array.from({ length: count }, (_, index) => hashOf(index).digest()));
}

describe('torrents from web seeds and peers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ extraArgs: peerFlags, prefs: peerPrefs });
  });
  afterAll(() => stage.close());

  it('many files come from web seeds alone, over their ends, but for what is not wanted; who has it is said before', async () => {
    const sizes = { 'Web/a b.bin': 2 * MiB + 7, 'Web/sub/none.bin': 3 * MiB, 'Web/sub/c.bin': MiB + 1, 'Web/d.bin': 5 };
    const files = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, { size }]));
    const site = await siteFor({ files });
    const bytes = Buffer.concat(Object.entries(sizes).map(([name, size]) => contentOf(name, size)));
    const length = MiB / 4;
    const torrent = writeBencode({
      info: {
        name: 'Web',
        'piece length': length,
        pieces: piecesOf(bytes, length),
        files: Object.entries(sizes).map(([name, size]) => ({ length: size, path: name.split('/').slice(1) })),
      },
      'url-list': `${site.origin}/`,
    });
    // It has a cookie for who was there.
    await (await stage.browser.openTab(`${site.origin}/`)).close();
    site.add('web.torrent', { text: torrent, type: 'application/x-bittorrent' });
    await stage.add(site.url('web.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ swarm }) => swarm?.content), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    const card = await row.card();
    expect(card).toContain(`${site.origin}/`);
    expect(card).toContain('No peer can be found: it comes from its web servers alone.');
    await stage.call('engine', 'task.choose', { id, choice: { wanted: [0, 2, 3], first: [], inOrder: false } });
    expect(Object.keys(sizes).map((name) => site.log(name).requests.length)).toEqual([0, 0, 0, 0]);
    await row.press('Start');
    const done = await row.in('done');
    for (const name of ['Web/a b.bin', 'Web/sub/c.bin', 'Web/d.bin']) {
      expect(await sha256File(join(stage.browser.downloads, name))).toBe(await site.sha256(name));
    }
    // Of the file that is not wanted only what shares a piece with the others.
    expect(site.log('Web/sub/none.bin').bytes).toBeLessThan(2 * length);
    const here = new URL(site.origin).host;
    const got = Object.keys(sizes).reduce((sum, name) => sum + site.log(name).bytes, 0);
    expect(done.hosts).toContain(here);
    // What a connection was overtaken in was sent, and not all of it read.
    const counted = done.traffic.find(({ host }) => host === here)?.bytes ?? 0;
    expect(counted).toBeLessThanOrEqual(got);
    expect(counted).toBeGreaterThanOrEqual(sizes['Web/a b.bin'] + sizes['Web/sub/c.bin'] + sizes['Web/d.bin']);
    const cookies = Object.keys(sizes).flatMap((name) => site.log(name).requests.map(({ headers }) => headers.cookie));
    expect(cookies.filter((cookie) => cookie !== undefined)).toEqual([]);
  });

  it('both bring their part of one file, and a seed that lies is left; nothing much comes twice', async () => {
    const size = 4 * MiB;
    const site = await siteFor({ rate: MiB / 4, files: { 'both.bin': { size, rate: null } } });
    const liar = await siteFor({ files: { 'both.bin': { size, version: 'another' } }, host: '127.0.0.2' });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { magnet } = await seeder.seed(['both.bin'], { name: 'both.bin', announce: [tracker.url] });
    site.set('both.bin', { rate: undefined });
    site.reset('both.bin');
    const row = await TaskRow.add(stage, `${magnet}&ws=${site.url('both.bin')}&ws=${liar.url('both.bin')}`);
    await row.press('Start');
    await row.in('done');
    await stage.expectSaved(site, 'both.bin');
    const byWeb = site.log('both.bin').bytes;
    const byPeer = (await seeder.state())[0]?.uploaded ?? 0;
    expect(byWeb).toBeGreaterThan(0);
    expect(byPeer).toBeGreaterThan(0);
    expect(byWeb + byPeer).toBeLessThan(1.25 * size);
    expect(liar.log('both.bin').requests.length).toBeGreaterThan(0);
    expect(liar.log('both.bin').bytes).toBeLessThan(size);
  });

  it('a tracker that talks nonsense, and a swarm of nobody, keep nothing from coming', async () => {
    const size = MiB;
    const site = await siteFor({ files: { 'alone.bin': { size } } });
    const tracker = untilTestEnds(await Tracker.start());
    tracker.nonsense = ['', '{', '[]', '{"action":"announce","info_hash":7,"offer":1}', new Uint8Array([0, 255, 1])];
    const info = { name: 'alone', 'piece length': MiB / 4, pieces: piecesOf(contentOf('alone.bin', size), MiB / 4) };
    const torrent = writeBencode({
      announce: tracker.url,
      info: { ...info, files: [{ length: size, path: ['alone.bin'] }] },
      'url-list': site.url('seeds/'),
    });
    site.add('seeds/alone/alone.bin', { text: contentOf('alone.bin', size) });
    site.add('alone.torrent', { text: torrent, type: 'application/x-bittorrent' });
    await stage.add(site.url('alone.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ name }) => name === 'alone'), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    await row.press('Start');
    await row.in('done');
    expect(await sha256File(join(stage.browser.downloads, 'alone', 'alone.bin'))).toBe(await site.sha256('alone.bin'));
    expect(tracker.handshakes.length).toBeGreaterThan(0);
  });

  it('a download and a torrent have one speed limit between them, and both come', async () => {
    const [size, length] = [8 * MiB, MiB / 4];
    const site = await siteFor({ files: { 'plain.bin': { size }, 'seeded.bin': { size } } });
    const torrent = writeBencode({
      info: {
        name: 'seeded.bin',
        length: size,
        'piece length': length,
        pieces: piecesOf(contentOf('seeded.bin', size), length),
      },
      'url-list': site.url('seeded.bin'),
    });
    site.add('seeded.torrent', { text: torrent, type: 'application/x-bittorrent' });
    await stage.add(site.url('seeded.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ name }) => name === 'seeded.bin'), {
      what: 'it is opened',
    });
    await stage.set({ speedLimit: MiB });
    const rows = [new TaskRow(stage, id), await TaskRow.add(stage, site.url('plain.bin'))];
    await rows[0]?.press('Start');
    const sent = (): readonly [number, number] => [site.log('plain.bin').bytes, site.log('seeded.bin').bytes];
    const both = (): number => sent()[0] + sent()[1];
    await until(() => Math.min(...sent()) > 0, { what: 'both come' });
    const [from, since] = [both(), performance.now()];
    await until(() => both() - from >= 6 * MiB, { what: 'more of them comes' });
    // What is asked for ahead is at most a second's share, and may have been asked for before. Twice the limit would take half the time.
    expect(performance.now() - since).toBeGreaterThan(4000);
    await stage.set({ speedLimit: null });
    for (const row of rows) await row.in('done');
  });

  it('a download whose torrent is given goes on as that: from its address and from a peer, with what is here', async () => {
    const size = 6 * MiB;
    const site = await siteFor({ files: { 'joined.bin': { size, rate: null } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { file } = await seeder.seed(['joined.bin'], { name: 'joined.bin', announce: [tracker.url] });
    const other = writeBencode({ info: { name: 'x', length: 5, 'piece length': 16_384, pieces: Buffer.alloc(20) } });
    site.set('joined.bin', { rate: MiB / 4 });
    site.reset('joined.bin');
    const row = await TaskRow.add(stage, site.url('joined.bin'));
    await stage.until(
      async () => ((await row.task())?.have ?? []).some(({ from, to }) => to - from > MiB / 2),
      'some is here',
    );
    const give = (torrent: Uint8Array) =>
      stage.call('engine', 'torrent.give', { id: row.id, base64: Buffer.from(torrent).toString('base64') });
    expect(await give(other)).toEqual({ fits: false });
    expect((await row.task())?.swarm).toBeNull();
    expect(await give(file)).toEqual({ fits: true });
    const asking = await row.in('paused');
    expect([asking.state.because, asking.have.length > 0]).toEqual(['peers', true]);
    expect(await row.card()).toContain(site.url('joined.bin'));
    expect(await row.card()).toContain(tracker.url);
    // Not now: it goes on as the download that it was, with what is here, and nobody else is asked.
    await row.press('Not now');
    const declined = await row.in('active');
    expect([declined.source.url, declined.swarm, totalBytes(declined.have) >= totalBytes(asking.have)]).toEqual([
      site.url('joined.bin'),
      null,
      true,
    ]);
    expect(tracker.sentFrom(ours)).toEqual([]);
    expect(await give(file)).toEqual({ fits: true });
    await row.in('paused');
    const before = site.log('joined.bin').bytes;
    await row.press('Start');
    // One that has not been asked yet is told nothing when it is left.
    await until(() => tracker.sentFrom(ours).length > 0, { what: 'it asks the tracker' });
    await stage.call('engine', 'task.leave-torrent', { id: row.id });
    await until(() => tracker.sentFrom(ours).some(({ event }) => event === 'stopped'), { what: 'it leaves' });
    await until(async () => (await row.task())?.swarm === null, { what: 'it is a download again' });
    expect(await give(file)).toEqual({ fits: true });
    await row.press('Start');
    await row.in('done');
    await stage.expectSaved(site, 'joined.bin');
    expect(site.log('joined.bin').bytes).toBeGreaterThan(before);
    expect((await seeder.state())[0]?.uploaded).toBeGreaterThan(0);
    // What was here was not fetched again.
    expect((await seeder.state())[0]?.uploaded).toBeLessThan(size);
  });

  it('a download behind a login that is given its torrent is asked on with its cookies; where nobody else has it, it comes from there', async () => {
    const size = 6 * MiB;
    const site = await siteFor({ files: { 'members.bin': { size, rate: MiB, needs: { cookie: true } } } });
    const pieces = piecesOf(contentOf('members.bin', size), MiB / 4);
    const torrent = writeBencode({ info: { name: 'members.bin', length: size, 'piece length': MiB / 4, pieces } });
    await (await stage.browser.openTab(`${site.origin}/`)).close();
    const row = await TaskRow.add(stage, site.url('members.bin'));
    await stage.until(async () => totalBytes((await row.task())?.have ?? []) > MiB / 2, 'some is here');
    const base64 = Buffer.from(torrent).toString('base64');
    expect(await stage.call('engine', 'torrent.give', { id: row.id, base64 })).toEqual({ fits: true });
    const before = site.log('members.bin').requests.length;
    await row.press('Start');
    await row.in('done');
    await stage.expectSaved(site, 'members.bin');
    const later = site.log('members.bin').requests.slice(before);
    expect(later.length).toBeGreaterThan(0);
    expect(later.filter(({ headers }) => headers.cookie === undefined)).toEqual([]);
  });

  it('a torrent of empty files alone is saved without anybody being asked', async () => {
    const files = [
      { length: 0, path: ['a.txt'] },
      { length: 0, path: ['sub', 'b.txt'] },
    ];
    const tracker = untilTestEnds(await Tracker.start());
    const info = { name: 'empty', 'piece length': MiB, pieces: Buffer.alloc(0), files };
    const torrent = writeBencode({ announce: tracker.url, info });
    const site = await siteFor({ files: { 'empty.torrent': { text: torrent, type: 'application/x-bittorrent' } } });
    await stage.add(site.url('empty.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ name }) => name === 'empty'), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    await row.press('Start');
    await row.in('done');
    for (const name of ['empty/a.txt', 'empty/sub/b.txt']) {
      expect(statSync(join(stage.browser.downloads, name)).size).toBe(0);
    }
    expect(tracker.handshakes).toEqual([]);
  });

  it('what is changed on the disk meanwhile is found before it is saved, and fetched again', async () => {
    const [size, length] = [4 * MiB, MiB / 4];
    const site = await siteFor({ files: { 'kept.bin': { size, rate: MiB } } });
    const pieces = piecesOf(contentOf('kept.bin', size), length);
    const info = { name: 'kept.bin', length: size, 'piece length': length, pieces };
    const torrent = writeBencode({ info, 'url-list': site.url('kept.bin') });
    site.add('kept.torrent', { text: torrent, type: 'application/x-bittorrent' });
    await stage.add(site.url('kept.torrent'));
    const { id } = await until(async () => (await stage.tasks()).find(({ name }) => name === 'kept.bin'), {
      what: 'it is opened',
    });
    const row = new TaskRow(stage, id);
    await row.press('Start');
    await stage.until(async () => ((await row.task())?.have.length ?? 0) > 0, 'pieces are here');
    await stage.call('engine', 'task.pause', { id });
    await row.in('paused');
    const from = (await row.task())?.have[0]?.from ?? 0;
    await changePart(stage, id, from + 5);
    site.set('kept.bin', { rate: null });
    await stage.call('engine', 'task.resume', { id });
    const damaged = await row.in('damaged');
    expect(damaged.state.mismatch).toMatchObject({
      what: 'sha-1',
      from: 'torrent',
      bad: [{ from, to: from + length }],
    });
    expect(existsSync(join(stage.browser.downloads, 'kept.bin'))).toBe(false);
    await row.press('Fetch again');
    expect((await row.in('done')).checked).toMatchObject({ what: 'sha-1', from: 'torrent', good: true });
    await stage.expectSaved(site, 'kept.bin');
  });
});

/** Writes another byte at a place of a part file that nobody holds open. */
async function changePart(stage: Stage, name: string, at: number): Promise<void> {
  const page = await stage.control();
  const change = (part: string, position: number): Promise<void> =>
    page.evaluate(
      async (file, place) => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('parts');
        const handle = await folder.getFileHandle(file);
        const before = new Uint8Array(await (await handle.getFile()).slice(place, place + 1).arrayBuffer());
        const writing = await handle.createWritable({ keepExistingData: true });
        await writing.write({ type: 'write', position: place, data: before.map((byte) => byte ^ 0xff) });
        await writing.close();
      },
      part,
      position,
    );
  // It is closed when the torrent has left its peers.
  await until(
    () =>
      change(name, at).then(
        () => true,
        () => false,
      ),
    { what: 'the part file is free' },
  );
}
