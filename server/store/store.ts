import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, type Dialect, type Transaction } from 'kysely';
import pg from 'pg';
import { ServiceError } from '../service-error.ts';
import { storeFault } from './fault.ts';
import { sqliteDialect } from './sqlite.ts';
import { createTables, type Tables } from './tables.ts';

/** Of the tables. A database of another version is refused, not changed. */
const version = '1';

/** So often a transaction is tried that met another one. */
const tries = 8;

export type Change<T> = (transaction: Transaction<Tables>) => Promise<T>;

/** A service's database, the same on SQLite and on whatever speaks PostgreSQL's protocol. */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Kysely<Tables>;
  /**
   * Carries out a change whole or not at all; tries again when it met another one. When it returns, what was changed is on the disk.
   * Others may change what it has read (read committed): each of its statements must be right by itself, by whole keys.
   */
  change<T>(change: Change<T>): Promise<T>;
  /** The same for a change that depends on what it has read staying so (serializable). For what is rare: many at once hinder each other. */
  changeAlone<T>(change: Change<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where a service keeps its data: a folder of its own, or a PostgreSQL. */
export interface Place {
  /** Of `service.sqlite`; made where it is missing. */
  readonly folder: string;
  /** `postgres://…`; null: SQLite. */
  readonly databaseUrl: string | null;
}

/** @throws ServiceError `schema`: made by another version; what the database throws when it cannot be opened */
export async function openStore(place: Place): Promise<Store> {
  const kind = place.databaseUrl === null ? 'sqlite' : 'postgres';
  const db = new Kysely<Tables>({ dialect: dialectOf(place) });
  const store: Store = {
    kind,
    db,
    change: (change) => retried(() => db.transaction().execute(change)),
    changeAlone: (change) => retried(() => transactAlone(db, kind, change)),
    close: () => db.destroy(),
  };
  try {
    await retried(() => createTables(db, kind === 'sqlite' ? 'without rowid' : ''));
    await holdVersion(store);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return store;
}

function dialectOf({ folder, databaseUrl }: Place): Dialect {
  if (databaseUrl === null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return sqliteDialect(join(folder, 'service.sqlite'));
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 5000 });
  // A connection that breaks while nobody uses it is replaced at the next use, which also tells whether there is a database.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

function transactAlone<T>(db: Kysely<Tables>, kind: Store['kind'], change: Change<T>): Promise<T> {
  const transaction = db.transaction();
  // SQLite knows no levels: its transactions are alone anyway.
  return (kind === 'postgres' ? transaction.setIsolationLevel('serializable') : transaction).execute(change);
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (storeFault(error) !== 'conflict' || tried === tries) throw error;
      await pause(Math.random() * 5 * 2 ** tried);
    }
  }
}

async function holdVersion(store: Store): Promise<void> {
  await store.db
    .insertInto('facts')
    .values({ name: 'schema', value: version })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const found = await readFact(store.db, 'schema');
  if (found !== version) {
    throw new ServiceError('schema', `this database has version ${found}; this service knows version ${version}`);
  }
}

type Reader = Pick<Kysely<Tables>, 'selectFrom'>;
type Writer = Pick<Kysely<Tables>, 'insertInto'>;

/** What is known under a name; null: nothing. */
export async function readFact(db: Reader, name: string): Promise<string | null> {
  const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeFact(db: Writer, name: string, value: string): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
