import { choose, type Choosing, type Selection } from '#domain/list/select';
import type { TaskTable } from '#domain/list/table';
import type { TaskId } from '#domain/task/task';
import { toggleOn } from './bar-acts.ts';
import type { useMany } from './use-many.ts';

interface GridKeys {
  readonly table: TaskTable;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: () => void;
  readonly many: ReturnType<typeof useMany>;
  /** Rows that are seen at once. */
  readonly pageOf: () => number;
}

/**
 * Keys on the grid: arrows, Page Up and Down, Home, End move (with Shift they select on the way, with Control they only walk); Control and Space adds
 * or takes away; Control and A selects all; Space pauses or resumes; Enter opens the details; Delete removes; Alt and an arrow move it in the line.
 */
export function useGridKeys({
  table,
  selection,
  onSelect,
  onOpen,
  many,
  pageOf,
}: GridKeys): (event: KeyboardEvent) => void {
  const { at, chosen } = selection;
  const chosenTasks = () => {
    const ids = chosen.size > 0 || at === null ? chosen : new Set([at]);
    return table.shown.filter(({ task }) => ids.has(task.id)).map(({ task }) => task);
  };
  const go = (id: TaskId | undefined, how: Choosing) => {
    if (id === undefined) return;
    onSelect(choose(selection, how === 'span' ? table.shown.map(({ task }) => task.id) : [], id, how));
  };
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    Enter: () => {
      if (chosen.size === 0 && at !== null) go(at, 'alone');
      onOpen();
    },
    Delete: () => {
      const tasks = chosenTasks();
      if (tasks.length === 0) return;
      // The next one takes the place of what is gone.
      const next = rowBeside(table, tasks[tasks.length - 1]?.id, new Set(tasks.map(({ id }) => id)));
      many.act('remove', tasks);
      onSelect({ chosen: new Set(), anchor: null, at: next });
    },
    ' ': () => {
      const tasks = chosenTasks();
      const act = toggleOn(tasks);
      if (act !== null) many.act(act, tasks);
    },
  };
  /** With Control: Space and A choose; every other key means what it means alone. */
  const controlled: Readonly<Record<string, (() => void) | undefined>> = {
    ' ': () => go(at ?? undefined, 'flip'),
    a: () => onSelect({ ...selection, chosen: new Set(table.shown.map(({ task }) => task.id)) }),
  };
  /** With Alt: a step in the line. */
  const moved: typeof controlled = {
    ArrowUp: () => many.act('move-up', chosenTasks()),
    ArrowDown: () => many.act('move-down', chosenTasks()),
  };
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const control = event.ctrlKey || event.metaKey;
    const next = placeAfter(event.key, at === null ? -1 : table.placeOf(at), table.shown.length, pageOf());
    const how = event.shiftKey ? 'span' : control ? 'walk' : 'alone';
    const walk = next === null ? undefined : () => go(table.shown[next]?.task.id, how);
    const act = event.altKey
      ? moved[event.key]
      : (walk ?? (control ? controlled[event.key.toLowerCase()] : acts[event.key]));
    if (act === undefined) return;
    act();
    event.preventDefault();
  };
}

/** The place that a key leads to; null: another key. */
function placeAfter(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  return next === undefined ? null : Math.max(0, Math.min(last, next));
}

/** The row after one, or before it, that is not among these. */
function rowBeside(table: TaskTable, id: TaskId | undefined, without: ReadonlySet<TaskId>): TaskId | null {
  const from = id === undefined ? 0 : table.placeOf(id);
  const rows = table.shown;
  const after = rows.slice(from).find(({ task }) => !without.has(task.id));
  return (after ?? rows.slice(0, from).findLast(({ task }) => !without.has(task.id)))?.task.id ?? null;
}
