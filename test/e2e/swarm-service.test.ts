import { expect, it } from 'vitest';
import { notSearched } from '#domain/mirror/search';
import { purposeIds } from '#domain/policy/purpose';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { Privacy } from './privacy.ts';
import { RawService } from './service.ts';
import { bundle } from './service-stage.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

const name = 'unheard.bin';
/** What is asked by itself, when nothing downloads. */
const timed = ['updates bundle', 'mirror-search bundle', 'mirror-giving bundle', 'mirror-search snapshot'];

it('BC5, BC9: with every switch on a service hears nothing of a torrent: nothing at all while it runs, and not a word of it after that', async () => {
  const stage = await stageFor({ extraArgs: peerFlags, prefs: peerPrefs });
  const privacy = new Privacy(stage);
  const service = await RawService.start();
  service.answer = bundle;
  await privacy.call('service.set', { address: service.entered });
  for (const purpose of purposeIds) await privacy.call('grant.give', { purpose });
  const report = await privacy.drawn();

  const site = await siteFor({ files: { [name]: { size: 8 * MiB } } });
  const tracker = untilTestEnds(await Tracker.start());
  const seeder = untilTestEnds(await SwarmPage.open(site));
  const { magnet } = await seeder.seed([name], { name, announce: [tracker.url] });
  const [infoHash = ''] = /[0-9a-f]{40}/.exec(magnet) ?? [];
  const sha256 = await site.sha256(name);
  await stage.set({ speedLimit: MiB });
  const row = await TaskRow.add(stage, magnet);
  await row.press('Start');
  await stage.until(async () => ((await row.task())?.have.length ?? 0) > 0, 'pieces are here');
  // All that might be asked is due, and it is known which file it is.
  await stage.call('engine', 'task.expect', { id: row.id, text: sha256 });
  await stage.call('engine', 'task.search', { id: row.id, on: true });
  await privacy.put('deferred', { ...report, from: 0 });
  for (const call of timed) await privacy.put('privacy', 0, `last ${call}`);
  service.requests.length = 0;
  await privacy.call('ledger.erase', {});
  await privacy.ring();
  await stage.until(async () => ((await privacy.alarm()) ?? 0) > Date.now() + 60_000, 'the background has looked');
  expect(service.requests).toEqual([]);
  await stage.set({ speedLimit: null });
  const done = await row.in('done');
  expect(done.checked).toMatchObject({ what: 'sha-256', value: sha256, good: true });
  expect([done.hosts, done.search]).toEqual([[new URL(tracker.url).host], notSearched]);

  // Now it is asked, for all but the torrent.
  await privacy.ring();
  await service.got(timed.length + 1);
  await stage.until(async () => ((await privacy.alarm()) ?? 0) > Date.now() + 60_000, 'the next is set');
  const asked = service.requests.map(({ line }) => line.split(' ').slice(0, 2).join(' '));
  expect(new Set(asked)).toEqual(new Set(['GET /v1/bundle', 'GET /v1/mirrors/all', 'POST /v1/statistics']));
  const heard = JSON.stringify(service.requests);
  for (const word of [infoHash, sha256, name, new URL(tracker.url).port]) expect(heard, word).not.toContain(word);
  expect(await privacy.ledger({ task: row.id })).toEqual([]);
  expect(await privacy.all('contributions')).toEqual([]);
  expect((await privacy.call('witness.read', {})).mismatches).toEqual([]);
});
