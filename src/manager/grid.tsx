import './grid.css';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { showAll } from '#domain/list/filter';
import type { Selection } from '#domain/list/select';
import type { View } from '#domain/list/table';
import { Button } from '#ui/button';
import type { Surroundings } from '#ui/downloads/status-text';
import { useWords } from '#ui/words';
import { isFiltered } from './filters.tsx';
import { GridBody } from './grid-body.tsx';
import { GridHead, columnCount } from './grid-head.tsx';
import type { KnownTasks } from './known-tasks.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useMany } from './use-many.ts';
import { useWindow } from '#ui/use-window';
import { scrollTo } from '#ui/window';

interface GridProps {
  readonly known: KnownTasks;
  readonly selection: Selection;
  readonly around: Surroundings;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly narrow: boolean;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: () => void;
  readonly onView: (view: View) => void;
}

/** Px: as in grid.css. */
const heights = { wide: 34, narrow: 54, head: 30 } as const;

/**
 * The list itself, as a grid after the ARIA pattern: it has the focus, and names the row that keys act on. Only rows that are
 * seen are drawn.
 */
export function Grid(props: GridProps) {
  const { known, selection, around, gridRef, narrow, onSelect, onOpen, onView } = props;
  const t = useWords();
  const { table, complete } = known;
  const count = table.shown.length;
  const rowHeight = narrow ? heights.narrow : heights.wide;
  const drawn = useWindow(gridRef, rowHeight, count);
  const many = useMany();
  const pageOf = () => pageRows(gridRef.current, rowHeight);
  const onKeyDown = useGridKeys({ table, selection, onSelect, onOpen, many, pageOf });
  const place = selection.at === null ? -1 : table.placeOf(selection.at);
  useKeptInSight(gridRef, place, rowHeight);
  return (
    <div
      ref={gridRef}
      class={narrow ? 'grid narrow' : 'grid'}
      role="grid"
      tabIndex={0}
      aria-label={t('list.name')}
      aria-multiselectable="true"
      aria-rowcount={complete ? count + 1 : -1}
      aria-colcount={columnCount}
      aria-activedescendant={place >= drawn.from && place < drawn.to ? `row-${selection.at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <GridHead table={table} onView={onView} />
      <GridBody
        known={known}
        selection={selection}
        around={around}
        drawn={drawn}
        rowHeight={rowHeight}
        many={many}
        onSelect={onSelect}
        onOpen={onOpen}
      />
      {count === 0 && complete && (
        <Nothing
          filtered={isFiltered(table.view.filter)}
          onShowAll={() => onView({ ...table.view, filter: showAll })}
        />
      )}
    </div>
  );
}

/** Scrolls to the row that keys act on when that changes. Whoever scrolls away from it is not brought back. */
function useKeptInSight(grid: RefObject<HTMLElement | null>, place: number, rowHeight: number): void {
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || document.activeElement !== element || place === -1) return;
    const view = { top: element.scrollTop, height: element.clientHeight };
    const top = scrollTo(place, view, rowHeight, heights.head);
    if (top !== null) element.scrollTop = top;
  }, [grid, place, rowHeight]);
}

/** Rows that are seen at once. */
function pageRows(element: HTMLElement | null, rowHeight: number): number {
  return Math.max(1, Math.floor(((element?.clientHeight ?? 0) - heights.head) / rowHeight) - 1);
}

function Nothing({ filtered, onShowAll }: { filtered: boolean; onShowAll: () => void }) {
  const t = useWords();
  return (
    <div class="nothing">
      <p>{t(filtered ? 'manager.nothing' : 'empty.title')}</p>
      {filtered ? <Button onPress={onShowAll}>{t('manager.showAll')}</Button> : <p>{t('empty.text')}</p>}
    </div>
  );
}
