import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { holds } from '../support/observe.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { Tracker } from '../support/swarm/tracker.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

/** Not a whole number of pieces, and pieces reach over the end of the first. */
const sizes = { 'one.bin': 2 * MiB + 5, 'two.bin': MiB - 1 };

it('files of the user’s own are shared by a magnet link with the trackers he names, and by nothing else, until he stops', async () => {
  const stage = await stageFor({ extraArgs: peerFlags, prefs: peerPrefs });
  const site = await siteFor({});
  const tracker = untilTestEnds(await Tracker.start());
  const folder = join(temporaryFolder('own'), 'Own');
  mkdirSync(folder);
  const files = Object.entries(sizes).map(([name, size]) => ({ path: join(folder, name), bytes: randomBytes(size) }));
  for (const { path, bytes } of files) writeFileSync(path, bytes);
  const page = await stage.browser.openPage('popup.html#share');
  const picker = await page.waitForSelector('input[aria-label="Files to share"]');
  await picker!.uploadFile(...files.map(({ path }) => path));
  await page.type('aria/Name of the torrent', 'Own');
  await page.type('aria/Trackers', 'udp://127.0.0.1:9');
  await page.waitForSelector('::-p-text(no tracker that a browser can speak with)');
  expect(await page.$('aria/Share[role="button"]')).toBeNull();
  await page.$eval('textarea[aria-label="Trackers"]', (one) => one.select());
  await page.keyboard.type(tracker.url);
  // Else it would end when the other has everything.
  await page.select('select[aria-label="How long"]', 'long');
  const share = await page.waitForSelector('aria/Share[role="button"]');
  await holds(() => tracker.handshakes.length === 0, 'nobody is contacted before', 500);
  await share!.click();
  const magnet = await (await page.waitForSelector('.magnet'))!.evaluate((one) => one.textContent);
  expect(new URL(magnet).searchParams.getAll('tr')).toEqual([tracker.url]);
  const task = await stage.taskIn('seeding');
  expect(task.swarm?.content?.files.map(({ name, size }) => [name, size])).toEqual(Object.entries(sizes));
  const other = untilTestEnds(await SwarmPage.open(site));
  await other.add(magnet);
  await until(async () => (await other.state())[0]?.progress === 1, { what: 'another has them', timeout: 60_000 });
  expect(await other.sha256()).toEqual(files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')));
  const row = new TaskRow(stage, task.id);
  await row.press('Stop sharing');
  await row.in('done');
  await row.says('Sharing ended');
  await stage.until(async () => (await stage.parts()).length === 0, 'the copy is gone');
});
