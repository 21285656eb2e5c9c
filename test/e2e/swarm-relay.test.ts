import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256File } from '../support/files.ts';
import { holds } from '../support/observe.ts';
import { Relay } from '../support/swarm/relay.ts';
import { peerFlags, peerPrefs, SwarmPage } from '../support/swarm/swarm-page.ts';
import { ours, Tracker } from '../support/swarm/tracker.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { untilTestEnds } from '../support/until-test-ends.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

const peers = { extraArgs: peerFlags, prefs: peerPrefs };
const name = 'relayed.bin';

/** What our side told of how it can be reached: the types of its candidates. */
const told = (tracker: Tracker): string[] => {
  const descriptions = tracker
    .sentFrom(ours)
    .flatMap(({ offers = [], answer }) => [...offers.map(({ offer }) => offer.sdp), ...(answer ? [answer.sdp] : [])]);
  return [...new Set(descriptions.join('\n').match(/typ \w+/g))].toSorted();
};

async function chooseOnCard(stage: Stage, { id }: TaskRow, label: string, value: string): Promise<void> {
  const page = await stage.control();
  await page.bringToFront();
  await page.waitForSelector(`[data-row="${id}"] .card select[aria-label="${label}"]`);
  await page.select(`[data-row="${id}"] .card select[aria-label="${label}"]`, value);
}

describe('a relay of the user’s', () => {
  it('PT3, PT4: the card says what it learns, and it hears nothing before; through it alone peers see no other address', async () => {
    const stage = await stageFor(peers);
    const site = await siteFor({ files: { [name]: { size: MiB } } });
    const [tracker, relay] = [untilTestEnds(await Tracker.start()), untilTestEnds(await Relay.start())];
    const seeder = untilTestEnds(await SwarmPage.open(site));
    const { magnet } = await seeder.seed([name], { name, announce: [tracker.url] });
    await stage.set({ peerServer: relay.url, ...Relay.user });
    const row = await TaskRow.add(stage, magnet);
    const page = await stage.control();
    await page.waitForSelector(`[data-row="${row.id}"] select[aria-label="Peers are met"]`);
    expect(await row.card()).toContain(
      `${new URL(relay.url).pathname}, the relay that you have set, will see your network address`,
    );
    await chooseOnCard(stage, row, 'Peers are met', 'relay');
    await holds(() => relay.heard === 0, 'the relay hears nothing', 1500);
    await row.press('Start');
    const done = await row.in('done');
    await stage.expectSaved(site, name);
    expect(relay.relayed).toBeGreaterThan(0);
    expect(told(tracker)).toEqual(['typ relay']);
    expect(done.hosts.toSorted()).toEqual([new URL(tracker.url).host, new URL(relay.url).pathname].toSorted());
    // Taken out of the options, it is asked no more: what was to be met through it alone asks anew, and tells nobody.
    const said = tracker.sentFrom(ours).length;
    await stage.set({ peerServer: '' });
    const again = await TaskRow.add(stage, magnet.replace(/btih:\w{40}/, `btih:${'ef'.repeat(20)}`));
    expect(await again.card()).toContain('No address or relay server is asked');
    expect(tracker.sentFrom(ours).length).toBe(said);
  });

  it('two who use Perseid meet through it', async () => {
    const [giver, taker] = [await stageFor(peers), await stageFor(peers)];
    const [tracker, relay] = [untilTestEnds(await Tracker.start()), untilTestEnds(await Relay.start())];
    for (const stage of [giver, taker]) await stage.set({ peerServer: relay.url, ...Relay.user });
    const path = join(temporaryFolder('own'), name);
    writeFileSync(path, randomBytes(MiB));
    const page = await giver.browser.openPage('popup.html#share');
    await page.waitForSelector('select[aria-label="Peers are met"]');
    const picker = await page.waitForSelector('input[aria-label="Files to share"]');
    await picker!.uploadFile(path);
    await page.type('aria/Trackers', tracker.url);
    await (await page.waitForSelector('aria/Share[role="button"]'))!.click();
    const magnet = await (await page.waitForSelector('.magnet'))!.evaluate((one) => one.textContent);
    await until(() => tracker.sentFrom(ours).length > 0, { what: 'the one is there' });
    const row = await TaskRow.add(taker, magnet);
    await chooseOnCard(taker, row, 'Peers are met', 'direct');
    await row.press('Start');
    await row.in('done');
    expect(await sha256File(join(taker.browser.downloads, name))).toBe(await sha256File(path));
    expect(told(tracker)).toEqual(['typ relay']);
  });
});
