import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { browserName } from '../support/browser/browser-name.ts';
import { holds } from '../support/observe.ts';
import { sha256File } from '../support/files.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { ours, Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { writeBencode } from '../support/write-bencode.ts';
import { PopupPage } from './popup-page.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage, stageFor } from './stage.ts';

/** Data channels of two browsers on one small machine bring some 3 MiB/s. */
const size = 4 * MiB;
/** Everything that a tracker is told before a word is said. No cookie, no referrer, nothing of whose it is. */
const handshake = [
  ...(browserName === 'firefox' ? ['Accept'] : ['Accept-Language', 'Origin', 'User-Agent']),
  'Accept-Encoding',
  'Cache-Control',
  'Connection',
  'Host',
  'Pragma',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Version',
  'Upgrade',
].toSorted();
const named = (raw: readonly string[]): Record<string, string> =>
  Object.fromEntries(raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : [])));

describe('torrents from peers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ extraArgs: peerFlags, prefs: peerPrefs });
  });
  afterAll(() => stage.close());

  /** The task of a torrent, once it is known what is in it. */
  const opened = (name: string) =>
    until(async () => (await stage.tasks()).find((one) => one.name === name && one.swarm?.content), {
      what: 'it is opened',
    });

  it('PT3, PT4, PT5: a magnet link asks first, and contacts nobody; then its file comes from a peer, whole', async () => {
    const site = await siteFor({ files: { 'shared.bin': { size } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { magnet } = await seeder.seed(['shared.bin'], { name: 'shared.bin', announce: [tracker.url] });
    // Also where torrents are switched on.
    await stage.call('privacy', 'grant.give', { purpose: 'swarm' });
    const row = await TaskRow.add(stage, `${magnet}&tr=udp://127.0.0.1:9`);
    await row.in('paused');
    const card = await row.card();
    expect(card).toContain('will see your network address');
    expect(card).toContain('which pieces you have, ask for and send');
    expect(card).toContain(tracker.url);
    expect(card).toContain('udp://127.0.0.1:9 (no browser can speak with it)');
    await holds(() => tracker.handshakes.length === 1, 'nobody but the seeder speaks with the tracker', 1500);
    await row.press('Start');
    const done = await row.in('done');
    await stage.expectSaved(site, 'shared.bin');
    expect(done.checked).toMatchObject({ what: 'sha-1', from: 'torrent', good: true });
    expect(done.hosts).toEqual([new URL(tracker.url).host]);
    expect(done.swarm?.peers).toBeGreaterThan(0);
    // It has left the swarm, and nothing of it lies in the profile.
    await until(() => tracker.sentFrom(ours).some(({ event }) => event === 'stopped'), { what: 'it leaves' });
    await stage.until(async () => (await stage.parts()).length === 0, 'nothing is left');
    // PT5: no address of a peer is kept.
    expect(JSON.stringify(await stage.tasks())).not.toMatch(/\b(?:10|172|192)\.\d+\.\d+\.\d+|\.local\b/);
  });

  it('CS9: what a tracker is sent has no local address, and a number of its own for each torrent', async () => {
    const site = await siteFor({ files: { 'one.bin': { size: MiB }, 'two.bin': { size: MiB } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    for (const name of ['one.bin', 'two.bin']) {
      const { magnet } = await seeder.seed([name], { name, announce: [tracker.url] });
      const row = await TaskRow.add(stage, magnet);
      await row.press('Start');
      await row.in('done');
    }
    const sent = tracker.sentFrom(ours);
    const descriptions = sent.flatMap(({ offers = [], answer }) => [
      ...offers.map(({ offer }) => offer.sdp),
      ...(answer ? [answer.sdp] : []),
    ]);
    expect(descriptions.length).toBeGreaterThan(0);
    for (const sdp of descriptions) {
      expect(sdp).not.toMatch(/typ host/);
      expect(sdp.match(/\d+\.\d+\.\d+\.\d+/g)?.filter((address) => address !== '0.0.0.0') ?? []).toEqual([]);
      expect(sdp).not.toMatch(/\b[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]{1,4} \d+ typ/i);
    }
    expect(new Set(sent.map(({ peer_id }) => peer_id)).size).toBe(2);
    // What each connection is opened with is the same, and a fixed list of headers.
    const greetings = tracker.handshakes.map(named).filter(({ Origin = '' }) => ours.test(Origin));
    expect(greetings.length).toBeGreaterThan(0);
    for (const headers of greetings) {
      expect(Object.keys(headers).toSorted()).toEqual(handshake);
      expect(headers).toEqual({ ...greetings[0], 'Sec-WebSocket-Key': headers['Sec-WebSocket-Key'] });
    }
    // The other side of the same exchange tells them: they were there to be told.
    const plain = tracker.sentFrom(/^http:/).flatMap(({ offers = [] }) => offers.map(({ offer }) => offer.sdp));
    expect(plain.join()).toMatch(/typ host/);
  });

  it('BC10: of many files only those that are wanted are fetched and saved, each at its place', async () => {
    const names = ['a.bin', 'b.bin', 'c.bin'];
    const site = await siteFor({ files: Object.fromEntries(names.map((name) => [name, { size: 2 * MiB + 5 }])) });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { file } = await seeder.seed(names, { name: 'Three', announce: [tracker.url], pieceLength: MiB });
    site.add('three.torrent', { text: file, type: 'application/x-bittorrent' });
    await stage.add(site.url('three.torrent'));
    const { id, swarm } = await opened('Three');
    expect(swarm?.content?.files.map(({ name }) => name)).toEqual(names);
    await stage.call('engine', 'task.choose', { id, choice: { wanted: [0, 2], first: [], inOrder: false } });
    const row = new TaskRow(stage, id);
    await row.press('Start');
    await row.in('done');
    for (const name of ['a.bin', 'c.bin']) {
      expect(await sha256File(join(stage.browser.downloads, 'Three', name))).toBe(await site.sha256(name));
    }
    expect(existsSync(join(stage.browser.downloads, 'Three', 'b.bin'))).toBe(false);
    // Of the file between only what shares a piece with the others was sent.
    const uploaded = (await seeder.state())[0]?.uploaded;
    const [wanted, block] = [5 * MiB + 15, 16 * 1024];
    expect(uploaded).toBeLessThanOrEqual(wanted + 4 * block);
    expect(uploaded).toBeGreaterThanOrEqual(wanted);
  });

  it('two at once', async () => {
    const site = await siteFor({ files: { 'left.bin': { size }, 'right.bin': { size } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const rows = [];
    for (const name of ['left.bin', 'right.bin']) {
      const { magnet } = await seeder.seed([name], { name, announce: [tracker.url] });
      rows.push(await TaskRow.add(stage, magnet));
    }
    for (const row of rows) await row.press('Start');
    for (const row of rows) await row.in('done');
    for (const name of ['left.bin', 'right.bin']) await stage.expectSaved(site, name);
  });

  it('a swarm of nobody says so and keeps looking; taken off, it leaves', async () => {
    const tracker = untilTestEnds(await Tracker.start(2000));
    const row = await TaskRow.add(stage, `magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=nobody&tr=${tracker.url}`);
    await row.press('Start');
    await row.says('Looking for peers');
    expect((await row.task())?.hosts).toEqual([new URL(tracker.url).host]);
    await until(() => tracker.sentFrom(ours).length > 1, { what: 'it asks again', timeout: 60_000 });
    await row.press('Cancel');
    await until(() => tracker.sentFrom(ours).some(({ event }) => event === 'stopped'), { what: 'it leaves' });
  });

  it('its properties say how it stands with each tracker: one that answers, one that never does, and one that is not there', async () => {
    const tracker = untilTestEnds(await Tracker.start());
    const silent = untilTestEnds(await Tracker.start());
    silent.nonsense = [];
    const gone = await Tracker.start();
    const urls = [tracker.url, silent.url, gone.url];
    await gone.close();
    const links = urls.map((url) => `&tr=${encodeURIComponent(url)}`).join('');
    const row = await TaskRow.add(stage, `magnet:?xt=urn:btih:${'ad'.repeat(20)}&dn=three${links}`);
    await row.press('Start');
    await row.says('Looking for peers');
    const popup = await PopupPage.open(stage);
    await popup.choose('three', 'Properties');
    await popup.shows(`${urls[0]}: answers`);
    await popup.shows(`${urls[1]}: connected, no answer yet`);
    await popup.shows(`${urls[2]}: cannot be reached, and is tried again`);
    await row.press('Cancel');
  });

  it('paused and resumed again and again at once, it is in the swarm once, and leaves it whole', async () => {
    const tracker = untilTestEnds(await Tracker.start(1000));
    const row = await TaskRow.add(stage, `magnet:?xt=urn:btih:${'ac'.repeat(20)}&dn=hasty&tr=${tracker.url}`);
    await row.press('Start');
    await until(() => tracker.sentFrom(ours).length > 0, { what: 'it asks' });
    const first = tracker.sentFrom(ours)[0]?.peer_id;
    const acts = ['pause', 'resume', 'pause', 'resume', 'pause', 'resume'];
    await Promise.all(acts.map((act) => stage.call('engine', `task.${act}`, { id: row.id })));
    const goesOn = (): boolean => {
      const all = tracker.sentFrom(ours);
      const last = all.at(-1)?.peer_id;
      return last !== first && all.filter(({ peer_id }) => peer_id === last).length > 2;
    };
    await until(goesOn, { what: 'the last beginning goes on asking' });
    await row.press('Cancel');
    const isAsking = ({ event }: { event?: string }): boolean => event !== 'stopped';
    const askers = () => new Set(tracker.sentFrom(ours).map(({ peer_id }) => peer_id));
    const gone = () => new Set(tracker.sentFrom(ours).flatMap((one) => (isAsking(one) ? [] : [one.peer_id])));
    await until(() => gone().size === askers().size, { what: 'all of them leave' });
    const { length } = tracker.sentFrom(ours).filter(isAsking);
    await holds(() => tracker.sentFrom(ours).filter(isAsking).length === length, 'nothing is left that asks', 3000);
  });

  it('CL7: switched off in mid-transfer, it leaves at once and asks anew; its bytes stay', async () => {
    const site = await siteFor({ files: { 'slow.bin': { size: 8 * MiB } } });
    const tracker = untilTestEnds(await Tracker.start());
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { magnet } = await seeder.seed(['slow.bin'], { name: 'slow.bin', announce: [tracker.url] });
    await stage.set({ speedLimit: MiB });
    const row = await TaskRow.add(stage, magnet);
    await row.press('Start');
    await stage.until(async () => ((await row.task())?.have.length ?? 0) > 0, 'pieces are here');
    await stage.call('privacy', 'grant.take-back', { purpose: 'swarm' });
    const asking = await row.in('paused');
    expect([asking.state.because, asking.have.length > 0]).toEqual(['peers', true]);
    await until(() => tracker.sentFrom(ours).some(({ event }) => event === 'stopped'), { what: 'it leaves' });
    await stage.set({ speedLimit: null });
    await row.press('Start');
    await row.in('done');
    await stage.expectSaved(site, 'slow.bin');
  });

  it('a peer that sends wrong bytes is dropped, and not asked again; another brings all of it', async () => {
    const site = await siteFor({ files: { 'true.bin': { size } } });
    const tracker = untilTestEnds(await Tracker.start());
    const [honest, liar] = [untilTestEnds(await SwarmPage.open(site)), untilTestEnds(await SwarmPage.open(site))];
    const { magnet } = await liar.seed(['true.bin'], { name: 'true.bin', announce: [tracker.url] });
    await liar.lie();
    const row = await TaskRow.add(stage, magnet);
    await row.press('Start');
    const sent = async (): Promise<number> => (await liar.state())[0]?.uploaded ?? 0;
    await until(async () => (await sent()) > 0 && (await liar.state())[0]?.peers === 0, {
      what: 'the liar is dropped',
    });
    const lies = await sent();
    await honest.seed(['true.bin'], { name: 'true.bin', announce: [tracker.url] });
    await row.in('done');
    await stage.expectSaved(site, 'true.bin');
    // Handshakes count as sent: less than a block was asked for (BEP 3: 16 KiB).
    expect(await sent()).toBeLessThan(lies + 16 * 1024);
    expect((await honest.state())[0]?.uploaded).toBeGreaterThanOrEqual(size);
  });

  it.each([
    ['no hash', 'magnet:?dn=x', 'magnet-broken'],
    ['the second version alone', `magnet:?xt=urn:btmh:1220${'ab'.repeat(32)}`, 'torrent-v2'],
  ] as const)('a magnet link with %s is refused in plain words', async (_what, magnet, code) => {
    const popup = await stage.control();
    await popup.bringToFront();
    const field = await popup.waitForSelector('textarea');
    await field!.evaluate((one) => (one.value = ''));
    await field!.type(magnet);
    await popup.keyboard.press('Enter');
    await until(() => popup.evaluate((text) => document.body.innerText.includes(text), sentence(code)), {
      what: 'it says so',
    });
    expect((await stage.tasks()).filter((one) => one.source.url === magnet)).toEqual([]);
  });

  it('a magnet link of which nobody could tell what is in it says so, and cannot start', async () => {
    const row = await TaskRow.add(
      stage,
      `magnet:?xt=urn:btih:${'ce'.repeat(20)}&dn=untold&tr=udp://127.0.0.1:9&ws=http://127.0.0.1:9/untold`,
    );
    const card = await row.card();
    expect(card).toContain('only its peers could tell, and none can be found');
    expect(card).not.toContain('it comes from its web servers alone');
    expect(card).not.toMatch(/\bStart\b/);
    await row.press('Not now');
  });

  it('HTML in a name is shown as text', async () => {
    const row = await TaskRow.add(
      stage,
      `magnet:?xt=urn:btih:${'cd'.repeat(20)}&dn=${encodeURIComponent('<b>bold</b><img src=x>')}`,
    );
    const task = await row.in('paused');
    expect(task.name).not.toMatch(/[<>]/);
    expect(await row.card()).toContain('names no tracker, and Perseid adds none');
    await row.press('Not now');
  });

  it.each([
    [
      'a path that leads out',
      {
        files: [{ length: 5, path: ['..', '..', 'x'] }],
        name: 'out',
        'piece length': 16_384,
        pieces: Buffer.alloc(20),
      },
    ],
  ])('%s stays in the torrent’s folder', async (_what, info) => {
    const site = await siteFor({
      files: { 'out.torrent': { text: writeBencode({ info }), type: 'application/x-bittorrent' } },
    });
    await stage.add(site.url('out.torrent'));
    const { swarm } = await opened('out');
    expect(swarm?.content?.files.map(({ folder }) => folder).join()).not.toContain('..');
  });
});

it('killed in mid-transfer, a torrent goes on by itself with what was here', async () => {
  const stage = await stageFor({ extraArgs: peerFlags, prefs: peerPrefs });
  const site = await siteFor({ files: { 'long.bin': { size: 12 * MiB } } });
  const tracker = untilTestEnds(await Tracker.start());
  const seeder = untilTestEnds(await SwarmPage.open(site));
  const { magnet } = await seeder.seed(['long.bin'], { name: 'long.bin', announce: [tracker.url] });
  await stage.set({ speedLimit: MiB });
  const row = await TaskRow.add(stage, magnet);
  await row.press('Start');
  await stage.until(async () => {
    const here = (await row.task())?.have.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0;
    return here > 3 * MiB;
  }, 'some of it is here');
  await stage.browser.kill9();
  await stage.relaunch();
  await stage.set({ speedLimit: null });
  await row.in('done', 120_000);
  await stage.expectSaved(site, 'long.bin');
  const uploaded = (await seeder.state())[0]?.uploaded;
  // A second of the limit, and what was on its way.
  expect(uploaded).toBeLessThan(15 * MiB);
});
