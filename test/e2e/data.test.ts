import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownDataSchema } from '#domain/own-data';
import { waitForFile } from '../support/files.ts';
import { dataFields } from '../../scripts/steps/data-fields.ts';
import { sent } from './inside.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

/** Paths of all fields of a value, as docs/data-format.md names them; what is below `open` has names of its own. */
function pathsOf(value: unknown, open: ReadonlySet<string>, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, open, `${path}[]`));
  if (typeof value !== 'object' || value === null || open.has(path)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [at, ...pathsOf(one, open, at)];
  });
}

it('everything that a used profile keeps is exported as one file, in the documented shape and no other', async () => {
  const site = await siteFor({ files: { 'saved.bin': { size: 9 * MiB } } });
  const slow = await siteFor({ rate: MiB, files: { 'unfinished.bin': { size: 48 * MiB } } });
  const stage = await stageFor();
  const privacy = new Privacy(stage);
  await privacy.plant('updates', 'mirror-search');
  await privacy.accept();
  await privacy.make('mirror-search', 'lookUp', { prefix: '1' }, 'task-1');
  await privacy.call('grant.take-back', { purpose: 'updates' });
  await stage.add(site.url('saved.bin'));
  await stage.expectSaved(site, 'saved.bin');
  await stage.add(slow.url('unfinished.bin'));
  await sent(slow, 'unfinished.bin', 6 * MiB);
  const options = await OptionsPage.open(stage);
  await options.press('Export my data');
  const path = join(stage.browser.downloads, 'perseid-data.json');
  await waitForFile(path);
  await stage.until(() => readFileSync(path, 'utf8').endsWith('}'), 'the export is whole');
  const exported: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const data = ownDataSchema.parse(exported);
  expect(data.stores.tasks.map(({ state }) => state.kind).toSorted()).toEqual(['active', 'done']);
  expect(data.stores.ledger).toMatchObject([{ purpose: 'mirror-search', task: 'task-1' }]);
  expect(data.stores.receipts.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'revoked']);
  expect(data.stores.privacy.consent?.grants).toHaveProperty('mirror-search');
  expect(data.partFiles).toHaveLength(1);
  expect(data.settings.settings).toMatchObject({ takeover: 'always' });
  // Not one field more than is documented.
  const open = new Set(['session', 'stores.privacy.consent.grants', 'stores.tasks[].state.error.detail']);
  const known = new Set(dataFields().map((field) => field.path));
  const unknown = pathsOf(exported, open).filter(
    (one) => !known.has(one) && !/^stores\.privacy\.(last|answer) /.test(one),
  );
  expect(unknown).toEqual([]);
});
