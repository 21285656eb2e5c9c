/** What can go wrong with a database, as far as anyone can act on it. */
export type StoreFault = 'disk-full' | 'database-away' | 'conflict';

const sqlite: Readonly<Record<number, StoreFault>> = {
  // Busy and locked: another process writes; it is waited for first.
  5: 'conflict',
  6: 'conflict',
  // Read-only and full.
  8: 'disk-full',
  13: 'disk-full',
  // I/O error, cannot open.
  10: 'database-away',
  14: 'database-away',
};

/** Extended codes that say more than their primary one. */
const sqliteExtended: Readonly<Record<number, StoreFault>> = {
  // No room for the index of the log (SQLITE_IOERR_SHMSIZE): at the start, on a disk without a single page.
  4874: 'disk-full',
};

/** PostgreSQL's classes of SQLSTATE and Node's network errors. */
const codes: readonly (readonly [RegExp, StoreFault])[] = [
  // Serialization failure, deadlock; and two nodes that make the same table at once.
  [/^(?:40001|40P01|23505|42P07)$/, 'conflict'],
  // Disk full, out of memory, read-only.
  [/^(?:53100|53200|25006)$/, 'disk-full'],
  // Connection, resources, operator intervention.
  [/^(?:08|57P|53)/, 'database-away'],
  [/^E[A-Z]+$/, 'database-away'],
];

/** The fault behind an error; null: it is of another kind, and so a mistake of ours. */
export function storeFault(error: unknown): StoreFault | null {
  if (!(error instanceof Error)) return null;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  // Extended result codes have the primary one in their lowest byte.
  if (typeof errcode === 'number') return sqliteExtended[errcode] ?? sqlite[errcode & 0xff] ?? null;
  if (typeof code === 'string') return codes.find(([pattern]) => pattern.test(code))?.[1] ?? null;
  // The pool's own errors have no code.
  return /^(?:Connection terminated|timeout exceeded|Client has encountered)/i.test(error.message)
    ? 'database-away'
    : null;
}
