import type { StoredEntry } from '#domain/ledger/entry';
import type { Search } from '#domain/ledger/search';
import { callPrivacy } from '#platform/privacy-client';

/** So many are read at once: the most that the background gives. */
const batch = 500;

/** Nothing is left out. */
export const everything: Search = { text: '', purpose: null, task: null };

/** The newest entries first, `most` of those before the one numbered `before`. */
export const readLedger = (search: Search, before: number | null, most: number) =>
  callPrivacy('ledger.read', { ...search, before, most });

/** All entries made since then, the newest first. @param since ms since 1970 */
export async function entriesSince(since: number): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for (let before: number | null = null; ;) {
    const { entries, more } = await readLedger(everything, before, batch);
    found.push(...entries.filter(({ at }) => at >= since));
    before = entries.at(-1)?.id ?? null;
    if (!more || found.at(-1)?.id !== before) return found;
  }
}
