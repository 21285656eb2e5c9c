import { useState } from 'preact/hooks';
import type { Row } from '#domain/list/row';
import type { Selection } from '#domain/list/select';
import type { TaskTable } from '#domain/list/table';
import { isWaiting } from '#domain/task/line';
import type { TaskId } from '#domain/task/task';
import type { useMany } from './use-many.ts';

interface DragParts {
  readonly table: TaskTable;
  readonly selection: Selection;
  readonly many: ReturnType<typeof useMany>;
  readonly onSelect: (selection: Selection) => void;
}

/** Where what is dragged would be dropped. */
interface Target {
  readonly id: TaskId;
  readonly side: 'before' | 'after';
}

/** Waiting downloads are dragged to another place in the line, alone or with all that are selected, where the list shows that order. */
export function useDrag({ table, selection, many, onSelect }: DragParts) {
  const [dragged, setDragged] = useState<ReadonlySet<TaskId> | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const { by, descending } = table.view.sort;
  const isMovable = ({ task }: Row): boolean => by === 'order' && !descending && isWaiting(task);
  const rowUnder = (event: DragEvent): { row: Row; side: Target['side'] } | null => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    const row = table.get(element?.dataset['row'] ?? '');
    if (element === null || row === undefined) return null;
    const { top, height } = element.getBoundingClientRect();
    return { row, side: event.clientY < top + height / 2 ? 'before' : 'after' };
  };
  const end = () => {
    setDragged(null);
    setTarget(null);
  };
  const start = (event: DragEvent) => {
    const row = rowUnder(event)?.row;
    if (row === undefined || !isMovable(row)) return;
    const { id } = row.task;
    const together = selection.chosen.has(id) ? selection.chosen : new Set([id]);
    if (together !== selection.chosen) onSelect({ chosen: together, anchor: id, at: id });
    setDragged(together);
    // The page takes dropped links, too: this is none.
    event.dataTransfer?.setData('application/x-perseid-tasks', '');
  };
  const over = (event: DragEvent) => {
    if (dragged === null) return;
    event.stopPropagation();
    const under = rowUnder(event);
    if (under === null || !isMovable(under.row)) return setTarget(null);
    event.preventDefault();
    const { id } = under.row.task;
    if (target?.id !== id || target.side !== under.side) setTarget({ id, side: under.side });
  };
  const drop = (event: DragEvent) => {
    if (dragged === null || target === null) return end();
    event.preventDefault();
    event.stopPropagation();
    const tasks = table.shown.filter((row) => dragged.has(row.task.id) && isMovable(row)).map(({ task }) => task);
    many.moveBefore(
      tasks,
      target.side === 'before' && !dragged.has(target.id) ? target.id : nextInLine(table, target.id, dragged),
    );
    end();
  };
  return {
    isMovable,
    markAt: ({ task }: Row) => (target?.id === task.id ? target.side : null),
    list: { onDragStart: start, onDragOver: over, onDrop: drop, onDragEnd: end },
  };
}

/** The waiting one after another in the line that stays where it is; null: there is none. */
function nextInLine(table: TaskTable, id: TaskId, without: ReadonlySet<TaskId>): TaskId | null {
  const after = table.shown.slice(table.placeOf(id) + 1);
  return after.find(({ task }) => isWaiting(task) && !without.has(task.id))?.task.id ?? null;
}
