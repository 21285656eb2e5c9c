import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPIndex,
  type IDBPObjectStore,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';
import { PerseidError } from '#domain/error';

interface Schema extends DBSchema {
  tasks: {
    key: string;
    value: unknown;
    indexes: { state: string; removed: number; age: [string, number]; finished: number };
  };
  lessons: { key: string; value: unknown; indexes: { at: number } };
  privacy: { key: string; value: unknown };
  receipts: { key: number; value: unknown };
  ledger: { key: number; value: unknown; indexes: { at: number } };
  deferred: { key: number; value: unknown; indexes: { purpose: string } };
  mismatches: { key: number; value: unknown };
  contributions: { key: number; value: unknown };
}
type Database = IDBPDatabase<Schema>;
/** A store in a transaction that writes, of whichever stores. */
export type Writing<Name extends StoreNames<Schema>> = IDBPObjectStore<Schema, StoreNames<Schema>[], Name, 'readwrite'>;
/** An index by which what is shown first is found. */
export type TaskIndex = IDBPIndex<Schema, ['tasks'], 'tasks', 'age' | 'finished'>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

const name = 'perseid';

/**
 * Steps from each version to the next, in order: the version is their number. A step is never changed once released;
 * a new shape is a new step. IndexedDB runs those that are missing in one transaction: all or none. A database of a
 * newer release is refused by the browser (VersionError) and left as it is.
 */
const migrations: ((db: Database, upgrade: Upgrade) => void)[] = [
  (db) => db.createObjectStore('tasks', { keyPath: 'id' }),
  // What is unfinished is found without reading all that was ever saved.
  (_db, upgrade) => {
    const tasks = upgrade.objectStore('tasks');
    tasks.createIndex('state', 'state.kind');
    tasks.createIndex('removed', 'trash.at');
  },
  // Tasks have more fields; the schema fills them in when an older record is read.
  (db) => {
    const lessons = db.createObjectStore('lessons', { keyPath: 'host' });
    lessons.createIndex('at', 'at');
  },
  // Consent and service (by name), receipts, ledger, what waits to be sent, and what the second witness found.
  (db) => {
    db.createObjectStore('privacy');
    db.createObjectStore('receipts', { autoIncrement: true });
    db.createObjectStore('ledger', { keyPath: 'id', autoIncrement: true }).createIndex('at', 'at');
    db.createObjectStore('deferred', { keyPath: 'id', autoIncrement: true }).createIndex('purpose', 'purpose');
    db.createObjectStore('mismatches', { autoIncrement: true });
  },
  // What is given back to a service, and what takes it back.
  (db) => db.createObjectStore('contributions', { keyPath: 'id', autoIncrement: true }),
  // What a page shows first is found without reading the rest.
  (_db, upgrade) => {
    const tasks = upgrade.objectStore('tasks');
    tasks.createIndex('age', ['state.kind', 'addedAt']);
    tasks.createIndex('finished', 'state.finishedAt');
  },
];

let opened: Promise<Database> | undefined;

/** The extension's database. @throws PerseidError `database-newer` */
export function database(): Promise<Database> {
  opened ??= openDB<Schema>(name, migrations.length, {
    upgrade(db, from, _to, upgrade) {
      for (const migrate of migrations.slice(from)) migrate(db, upgrade);
    },
    // Another context wants to upgrade or delete it: do not stand in its way.
    blocking(_current, _blocked, event) {
      (event.target as unknown as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  }).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'VersionError' ? new PerseidError('database-newer') : error;
  });
  opened.catch(() => {
    opened = undefined; // the caller has the error; the next call tries again
  });
  return opened;
}

/** All stores there are. */
export const storeNames = [
  'tasks',
  'lessons',
  'privacy',
  'receipts',
  'ledger',
  'deferred',
  'mismatches',
  'contributions',
] as const;
