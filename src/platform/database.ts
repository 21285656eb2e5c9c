import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Schema extends DBSchema {
  tasks: { key: string; value: unknown };
}
export type Database = IDBPDatabase<Schema>;

const name = 'perseid';

/**
 * Steps from each version to the next, in order: the version is their number. A step is never changed once released;
 * a new shape is a new step. IndexedDB runs those that are missing in one transaction: all or none. A database of a
 * newer release is refused by the browser (VersionError) and left as it is.
 */
const migrations: ((db: Database) => void)[] = [(db) => db.createObjectStore('tasks', { keyPath: 'id' })];

let opened: Promise<Database> | undefined;

/** The extension's database. @throws DOMException `VersionError` when it is of a newer release */
export function database(): Promise<Database> {
  opened ??= openDB<Schema>(name, migrations.length, {
    upgrade(db, from) {
      for (const migrate of migrations.slice(from)) migrate(db);
    },
    // Another context wants to upgrade or delete it: do not stand in its way.
    blocking(_current, _blocked, event) {
      (event.target as unknown as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
  opened.catch(() => {
    opened = undefined; // the caller has the error; the next call tries again
  });
  return opened;
}
