import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * What a service keeps, all of it: docs/service.md, "What is stored". Days are counted from 1970-01-01, weeks from 1970-01-05, a
 * Monday, both in UTC; no time is kept more exactly. Each primary key begins with the column that rows are spread over nodes by,
 * and every query names that column.
 */
export interface Tables {
  /** A sealed address, merged from equal contributions. */
  entries: {
    tag: Uint8Array;
    entry: Uint8Array;
    sealed: Uint8Array;
    votes_for: number;
    votes_against: number;
    /** Votes of the operator, who imported it from a public list. */
    vouched: number;
    /** When the first of them came. */
    day: number;
    /** 1: it is handed out. Changes once a week, for all rows at once. */
    released: number;
  };
  /** One contribution or vote, so that its owner can take it back, and so that none counts twice. */
  ballots: { tag: Uint8Array; entry: Uint8Array; eraser: Uint8Array; vote: number; day: number };
  /** Hashes of tokens that were spent, until the key that made them is replaced. */
  spent: { token: Uint8Array; token_key: Uint8Array };
  /** What must not be taken or handed out: an entry, or (`entry` empty) every one of a tag. */
  blocked: { tag: Uint8Array; entry: Uint8Array };
  /** How often an answer was given in a week. */
  counts: { question: string; week: number; answer: string; reports: number };
  /** Few and small: the schema's version, the signed bundle, the release, what the operator wants to be told. */
  facts: { name: string; value: string };
  /** The list of all released rows, as it is handed out. */
  snapshots: { hash: Uint8Array; body: Uint8Array };
}

/**
 * Makes what is not there yet. `bytea` is PostgreSQL's name; SQLite takes any.
 * @param suffix what a dialect needs after each table
 */
export async function createTables(db: Kysely<Tables>, suffix: string): Promise<void> {
  const end = sql.raw(suffix);
  const bytes = sql`bytea`;
  const table = (name: keyof Tables) => db.schema.createTable(name).ifNotExists().modifyEnd(end);
  await table('entries')
    .addColumn('tag', bytes, (column) => column.notNull())
    .addColumn('entry', bytes, (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('votes_for', 'integer', (column) => column.notNull())
    .addColumn('votes_against', 'integer', (column) => column.notNull())
    .addColumn('vouched', 'integer', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('released', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('entries_key', ['tag', 'entry'])
    .execute();
  await table('ballots')
    .addColumn('tag', bytes, (column) => column.notNull())
    .addColumn('entry', bytes, (column) => column.notNull())
    .addColumn('eraser', bytes, (column) => column.notNull())
    .addColumn('vote', 'integer', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('ballots_key', ['tag', 'entry', 'eraser'])
    .execute();
  await table('spent')
    .addColumn('token', bytes, (column) => column.notNull())
    .addColumn('token_key', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('spent_key', ['token'])
    .execute();
  await table('blocked')
    .addColumn('tag', bytes, (column) => column.notNull())
    .addColumn('entry', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('blocked_key', ['tag', 'entry'])
    .execute();
  await createSmallTables(table, bytes);
}

type Make = (name: keyof Tables) => ReturnType<Kysely<Tables>['schema']['createTable']>;

async function createSmallTables(table: Make, bytes: ReturnType<typeof sql>): Promise<void> {
  await table('counts')
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('week', 'integer', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('reports', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('counts_key', ['question', 'week', 'answer'])
    .execute();
  await table('facts')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('facts_key', ['name'])
    .execute();
  await table('snapshots')
    .addColumn('hash', bytes, (column) => column.notNull())
    .addColumn('body', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('snapshots_key', ['hash'])
    .execute();
}
