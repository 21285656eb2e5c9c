import * as z from 'zod/mini';
import { deferredSchema, type Deferred } from '#domain/policy/deferred';
import type { PurposeId } from '#domain/policy/purpose';
import { database } from './database.ts';

const storedSchema = z.object({ ...deferredSchema.shape, id: z.number() });

/** Keeps a call for later; one that waits already is not kept twice. The background is the only writer. */
export async function addDeferred(deferred: Deferred): Promise<void> {
  const writing = (await database()).transaction('deferred', 'readwrite');
  const known = (await writing.store.getAll()).map(contentOf);
  if (!known.includes(contentOf(deferred))) await writing.store.add(deferred);
  await writing.done;
}

/** Every call that waits, with its number. */
export async function readDeferred(): Promise<(Deferred & { id: number })[]> {
  const records = await (await database()).getAll('deferred');
  return records.flatMap((record) => z.safeParse(storedSchema, record).data ?? []);
}

/** Takes one out. The background is the only writer. */
export async function dropDeferred(id: number): Promise<void> {
  await (await database()).delete('deferred', id);
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
