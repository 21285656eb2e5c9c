import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import type { Contribution } from '#domain/mirror/contribution';
import { ownDataSchema } from '#domain/own-data';
import { waitForFile } from '../support/files.ts';
import { dataFields } from '../../scripts/steps/data-fields.ts';
import { sent } from './inside.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { bundle } from './service-stage.ts';
import { RawService } from './service.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

/** Paths of all fields of a value, as docs/data-format.md names them; what is below `open` has names of its own. */
function pathsOf(value: unknown, open: ReadonlySet<string>, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, open, `${path}[]`));
  if (typeof value !== 'object' || value === null || open.has(path)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [at, ...pathsOf(one, open, at)];
  });
}

/** One that waits to be given, with its token. */
const contribution = (service: string): Contribution => {
  const [b32, b64] = [toBase64(new Uint8Array(32)), toBase64(new Uint8Array(64))];
  return {
    what: 'give',
    tag: b32,
    entry: toBase64(new Uint8Array(16)),
    sealed: toBase64(new Uint8Array(528)),
    eraser: b32,
    token: { input: b32, output: b64, key: b32 },
    stage: 'waits',
    at: Date.UTC(2099, 0),
    tries: 0,
    service,
  };
};

/** What “Export my data” saves. */
async function exportOf(stage: Stage): Promise<unknown> {
  const options = await OptionsPage.open(stage);
  await options.press('Export my data');
  const path = join(stage.browser.downloads, 'perseid-data.json');
  await waitForFile(path);
  await stage.until(() => readFileSync(path, 'utf8').endsWith('}'), 'the export is whole');
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The same without its moments: ms since 1970 and ISO dates. */
function withoutTimes(exported: unknown): unknown {
  const isTime = (value: unknown): boolean =>
    (typeof value === 'number' && value > 1e12) || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value));
  return JSON.parse(JSON.stringify(exported), (_key, value: unknown) => (isTime(value) ? 'a time' : value));
}

it('CS3, AP4: everything that a used profile keeps is exported as one file, in the documented shape and no other: nothing personal in it', async () => {
  const site = await siteFor({ files: { 'saved.bin': { size: 9 * MiB } } });
  const slow = await siteFor({ rate: MiB, files: { 'unfinished.bin': { size: 48 * MiB } } });
  const stage = await stageFor();
  const privacy = new Privacy(stage);
  const service = await RawService.start();
  service.answer = bundle;
  await privacy.plant('updates', 'mirror-search', 'mirror-giving', 'statistics', 'swarm');
  await privacy.accept();
  await privacy.call('service.set', { address: service.entered });
  await privacy.drawn();
  await privacy.make('mirror-search', 'lookUp', { prefix: '1' }, 'task-1');
  await privacy.call('notices.seen', { ids: ['a-1'] });
  await privacy.call('grant.take-back', { purpose: 'updates' });
  await privacy.put('contributions', contribution(service.address));
  await stage.add(site.url('saved.bin'));
  await stage.expectSaved(site, 'saved.bin');
  await stage.add(slow.url('unfinished.bin'));
  await sent(slow, 'unfinished.bin', 6 * MiB);
  const exported = await exportOf(stage);
  const data = ownDataSchema.parse(exported);
  expect(data.stores.tasks.map(({ state }) => state.kind).toSorted()).toEqual(['active', 'done']);
  expect(data.stores.ledger.filter(({ task }) => task !== null)).toMatchObject([
    { purpose: 'mirror-search', task: 'task-1' },
  ]);
  // What each purpose keeps: the report that is drawn, with its answer; what was signed; what was given.
  expect(data.stores.deferred).toMatchObject([{ purpose: 'statistics', call: 'report' }]);
  expect(Object.keys(data.stores.privacy)).toEqual(
    expect.arrayContaining(['service', 'trust', 'statistics', 'answer mirror-giving bundle', 'seen']),
  );
  expect(data.stores.contributions).toEqual([{ ...contribution(service.address), id: 1 }]);
  expect(data.stores.receipts.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'revoked']);
  expect(data.stores.privacy.consent?.grants).toHaveProperty('mirror-search');
  expect(data.partFiles).toHaveLength(1);
  expect(data.settings.settings).toMatchObject({ takeover: 'always' });
  // Not one field more than is documented.
  const open = new Set([
    'session',
    'stores.privacy.consent.grants',
    'stores.privacy.statistics',
    'stores.deferred[].payload',
    'stores.tasks[].state.error.detail',
  ]);
  const known = new Set(dataFields().map((field) => field.path));
  const unknown = pathsOf(exported, open).filter(
    (one) => !known.has(one) && !/^stores\.privacy\.(last|answer) /.test(one),
  );
  expect(unknown).toEqual([]);
  const personal = /mail|phone|surname|birth|gender|street|city|country|card|iban|order|invoice|password|account|user/i;
  expect(pathsOf(exported, open).filter((one) => personal.test(one))).toEqual([]);
});

it('CS8: two fresh installations keep the same: nothing tells one from the other', async () => {
  const kept = async (): Promise<unknown> => withoutTimes(await exportOf(await stageFor()));
  const first = await kept();
  expect(first).toMatchObject({ stores: { privacy: { consent: { decision: { kind: 'accepted' } } } } });
  expect(await kept()).toEqual(first);
});
