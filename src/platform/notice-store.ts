import * as z from 'zod/mini';
import { database } from './database.ts';

const key = 'seen';

/** Ids of the notices that the user has put away. */
export async function readSeen(): Promise<string[]> {
  const stored = z.safeParse(z.array(z.string()), await (await database()).get('privacy', key));
  return stored.success ? stored.data : [];
}

/** The background is the only writer. @param ids all of them */
export async function storeSeen(ids: readonly string[]): Promise<void> {
  await (await database()).put('privacy', ids, key);
}
