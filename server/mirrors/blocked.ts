import type { Change } from '../store/store.ts';

/** In the table an empty entry stands for all of a tag's. */
export const everyEntry = new Uint8Array(0);

/** Whether a row, or every row of its file, is blocked. */
export async function isBlocked(
  given: Parameters<Change<void>>[0],
  { tag, entry }: { readonly tag: Uint8Array; readonly entry: Uint8Array },
): Promise<boolean> {
  const row = await given
    .selectFrom('blocked')
    .select('tag')
    .where('tag', '=', tag)
    .where('entry', 'in', [entry, everyEntry])
    .executeTakeFirst();
  return row !== undefined;
}
