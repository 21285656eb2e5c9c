import * as z from 'zod/mini';
import { contributionSchema, type Contribution } from '#domain/mirror/contribution';
import { database } from './database.ts';

const storedSchema = z.object({ ...contributionSchema.shape, id: z.number() });
/** With its number in the store. */
export type Stored = z.infer<typeof storedSchema>;

/** Everything that is given, or is to be. */
export async function readContributions(): Promise<Stored[]> {
  const records = await (await database()).getAll('contributions');
  return records.flatMap((record) => z.safeParse(storedSchema, record).data ?? []);
}

/** Adds what is not there already, in one transaction. The background is the only writer. */
export async function addContributions(all: readonly Contribution[]): Promise<void> {
  const writing = (await database()).transaction('contributions', 'readwrite', { durability: 'strict' });
  const known = new Set((await writing.store.getAll()).map(nameOf));
  const fresh = all.filter((one) => !known.has(nameOf(one)));
  await Promise.all([...fresh.map((one) => writing.store.add(one)), writing.done]);
}

/** Changes one, unless it was wiped or regretted meanwhile. @param next null: it is forgotten */
export async function changeContribution({ id, stage }: Stored, next: Contribution | null): Promise<void> {
  const writing = (await database()).transaction('contributions', 'readwrite', { durability: 'strict' });
  const known = z.safeParse(storedSchema, await writing.store.get(id)).data;
  const isSame = known?.stage === stage;
  if (isSame && next === null) void writing.store.delete(id);
  if (isSame && next !== null) void writing.store.put({ ...next, id });
  await writing.done;
}

/** Of one service, one file, one address, one kind. */
function nameOf(record: unknown): string {
  const parsed = z.safeParse(contributionSchema, record).data;
  return parsed ? [parsed.service, parsed.tag, parsed.entry, parsed.what].join(' ') : '';
}
