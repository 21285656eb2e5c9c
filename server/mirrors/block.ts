import { sealAddress, tagOf, type FileIdentity } from '#domain/mirror/sealing';
import { publishRelease } from './release.ts';
import { removeEntry } from './ballot.ts';
import { everyEntry } from './blocked.ts';
import type { Store } from '../store/store.ts';

/** What is not to be taken or handed out: every address of a file, or one of them. Rows need not be read for that. */
export type Blocked =
  | { readonly kind: 'file'; readonly sha256: string }
  | { readonly kind: 'address'; readonly file: FileIdentity; readonly address: string };

const keyOf = (blocked: Blocked): { tag: Uint8Array; entry: Uint8Array } =>
  blocked.kind === 'file' ? { tag: tagOf(blocked), entry: everyEntry } : sealAddress(blocked.file, blocked.address);

/** Removes what is there, hands it out no more, and refuses it from now on. @returns how many rows were there */
export async function block(store: Store, blocked: Blocked): Promise<number> {
  const { tag, entry } = keyOf(blocked);
  const removed = await store.change(async (given) => {
    await given
      .insertInto('blocked')
      .values({ tag, entry })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const rows = await given
      .selectFrom('entries')
      .select('entry')
      .where('tag', '=', tag)
      .$if(blocked.kind === 'address', (query) => query.where('entry', '=', entry))
      .execute();
    for (const row of rows) await removeEntry(given, tag, row.entry);
    return rows.length;
  });
  // What was handed out as a whole is made anew, without it.
  await publishRelease(store);
  return removed;
}

/** Takes a block back. What was removed is not put back. @returns whether there was one */
export async function unblock(store: Store, blocked: Blocked): Promise<boolean> {
  const { tag, entry } = keyOf(blocked);
  const gone = await store.change((given) =>
    given.deleteFrom('blocked').where('tag', '=', tag).where('entry', '=', entry).executeTakeFirst(),
  );
  return gone.numDeletedRows > 0n;
}
