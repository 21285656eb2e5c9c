import { useMemo, useRef, useState } from 'preact/hooks';
import type { Row } from '#domain/list/row';
import { nothingChosen, within, type Selection } from '#domain/list/select';
import type { TaskTable } from '#domain/list/table';
import type { TaskId } from '#domain/task/task';

interface Choice {
  /** What is selected of what is shown; before anything is, the first row has the focus. */
  readonly selection: Selection;
  /** The selected ones. The same list as long as none of them changed, however often others do. */
  readonly rows: readonly Row[];
  readonly onSelect: (selection: Selection) => void;
}

/** What is selected in a table. */
export function useChoice(table: TaskTable): Choice {
  const [chosen, onSelect] = useState(nothingChosen);
  const { revision } = table;
  const selection = useMemo(() => {
    const { at, ...left } = within(chosen, (id) => table.isShown(id));
    return { ...left, at: at !== null && table.isShown(at) ? at : (table.shown[0]?.task.id ?? null) };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for what is in the table
  }, [chosen, table, revision]);
  const rows = useRef<readonly Row[]>([]);
  const next = useMemo(
    () => rowsOf(table, selection.chosen),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the same
    [selection.chosen, table, revision],
  );
  if (!isSame(rows.current, next)) rows.current = next;
  return { selection, rows: rows.current, onSelect };
}

/** There may be ten thousand of them, four times a second. */
function rowsOf(table: TaskTable, ids: Iterable<TaskId>): Row[] {
  const rows: Row[] = [];
  for (const id of ids) {
    const row = table.get(id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

const isSame = (one: readonly Row[], other: readonly Row[]): boolean =>
  one.length === other.length && one.every((row, at) => row === other[at]);
