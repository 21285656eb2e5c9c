import * as z from 'zod/mini';
import { keptFor, storedEntrySchema, type LedgerEntry, type Outcome, type StoredEntry } from '#domain/ledger/entry';
import { mismatchSchema, type Mismatch } from '#domain/ledger/mismatch';
import { isFound, type Search } from '#domain/ledger/search';
import type { Deferred } from '#domain/policy/deferred';
import { database } from './database.ts';
import { putOff, type Deferring } from './deferred-store.ts';
import { lastCallKey } from './service-store.ts';

/** Most mismatches that are kept: one is enough to say that something is wrong. */
const mostMismatches = 100;

/**
 * Adds an entry, and in the same transaction what goes with it: when the call was last made, if it is made now, and what waits for
 * later. A death leaves all of it or nothing. Resolves when it is on disk. The background is the only writer.
 * @returns its number
 */
export async function addEntry(entry: LedgerEntry, deferring: Deferring): Promise<number> {
  const writing = (await database()).transaction(['ledger', 'privacy', 'deferred'], 'readwrite', {
    durability: 'strict',
  });
  const { at, purpose, call, outcome } = entry;
  const [id] = await Promise.all([
    writing.objectStore('ledger').add(entry),
    outcome.kind === 'begun' && writing.objectStore('privacy').put(at, lastCallKey(purpose, call)),
    putOff(writing.objectStore('deferred'), deferring),
    writing.done,
  ]);
  return id;
}

/**
 * Says of an entry what came of it, unless the ledger was erased meanwhile.
 * @param again the call, if it is to be made again; in the same transaction
 */
export async function setOutcome(id: number, outcome: Outcome, again: Deferred | null): Promise<void> {
  const writing = (await database()).transaction(['ledger', 'deferred'], 'readwrite');
  const ledger = writing.objectStore('ledger');
  const entry = readable(await ledger.get(id));
  await Promise.all([
    entry && ledger.put({ ...entry, outcome }),
    putOff(writing.objectStore('deferred'), { waits: again, taken: null }),
    writing.done,
  ]);
}

/** Takes out what is older than it may be, mismatches too. @param now ms since 1970 */
export async function forgetOldEntries(now: number): Promise<void> {
  const writing = (await database()).transaction(['ledger', 'mismatches'], 'readwrite');
  const ledger = writing.objectStore('ledger');
  const old = await ledger.index('at').getAllKeys(IDBKeyRange.upperBound(now - keptFor));
  for (const id of old) void ledger.delete(id);
  // By their numbers they are in the order of time, and few: the oldest goes at each look.
  const oldest = await writing.objectStore('mismatches').openCursor();
  if (oldest && isOld(oldest.value, now)) void oldest.delete();
  await writing.done;
}

/** Also one that cannot be read. */
const isOld = (mismatch: unknown, now: number): boolean =>
  (z.safeParse(mismatchSchema, mismatch).data?.at ?? 0) <= now - keptFor;

/** The entries that are looked for, the newest first: at most `most` of those before the one numbered `before`. */
export async function findEntries(search: Search, before: number | null, most: number): Promise<StoredEntry[]> {
  const range = before === null ? null : IDBKeyRange.upperBound(before, true);
  const reading = (await database()).transaction('ledger');
  const found: StoredEntry[] = [];
  let cursor = await reading.store.openCursor(range, 'prev');
  while (cursor && found.length < most) {
    const entry = readable(cursor.value);
    if (entry && isFound(entry, search)) found.push(entry);
    cursor = await cursor.continue();
  }
  return found;
}

/** The entries from this moment on, ms since 1970. */
export async function entriesSince(at: number): Promise<StoredEntry[]> {
  const recent = await (await database()).getAllFromIndex('ledger', 'at', IDBKeyRange.lowerBound(at));
  return recent.flatMap((record) => readable(record) ?? []);
}

function readable(record: unknown): StoredEntry | null {
  if (record === undefined) return null;
  const parsed = z.safeParse(storedEntrySchema, record);
  if (parsed.success) return parsed.data;
  console.error('ledger:', parsed.error);
  return null;
}

/** Forgets all entries and mismatches. */
export async function eraseLedger(): Promise<void> {
  const writing = (await database()).transaction(['ledger', 'mismatches'], 'readwrite', { durability: 'strict' });
  const stores = [writing.objectStore('ledger').clear(), writing.objectStore('mismatches').clear()];
  await Promise.all([...stores, writing.done]);
}

/** Keeps what the second witness found, the first of it. The background is the only writer. */
export async function addMismatch(mismatch: Mismatch): Promise<void> {
  const writing = (await database()).transaction('mismatches', 'readwrite');
  if ((await writing.store.count()) < mostMismatches) await writing.store.add(mismatch);
  await writing.done;
}

/** What the second witness found, the oldest first. */
export async function readMismatches(): Promise<Mismatch[]> {
  const stored = await (await database()).getAll('mismatches');
  return stored.flatMap((record) => z.safeParse(mismatchSchema, record).data ?? []);
}
