import type { PluginTransformResultArgs, UnknownRow, QueryResult } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { HandOut } from '../../server/mirrors/hand-out.ts';
import { block } from '../../server/mirrors/block.ts';
import { importRows } from '../../server/mirrors/import.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { fileNamed } from '../support/service/client.ts';
import { freshPlace, kinds } from '../support/service/places.ts';
import { wednesday } from '../support/service/running.ts';
import { until } from '../support/until.ts';

const [unwanted, other] = [fileNamed('unwanted'), fileNamed('other')];
const listed = [unwanted, other].map((file) => ({ file, address: 'https://a.example/f' }));
const rowsIn = (body: Uint8Array): number =>
  (JSON.parse(Buffer.from(body).toString()) as { rows: unknown[] }).rows.length;

/** The same store, whose first answer with a list comes when it is told to. */
function slow(store: Store): { store: Store; asked: Promise<void>; answer: () => void } {
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const transformResult = async ({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> => {
    if (result.rows[0] && 'body' in result.rows[0]) {
      asked.resolve();
      await answered.promise;
    }
    return result;
  };
  const db = store.db.withPlugin({ transformQuery: ({ node }) => node, transformResult });
  return { store: { ...store, db }, asked: asked.promise, answer: () => answered.resolve() };
}

describe.each(kinds)('a list that is blocked in while it is read, on %s', (kind) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(await freshPlace(kind));
    await importRows(store, listed, 3, wednesday);
    return () => store.close();
  });

  it('is not kept for those who ask later', async () => {
    const held = slow(store);
    const handOut = new HandOut(held.store);
    const before = handOut.all();
    await held.asked;
    const { serial } = await handOut.current();
    await block(store, { kind: 'file', sha256: unwanted.sha256 });
    await until(async () => (await handOut.current()).serial > serial, { what: 'the block is seen' });
    held.answer();
    expect(rowsIn(await before)).toBe(2);
    expect(rowsIn(await handOut.all())).toBe(1);
  });

  it('is the new one for who asks for the old one too late, not an empty one', async () => {
    const handOut = new HandOut(store);
    await handOut.current();
    await block(store, { kind: 'file', sha256: unwanted.sha256 });
    expect(rowsIn(await handOut.all())).toBe(1);
    expect(rowsIn(await handOut.all())).toBe(1);
  });
});
