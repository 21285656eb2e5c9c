import { useEffect, useState } from 'preact/hooks';
import type { StoredEntry } from '#domain/ledger/entry';
import type { Search } from '#domain/ledger/search';
import type { TaskId } from '#domain/task/task';
import { callPrivacy } from '#platform/privacy-client';
import { entriesSince, readLedger } from './read-ledger.ts';

/** So many entries are shown at once. */
const page = 50;

/** What the ledger has of what is looked for, the newest first, and what can be done with it. */
export interface LedgerView {
  /** Null: not read yet. */
  readonly entries: readonly StoredEntry[] | null;
  /** Older ones are there. */
  readonly more: boolean;
  /** Downloads that some entry was made for, whatever is looked for: the latest first. */
  readonly tasks: readonly TaskId[];
  /** Shows older ones too. */
  readonly older: () => void;
  /** Forgets all entries. */
  readonly erase: () => void;
}

export function useLedger({ text, purpose, task }: Search): LedgerView {
  const [entries, setEntries] = useState<readonly StoredEntry[] | null>(null);
  const [more, setMore] = useState(false);
  const [tasks, setTasks] = useState<readonly TaskId[]>([]);
  const [erasures, setErasures] = useState(0);
  useEffect(() => {
    let current = true;
    void readLedger({ text, purpose, task }, null, page).then((found) => {
      if (!current) return;
      setEntries(found.entries);
      setMore(found.more);
    });
    return () => {
      current = false;
    };
  }, [text, purpose, task, erasures]);
  useEffect(() => void tasksOfAll().then(setTasks), [erasures]);
  const older = (): void =>
    void readLedger({ text, purpose, task }, entries?.at(-1)?.id ?? null, page).then((found) => {
      setEntries((known) => [...(known ?? []), ...found.entries]);
      setMore(found.more);
    });
  const erase = (): void => void callPrivacy('ledger.erase', {}).then(() => setErasures((count) => count + 1));
  return { entries, more, tasks, older, erase };
}

async function tasksOfAll(): Promise<TaskId[]> {
  return [...new Set((await entriesSince(0)).flatMap(({ task }) => task ?? []))];
}
