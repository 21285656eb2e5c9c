import { randomBytes, randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { publishRelease } from '../../server/mirrors/release.ts';
import { openStore, type Place } from '../../server/store/store.ts';

/** Random bytes that sealed ones are cut from, each at another place. */
const pool = 1_000_000;
/** Rows in one transaction. */
const atOnce = 100_000;

/** Fills an empty place with so many rows that are handed out, as random as real ones, and releases them. */
export async function fill(place: Place, rows: number): Promise<void> {
  // Makes the tables.
  await (await openStore(place)).close();
  if (place.databaseUrl === null) fillSqlite(join(place.folder, 'service.sqlite'), rows);
  else await fillPostgres(place.databaseUrl, rows);
  const store = await openStore(place);
  await publishRelease(store, 100_000);
  await store.close();
}

/** In the order of the tags, and so at the end of the table: random tags in that order are as far apart as any. */
function fillSqlite(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  // Whoever opens it next writes a log again.
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -200000'])
    database.exec(`pragma ${pragma}`);
  const insert = database.prepare(
    'insert into entries (tag, entry, sealed, votes_for, votes_against, vouched, day, released) values (?, ?, ?, 3, 0, 0, 20000, 1)',
  );
  const step = 2 ** 48 / rows;
  const bytes = Buffer.alloc(32 + 16 + 528);
  for (let from = 0; from < rows; from += atOnce) {
    database.exec('begin');
    for (let row = from; row < Math.min(rows, from + atOnce); row++) {
      randomFillSync(bytes);
      bytes.writeUIntBE(Math.floor((row + Math.random()) * step), 0, 6);
      insert.run(bytes.subarray(0, 32), bytes.subarray(32, 48), bytes.subarray(48));
    }
    database.exec('commit');
  }
  database.close();
}

/** Tags in no order, as they come. The key is made at the end, from all of them at once: row by row it takes five times as long. */
async function fillPostgres(url: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set maintenance_work_mem = '1GB'");
  await client.query('alter table entries drop constraint entries_key');
  await client.query(
    `insert into entries (tag, entry, sealed, votes_for, votes_against, vouched, day, released)
     select sha256(int8send(n)), substring(sha256(int8send(-n)) for 16),
       substring($2::bytea from (n * 7919 % ${pool})::int + 1 for 528), 3, 0, 0, 20000, 1 from generate_series(1, $1::bigint) n`,
    [rows, randomBytes(pool + 528)],
  );
  await client.query('alter table entries add constraint entries_key primary key (tag, entry)');
  await client.query('vacuum analyze entries');
  await client.end();
}
