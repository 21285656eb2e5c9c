import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SqliteDialect, type SqliteDatabase } from 'kysely';

/** Statements that are kept prepared; the program has fewer. */
const mostStatements = 200;

/**
 * Kysely's SQLite dialect on Node's own SQLite. What was acknowledged is on the disk (`synchronous` full), whatever ends the process
 * or the machine.
 * @throws when the file cannot be opened or is no database
 */
export function sqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({ database: async () => bridge(opened(file)) });
}

function opened(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // What is deleted is overwritten: a token that was taken back does not stay in a free page.
  const pragmas = ['journal_mode = wal', 'synchronous = full', 'busy_timeout = 5000', 'secure_delete = on'];
  for (const pragma of pragmas) database.exec(`pragma ${pragma}`);
  return database;
}

/** What Kysely needs is the interface of better-sqlite3; this is it, with statements prepared once. */
function bridge(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (text) => {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const values = (given: readonly unknown[]): SQLInputValue[] => given.map(asInput);
      const made = {
        reader: statement.columns().length > 0,
        all: (given: readonly unknown[]) => statement.all(...values(given)),
        run: (given: readonly unknown[]) => {
          // A full disk ends a transaction by itself; to end it again would be an error, in the place of the one that matters.
          if (text === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return statement.run(...values(given));
        },
        iterate: (given: readonly unknown[]) => statement.iterate(...values(given)),
      };
      if (statements.size < mostStatements) statements.set(text, made);
      return made;
    },
  };
}

function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || value instanceof Uint8Array) {
    return value;
  }
  throw new TypeError(`a ${typeof value} cannot be stored`);
}
