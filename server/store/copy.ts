import type { Kysely } from 'kysely';
import { ServiceError } from '../service-error.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Rows that are written at once. */
const atOnce = 500;

/** Every table. The facts come last: with them a copy is complete, and can be told from one that was broken off. */
const tables = ['entries', 'ballots', 'spent', 'blocked', 'counts', 'snapshots', 'facts'] as const;

/**
 * Copies everything from SQLite to another database, as when a service moves to PostgreSQL. Neither may be in use. What was broken off can be
 * begun again: rows that are there already are left.
 * @returns how many rows there are now
 * @throws ServiceError `setting`: the other one is a service's already, or this one is not SQLite
 */
export async function copyAll(from: Store, to: Store): Promise<number> {
  if (from.kind !== 'sqlite')
    throw new ServiceError('setting', 'only what is in SQLite is moved; between PostgreSQLs use pg_dump');
  const used = await to.db.selectFrom('facts').select('name').where('name', '=', 'bundle').executeTakeFirst();
  if (used) throw new ServiceError('setting', 'that database has data of a service already');
  let rows = 0;
  for (const table of tables) rows += await copyTable(from.db, to.db, table);
  return rows;
}

async function copyTable(from: Kysely<Tables>, to: Kysely<Tables>, table: keyof Tables): Promise<number> {
  let copied = 0;
  let some: object[] = [];
  const write = async (): Promise<void> => {
    if (some.length === 0) return;
    await to
      .insertInto(table)
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    copied += some.length;
    some = [];
  };
  for await (const row of from.selectFrom(table).selectAll().stream()) {
    some.push(row);
    if (some.length === atOnce) await write();
  }
  await write();
  return copied;
}
