import type { SortKey } from '#domain/list/sort';
import type { TaskTable, View } from '#domain/list/table';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';

/** Columns in their order; what moves with every byte is not sorted by. */
const columns = ['name', 'progress', 'order', 'size', 'site', 'seen', 'added'] as const;
export const columnCount = columns.length;

const sorts: ReadonlySet<string> = new Set<SortKey>(['name', 'order', 'size', 'site', 'added']);
const isSort = (column: string): column is SortKey => sorts.has(column);

/** The headings; those that can be sorted by are buttons. */
export function GridHead({ table: { view }, onView }: { table: TaskTable; onView: (view: View) => void }) {
  const t = useWords();
  const { by, descending } = view.sort;
  const sort = (column: SortKey) =>
    onView({ ...view, sort: { by: column, descending: by === column ? !descending : column === 'added' } });
  return (
    <div class="grid-head" role="rowgroup">
      <div class="grid-line" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <span
            key={column}
            class={`cell ${column}`}
            role="columnheader"
            aria-sort={
              isSort(column) ? (by === column ? (descending ? 'descending' : 'ascending') : 'none') : undefined
            }
          >
            {isSort(column) ? (
              <button type="button" class="sort" onClick={() => sort(column)}>
                {t(`column.${column}`)}
                {by === column && <Icon name={descending ? 'descending' : 'ascending'} />}
              </button>
            ) : (
              t(`column.${column}`)
            )}
          </span>
        ))}
      </div>
    </div>
  );
}
