import { join } from 'node:path';
import { inject } from 'vitest';
import type { Place } from '../../../server/store/store.ts';
import { temporaryFolder } from '../temporary.ts';
import { freshDatabase } from './postgres.ts';

/** Both kinds of database that a service runs on: every test of what is stored runs on each. */
export const kinds = ['sqlite', 'postgres'] as const;
export type Kind = (typeof kinds)[number];

/** An empty place for a service's data. */
export async function freshPlace(kind: Kind): Promise<Place> {
  const folder = join(temporaryFolder('service'), 'data');
  return { folder, databaseUrl: kind === 'postgres' ? await freshDatabase(inject('postgres')) : null };
}
