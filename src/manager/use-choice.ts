import { useState } from 'preact/hooks';
import { nothingChosen, type Selection } from '#domain/list/select';
import type { TaskTable } from '#domain/list/table';

/** What is selected; before anything is, the first row has the focus. */
export function useChoice(table: TaskTable): readonly [Selection, (selection: Selection) => void] {
  const [selection, setSelection] = useState(nothingChosen);
  const at = selection.at !== null && table.isShown(selection.at) ? selection.at : (table.shown[0]?.task.id ?? null);
  return [{ ...selection, at }, setSelection];
}
