import * as z from 'zod/mini';
import { readServiceAddress } from '#domain/policy/service-address';
import { database } from './database.ts';

const key = 'service';

/** The address of the service that the user entered; '': none, which is the default. */
export async function readService(): Promise<string> {
  const stored = z.safeParse(z.string(), await (await database()).get('privacy', key));
  return (stored.success && readServiceAddress(stored.data).address) || '';
}

/** The background is the only writer. @param address as `readServiceAddress` gives it */
export async function storeService(address: string): Promise<void> {
  await (await database()).put('privacy', address, key);
}
