import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod/mini';
import { weekOf } from '../calendar.ts';
import { base64 } from '../bytes.ts';
import { everyEntry } from './blocked.ts';
import { countReleased, eachRange, type Range } from './ranges.ts';
import { readFact, writeFact, type Store } from '../store/store.ts';

/** What is handed out now. */
const releaseSchema = z.strictObject({
  week: z.int(),
  mode: z.enum(['snapshot', 'prefix']),
  prefixBits: z.int(),
  /** SHA-256 of the snapshot's body, hexadecimal; in the mode `prefix` of one without rows. */
  snapshot: z.string(),
  rows: z.int(),
  /** Grows with every change of what is handed out. */
  serial: z.int(),
});
export type Release = z.output<typeof releaseSchema>;

/** A larger snapshot is not handed out as a whole, bytes. */
const largestSnapshot = 5_000_000;
/** At least so many rows share a prefix, on average; at most twice as many. */
const company = 256;

/** What is handed out now; null: nothing was released yet. */
export async function readRelease(db: Store['db']): Promise<Release | null> {
  const fact = await readFact(db, 'release');
  return fact === null ? null : releaseSchema.parse(JSON.parse(fact));
}

/**
 * Decides once a week which rows are handed out: those with enough votes more for than against. In between nothing is added, so that nobody
 * who watches sees from when an address is known. Two nodes may do it at once: both come to the same.
 * @param votes so many are needed
 */
export async function releaseWeekly(store: Store, votes: number, now: number): Promise<Release> {
  const release = await readRelease(store.db);
  const week = weekOf(now);
  // A clock that was set back releases nothing anew.
  if (release !== null && release.week >= week) return release;
  await eachRange((range) => decide(store, range, votes));
  return publishRelease(store, week);
}

async function decide(store: Store, { first, end }: Range, votes: number): Promise<void> {
  // What was taken in the very moment in which it was blocked is not handed out.
  const blocked = sql`exists (select 1 from blocked where blocked.tag = entries.tag
    and (blocked.entry = entries.entry or blocked.entry = ${everyEntry}))`;
  const enough = sql<number>`case when votes_for + vouched - votes_against >= ${sql.lit(votes)} and not ${blocked} then 1 else 0 end`;
  await store.change((given) =>
    given
      .updateTable('entries')
      .set({ released: enough })
      .where('tag', '>=', Uint8Array.of(first))
      .$if(end < 256, (query) => query.where('tag', '<', Uint8Array.of(end)))
      .where('released', '!=', enough)
      .execute(),
  );
}

/** Writes down what the released rows are now. @param week that they were decided in; default: as before */
export async function publishRelease(store: Store, week?: number): Promise<Release> {
  const counted = await countReleased(store);
  const mode = counted * rowText.length <= largestSnapshot ? 'snapshot' : 'prefix';
  return store.changeAlone(async (given) => {
    const before = await readRelease(given);
    const list = mode === 'snapshot' ? await releasedRows(given) : [];
    const body = rowsBody(list);
    // Of a list that is handed out whole, it is exactly what is in it.
    const count = mode === 'snapshot' ? list.length : counted;
    const hash = createHash('sha256').update(body).digest();
    const release = {
      week: week ?? before?.week ?? 0,
      mode,
      prefixBits: prefixBits(count),
      rows: count,
      serial: (before?.serial ?? 0) + 1,
      snapshot: hash.toString('hex'),
    } as const;
    await given.deleteFrom('snapshots').where('hash', '!=', hash).execute();
    await given
      .insertInto('snapshots')
      .values({ hash, body })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await writeFact(given, 'release', JSON.stringify(release));
    return release;
  });
}

/** So many binary digits that between 256 and 512 rows begin with the same, if there are that many. */
function prefixBits(rows: number): number {
  return Math.min(32, Math.max(1, Math.floor(Math.log2(Math.max(1, rows / company)))));
}

type Rows = { tag: Uint8Array; entry: Uint8Array; sealed: Uint8Array }[];

const rowText = textOf({ tag: new Uint8Array(32), entry: new Uint8Array(16), sealed: new Uint8Array(528) });

function textOf({ tag, entry, sealed }: Rows[number]): string {
  return `{"tag":"${base64(tag)}","entry":"${base64(entry)}","sealed":"${base64(sealed)}"},`;
}

/** The body of an answer with these rows. */
export function rowsBody(rows: Rows): Buffer<ArrayBuffer> {
  // All of it is ASCII.
  return Buffer.from(`{"rows":[${rows.map(textOf).join('').slice(0, -1)}]}`, 'latin1');
}

function releasedRows(given: Pick<Store['db'], 'selectFrom'>): Promise<Rows> {
  return given
    .selectFrom('entries')
    .select(['tag', 'entry', 'sealed'])
    .where('released', '=', 1)
    .orderBy('tag')
    .orderBy('entry')
    .execute();
}
