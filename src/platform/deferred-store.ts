import * as z from 'zod/mini';
import { deferredSchema, type Deferred } from '#domain/policy/deferred';
import type { PurposeId } from '#domain/policy/purpose';
import { database, type Writing } from './database.ts';

const storedSchema = z.object({ ...deferredSchema.shape, id: z.number() });

/** What changes of what waits. */
export interface Deferring {
  /** A call that is kept for later. */
  readonly waits: Deferred | null;
  /** The number of one that waits no longer. */
  readonly taken: number | null;
}

/** Keeps a call for later, unless it waits already; takes one out. In the transaction that says why (ledger-store). */
export async function putOff(store: Writing<'deferred'>, { waits, taken }: Deferring): Promise<void> {
  if (taken !== null) await store.delete(taken);
  if (waits === null) return;
  const known = (await store.getAll()).map(contentOf);
  if (!known.includes(contentOf(waits))) await store.add(waits);
}

/** Every call that waits, with its number. */
export async function readDeferred(): Promise<(Deferred & { id: number })[]> {
  const records = await (await database()).getAll('deferred');
  return records.flatMap((record) => z.safeParse(storedSchema, record).data ?? []);
}

/** Forgets what a purpose has not sent; resolves when it is gone. */
export async function wipeDeferred(purpose: PurposeId): Promise<void> {
  const writing = (await database()).transaction('deferred', 'readwrite', { durability: 'strict' });
  const ids = await writing.store.index('purpose').getAllKeys(purpose);
  await Promise.all([...ids.map((id) => writing.store.delete(id)), writing.done]);
}

function contentOf(record: unknown): string {
  const parsed = z.safeParse(deferredSchema, record);
  return JSON.stringify(parsed.success ? parsed.data : record);
}
