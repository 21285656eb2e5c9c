import * as z from 'zod/mini';
import type { Deferred } from '#domain/policy/deferred';
import { memoSchema, type Memo } from '#domain/stats/draw';
import { database } from './database.ts';
import { putOff } from './deferred-store.ts';

const key = 'statistics';

/** The answers that were drawn so far. They outlive the grant: who drew anew after each would give away more than one answer does. */
export async function readMemo(): Promise<Memo> {
  const stored = z.safeParse(memoSchema, await (await database()).get('privacy', key));
  return stored.success ? stored.data : {};
}

/** Keeps a report until it may be sent, with the answers that were drawn: both or neither. The background is the only writer. */
export async function storeReport(memo: Memo, report: Deferred): Promise<void> {
  const writing = (await database()).transaction(['privacy', 'deferred'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    writing.objectStore('privacy').put(memo, key),
    putOff(writing.objectStore('deferred'), { waits: report, taken: null }),
    writing.done,
  ]);
}
