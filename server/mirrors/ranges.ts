import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** A step that took less than this is followed by one twice as wide, another by one half as wide, ms. */
const enough = 20;

/** Tags whose first byte is in `[first, end)`. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/**
 * Goes through all tags in steps that none takes long, however many rows there are. In between, requests are answered: SQLite works in
 * this very thread.
 */
export async function eachRange(work: (range: Range) => Promise<void>, clock = () => performance.now()): Promise<void> {
  let width = 1;
  for (let first = 0; first < 256;) {
    const end = Math.min(256, first + width);
    const begun = clock();
    await work({ first, end });
    width = clock() - begun < enough ? 2 * width : Math.max(1, Math.floor(width / 2));
    first = end;
    await turn();
  }
}

/** How many rows are released. */
export async function countReleased(store: Store): Promise<number> {
  let count = 0;
  await eachRange(async ({ first, end }) => {
    const { rows } = await store.db
      .selectFrom('entries')
      .select(({ fn }) => fn.countAll().as('rows'))
      .where('released', '=', 1)
      .where('tag', '>=', Uint8Array.of(first))
      .$if(end < 256, (query) => query.where('tag', '<', Uint8Array.of(end)))
      .executeTakeFirstOrThrow();
    count += Number(rows);
  });
  return count;
}
