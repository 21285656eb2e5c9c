import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { wordsFor } from '#domain/i18n/words';
import { purposes } from '#domain/policy/registry';
import { days } from '#domain/policy/units';
import { optionsWords } from '../../src/options/words.ts';
import { freshPlace } from '../support/service/places.ts';
import { ServiceProcess } from '../support/service/process.ts';
import { startOne } from '../support/service/running.ts';
import { dayAfter, signedBundle } from '../support/service/signed-bundle.ts';
import { holds } from '../support/observe.ts';
import { removeTemporary } from '../support/temporary.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { stageFor, type Stage } from './stage.ts';

const t = wordsFor(['en'], optionsWords);
const notice = { id: 'a-1', kind: 'security', day: '2026-11-20', title: 'A leak', text: 'Version 9.9.9 mends it.' };

/** A service as its operator runs it, in processes of their own: always on the same data, and under one address. */
class Operator {
  readonly place: { readonly folder: string; readonly databaseUrl: null };
  readonly #port: string;
  #running: ServiceProcess | null = null;

  constructor(folder: string, port: string) {
    this.place = { folder, databaseUrl: null };
    this.#port = port;
    onTestFinished(() => this.stop());
  }

  async start(): Promise<void> {
    this.#running = await ServiceProcess.start(this.place, { PORT: this.#port, REGION: 'Falkenstein, Germany' });
  }

  async stop(): Promise<void> {
    await this.#running?.end('SIGTERM');
    this.#running = null;
  }

  /** One of its commands while it does not run. */
  async command(...args: string[]): Promise<void> {
    const one = await ServiceProcess.start(this.place, {}, args);
    await one.ended();
    expect(one.code, one.written).toBe(0);
  }

  /** What is to be told from now on. */
  async publish(content: object): Promise<void> {
    const file = join(this.place.folder, 'notices.json');
    writeFileSync(file, JSON.stringify(content));
    await this.command('publish', file);
  }
}

/** Lets the time for the next contact come. @returns what came of it */
async function asked(stage: Stage, privacy: Privacy): Promise<unknown> {
  const before = (await privacy.ledger())[0]?.id ?? 0;
  await privacy.put('privacy', 0, 'last updates bundle');
  await privacy.ring();
  await stage.until(async () => {
    const [newest] = await privacy.ledger();
    return newest !== undefined && newest.id > before && newest.outcome.kind !== 'begun';
  }, 'it was asked again');
  return (await privacy.ledger())[0]?.outcome;
}

/** The popup says it above the downloads, until it is put away. */
async function putAwayInPopup(stage: Stage): Promise<void> {
  const popup = await stage.browser.openPage('popup.html');
  await popup.waitForFunction(() => document.body.innerText.includes('Security: A leak'));
  await (await popup.waitForSelector('aria/Put away[role="button"]'))!.click();
  await popup.waitForFunction(() => !document.body.innerText.includes('A leak'));
  await popup.close();
  const again = await stage.browser.openPage('popup.html');
  const privacy = new Privacy(stage);
  await stage.until(async () => (await privacy.keys('privacy')).includes('seen'), 'it is remembered');
  await holds(
    async () => !(await again.evaluate(() => document.body.innerText)).includes('A leak'),
    'it stays away',
    500,
  );
  await again.close();
}

const failed = (because: string, status: number | null = 200) => ({ kind: 'failed', because, status });
const why = (because: 'expired' | 'rolled-back' | 'network' | 'key'): string =>
  t('outcome.failed', { reason: t(`reason.${because}`) });

it('BC14, PT13, CL13, CL14: what a real service signs is told in the options, and what is urgent in the popup; what is older, expired or of another key is not taken, and why is said', async () => {
  const stage = await stageFor();
  const privacy = new Privacy(stage);
  const { folder } = await freshPlace('sqlite');
  const root = join(folder, '..');
  onTestFinished(() => removeTemporary(root));

  // A service whose clock is a month behind: by this device's, the last day of what it signs is over.
  const late = await startOne({ folder, databaseUrl: null }, {}, { now: Date.now() - 30 * days });
  let options = await OptionsPage.open(stage);
  await options.type('Service', late.service.address);
  await options.shows(t('privacy.noFingerprint'));
  await options.change('Service', late.service.entered);
  await options.press(t(purposes.updates.label), 'switch');
  await options.shows(why('expired'));
  await options.shows(t('notices.none'));
  await late.close();

  // Its operator has set it right, and has something to tell.
  const operator = new Operator(folder, new URL(late.service.address).port);
  await operator.publish({ latest: '9.9.9', notices: [notice] });
  await operator.start();
  expect(await asked(stage, privacy)).toMatchObject({ kind: 'answered' });
  options = await OptionsPage.open(stage);
  await options.shows(t('notices.newer', { latest: '9.9.9', version: '0.1.0' }));
  await options.shows(t('notices.security', { title: 'A leak' }));
  await options.shows('Version 9.9.9 mends it.');
  await options.shows('Falkenstein, Germany');
  await putAwayInPopup(stage);

  // An older state of the service is put back: it is refused, and what was told before stands.
  await operator.stop();
  cpSync(folder, join(root, 'older'), { recursive: true });
  await operator.publish({ latest: '9.9.10', notices: [notice] });
  await operator.start();
  expect(await asked(stage, privacy)).toMatchObject({ kind: 'answered' });
  await operator.stop();
  cpSync(folder, join(root, 'newer'), { recursive: true });
  cpSync(join(root, 'older'), folder, { recursive: true });
  await operator.start();
  expect(await asked(stage, privacy)).toEqual(failed('rolled-back'));
  options = await OptionsPage.open(stage);
  await options.shows(why('rolled-back'));
  await options.shows(t('notices.newer', { latest: '9.9.10', version: '0.1.0' }));

  // Away, and back.
  await operator.stop();
  expect(await asked(stage, privacy)).toEqual(failed('network', null));
  options = await OptionsPage.open(stage);
  await options.shows(why('network'));
  await options.shows(t('notices.newer', { latest: '9.9.10', version: '0.1.0' }));
  cpSync(join(root, 'newer'), folder, { recursive: true });
  await operator.start();
  expect(await asked(stage, privacy)).toMatchObject({ kind: 'answered' });

  // Its key is replaced, signed by the old one: from then on the old one alone counts no more.
  await operator.stop();
  await operator.command('rotate-identity');
  await operator.start();
  expect(await asked(stage, privacy)).toMatchObject({ kind: 'answered' });
  await operator.stop();
  cpSync(join(root, 'newer'), folder, { recursive: true });
  await operator.start();
  expect(await asked(stage, privacy)).toEqual(failed('key'));
  options = await OptionsPage.open(stage);
  await options.shows(why('key'));
  expect(await privacy.call('witness.read', {})).toEqual({ mismatches: [] });

  // Nothing newer came until its last day was over: what it told is told still, and that it may be out of date.
  await privacy.put('privacy', signedBundle({ latest: '9.9.11', expires: dayAfter(-1) }), 'answer updates bundle');
  options = await OptionsPage.open(stage);
  await options.shows('nothing newer has come: it may be out of date');
  await options.shows(t('notices.newer', { latest: '9.9.11', version: '0.1.0' }));
});
