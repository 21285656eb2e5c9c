import { expect, it, onTestFinished } from 'vitest';
import { copyAll } from '../../server/store/copy.ts';
import { openStore } from '../../server/store/store.ts';
import type { Tables } from '../../server/store/tables.ts';
import { fileNamed } from '../support/service/client.ts';
import { freshPlace } from '../support/service/places.ts';
import { filled } from '#domain/policy/wires/statistics';
import { importRows } from '../../server/mirrors/import.ts';
import { block } from '../../server/mirrors/block.ts';
import { startOne } from '../support/service/running.ts';

/** Rows as texts, whatever kind of bytes a database gives. */
const texts = (rows: readonly object[]): Set<string> =>
  new Set(rows.map((row) => JSON.stringify(row, (_, value: unknown) => (isBytes(value) ? hex(value) : value))));
/** A Buffer has become an object of its own before it is shown. */
const isBytes = (value: unknown): value is Uint8Array | { data: number[] } =>
  value instanceof Uint8Array || (typeof value === 'object' && value !== null && 'data' in value);
const hex = (bytes: Uint8Array | { data: number[] }): string =>
  Buffer.from(bytes instanceof Uint8Array ? bytes : bytes.data).toString('hex');

it('a service moves from SQLite to PostgreSQL with all that it has', async () => {
  const before = await startOne('sqlite');
  const address = 'https://a.example/f';
  await before.client.giveAs(3, fileNamed('a'), address);
  await before.client.post('/v1/statistics', filled('language', 'de'));
  const from = await openStore(before.config.place);
  onTestFinished(() => from.close());
  await block(from, { kind: 'file', sha256: fileNamed('b').sha256 });
  // More than one batch.
  const many = Array.from({ length: 1200 }, (_, index) => ({ file: fileNamed(`${index}`), address }));
  await importRows(from, many, 3, before.clock.now);
  await before.service.upkeep();
  const bundle = await before.client.bundle();
  await before.close();
  const place = { ...before.config.place, databaseUrl: (await freshPlace('postgres')).databaseUrl };
  const to = await openStore(place);
  onTestFinished(() => to.close());
  await copyAll(from, to);
  for (const { name } of await from.db.introspection.getTables()) {
    const table = name as keyof Tables;
    const [old, moved] = await Promise.all([from, to].map(({ db }) => db.selectFrom(table).selectAll().execute()));
    expect(old!.length, name).toBeGreaterThan(0);
    expect(texts(moved!), name).toEqual(texts(old!));
  }
  await expect(copyAll(from, to)).rejects.toMatchObject({ code: 'setting' });
  const after = await startOne(place, {}, before.clock);
  onTestFinished(() => after.close());
  expect(await after.client.bundle()).toEqual(bundle);
  expect(await after.client.all()).toHaveLength(1200);
});
