import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { wordsFor } from '#domain/i18n/words';
import { purposes } from '#domain/policy/registry';
import { days } from '#domain/policy/units';
import { reportBytes } from '#domain/policy/wires/statistics';
import { optionsWords } from '../../src/options/words.ts';
import { browserName } from '../support/browser/browser-name.ts';
import { extensionFolder, type LaunchOptions } from '../support/browser/launch-options.ts';
import { holds } from '../support/observe.ts';
import { freshPlace } from '../support/service/places.ts';
import { startOne } from '../support/service/running.ts';
import { tapOf } from '../support/service/tap.ts';
import { removeTemporary, temporaryFolder } from '../support/temporary.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { stageFor } from './stage.ts';

const t = wordsFor(['en'], optionsWords);
const switchName = t(purposes.statistics.label);

/** The same program under another number. */
function otherVersion(version: string): `/${string}` {
  const folder = temporaryFolder('version');
  onTestFinished(() => removeTemporary(folder));
  cpSync(extensionFolder(browserName)!, folder, { recursive: true });
  const manifest = join(folder, 'manifest.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({ ...content, version }));
  return folder as `/${string}`;
}

/** A browser in another language (one that Perseid does not speak: the test reads its pages), that says to be of another version and system. */
function elsewhere(): LaunchOptions {
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Planted/1.0';
  return {
    build: otherVersion('7.3.0'),
    prefs: { 'intl.accept_languages': 'it-CH,it', 'general.useragent.override': agent },
    ...(browserName === 'chromium' && { extraArgs: ['--lang=it-CH', `--user-agent=${agent}`] }),
  };
}

/** A real service with a tap before it. */
async function openService() {
  const { folder } = await freshPlace('sqlite');
  const running = await startOne({ folder, databaseUrl: null }, {}, { now: Date.now() });
  onTestFinished(async () => {
    await running.close();
    removeTemporary(join(folder, '..'));
  });
  const tap = await tapOf(running.service.address);
  const counted = (): unknown => {
    const database = new DatabaseSync(join(folder, 'service.sqlite'), { readOnly: true });
    const found = database.prepare('select coalesce(sum(reports), 0) as reports from counts').get();
    database.close();
    return found?.['reports'];
  };
  const entered = running.service.entered.replace(running.service.address, tap.address);
  return { tap, entered, counted };
}

describe('anonymous statistics', () => {
  it('BC18, BC20: of two users with other languages, systems and versions the requests are equal but for the body; the options show each to the letter before it is sent', async () => {
    const { tap, entered, counted } = await openService();
    const heads: string[] = [];
    const languages: string[] = [];
    for (const options of [{}, elsewhere()]) {
      const stage = await stageFor(options);
      const privacy = new Privacy(stage);
      languages.push(await (await stage.control()).evaluate(() => navigator.userAgent + navigator.language));
      const page = await OptionsPage.open(stage);
      await page.change('Service', entered);
      await page.press(switchName, 'switch');
      await page.shows(`POST /v1/statistics HTTP/1.1`);
      const { next } = await privacy.call('statistics.read', {});
      await page.shows(next!.request);
      await holds(() => tap.sent.length === heads.length, 'nothing is sent before its moment', 500);
      const { payload } = await privacy.report();
      await stage.until(async () => (await privacy.ledger({ text: 'answered' })).length === 1, 'it is counted');
      const [head = '', body = ''] = (tap.sent[heads.length] ?? '').split('\r\n\r\n');
      expect(`${head.replaceAll('\r\n', '\n')}\n\n${body}`).toBe(next!.request);
      expect(body).toBe(JSON.stringify(payload));
      expect(body).toHaveLength(reportBytes);
      expect(await privacy.ledger()).toMatchObject([{ purpose: 'statistics', request: { body } }]);
      expect(await privacy.call('witness.read', {})).toEqual({ mismatches: [] });
      heads.push(head);
      expect(counted()).toBe(heads.length);
      await stage.close();
    }
    expect(new Set(languages).size).toBe(2);
    expect(heads[1]).toBe(heads[0]);
    expect(tap.sent).toHaveLength(2);
  });

  it('BC18, CL7: one report in seven days; taken back, what is unsent is gone, and the answers that were drawn are given again', async () => {
    const { tap, entered, counted } = await openService();
    const stage = await stageFor();
    const privacy = new Privacy(stage);
    const begun = Date.now();
    await privacy.call('service.set', { address: entered });
    await privacy.call('grant.give', { purpose: 'statistics' });
    await privacy.report();
    await stage.until(async () => (await privacy.ledger({ text: 'answered' })).length === 1, 'it is counted');
    expect((await privacy.drawn()).from).toBeGreaterThanOrEqual(begun + 7 * days);
    // Its moment alone does not do, nor does another grant.
    await privacy.report();
    await stage.until(async () => ((await privacy.alarm()) ?? 0) >= begun + 7 * days, 'the next is set');
    const memo = async (): Promise<object> => {
      const at = (await privacy.keys('privacy')).indexOf('statistics');
      return (await privacy.all('privacy'))[at] as object;
    };
    const before = await memo();
    expect(await privacy.call('grant.take-back', { purpose: 'statistics' })).toMatchObject({ grants: [] });
    expect(await privacy.all('deferred')).toEqual([]);
    expect(await privacy.call('statistics.read', {})).toEqual({ next: null });
    await stage.until(async () => (await privacy.alarm()) === null, 'there is no alarm');
    await privacy.call('grant.give', { purpose: 'statistics' });
    expect((await privacy.drawn()).from).toBeGreaterThanOrEqual(begun + 7 * days);
    expect(await memo()).toMatchObject(before);
    expect(tap.sent).toHaveLength(1);
    expect(counted()).toBe(1);
  });
});
