import * as z from 'zod/mini';
import type { Consent } from '#domain/policy/consent';
import { receiptSchema, type Receipt } from '#domain/policy/receipt';
import { database } from './database.ts';

const key = 'consent';

/** What the user has decided, as it is stored: only `authorize` and `readConsent` know what it is worth. */
export async function readConsentRecord(): Promise<unknown> {
  return (await database()).get('privacy', key);
}

/** Stores a decision together with its receipts: both or neither. The background is the only writer. */
export async function storeConsent(consent: Consent, receipts: readonly Receipt[]): Promise<void> {
  const writing = (await database()).transaction(['privacy', 'receipts'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    writing.objectStore('privacy').put(consent, key),
    ...receipts.map((receipt) => writing.objectStore('receipts').add(receipt)),
    writing.done,
  ]);
}

/** All receipts, the oldest first. One that cannot be read is left where it is, and named in the console. */
export async function readReceipts(): Promise<Receipt[]> {
  const stored = await (await database()).getAll('receipts');
  return stored.flatMap((record) => {
    const parsed = z.safeParse(receiptSchema, record);
    if (parsed.success) return [parsed.data];
    console.error('receipts:', parsed.error);
    return [];
  });
}
