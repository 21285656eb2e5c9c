import { choose, type Choosing, type Selection } from '#domain/list/select';
import type { TaskId } from '#domain/task/task';
import type { Surroundings } from '#ui/downloads/status-text';
import { GridRow } from './grid-row.tsx';
import type { KnownTasks } from './known-tasks.ts';
import { useDrag } from './use-drag.ts';
import type { useMany } from './use-many.ts';
import { useTurn } from '#ui/use-window';
import { slotsOf, type Window } from '#ui/window';

interface GridBodyProps {
  readonly known: KnownTasks;
  readonly selection: Selection;
  readonly around: Surroundings;
  readonly drawn: Window;
  /** Px. */
  readonly rowHeight: number;
  readonly many: ReturnType<typeof useMany>;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: () => void;
}

/** The rows that are drawn, in as high a place as all of them would take. Elements are used again for the rows that are scrolled to. */
export function GridBody({ known, selection, around, drawn, rowHeight, many, onSelect, onOpen }: GridBodyProps) {
  const { table, live } = known;
  const { shown } = table;
  const drag = useDrag({ table, selection, many, onSelect });
  const select = (id: TaskId, how: Choosing) => {
    const ids = shown.map(({ task }) => task.id);
    onSelect(choose(selection, ids, id, how));
  };
  const turn = useTurn(drawn);
  return (
    <div class="grid-body" role="rowgroup" style={{ blockSize: `${shown.length * rowHeight}px` }} {...drag.list}>
      {slotsOf(drawn, turn).map(({ slot, place }) => {
        const row = shown[place];
        if (row === undefined) return null;
        const { id } = row.task;
        return (
          <GridRow
            key={slot}
            row={row}
            place={place}
            top={place * rowHeight}
            live={live[id]}
            around={around}
            chosen={selection.chosen.has(id)}
            at={selection.at === id}
            movable={drag.isMovable(row)}
            mark={drag.markAt(row)}
            onChoose={select}
            onOpen={onOpen}
          />
        );
      })}
    </div>
  );
}
