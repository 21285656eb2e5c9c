import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Row } from '#domain/list/row';
import type { TaskTable, View } from '#domain/list/table';
import { AddLinks } from '#ui/downloads/add-links';
import { useLater } from '#ui/use-later';
import { useWords } from '#ui/words';
import { Filters } from './filters.tsx';
import type { KnownTasks } from './known-tasks.ts';
import { Toolbar } from './toolbar.tsx';

/*
 * Parts of the page that most messages of the engine page do not change. The same element is given again as long as what it shows is the same:
 * then it is not even compared. A message comes four times a second, and nearly always changes numbers of running downloads alone.
 */

interface PartsProps {
  readonly known: KnownTasks;
  /** The selected ones. */
  readonly rows: readonly Row[];
  readonly unread: boolean;
  readonly open: boolean;
  readonly narrow: boolean;
  readonly onView: (view: View) => void;
  readonly onToggle: () => void;
}

/** What stands above the list. */
export function useTop(table: TaskTable): JSX.Element {
  const t = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const banners = useLater(() => import('#ui/downloads/banners'));
  const inBrowser = useLater(() => import('./in-browser.tsx'));
  return useMemo(
    () => (
      <>
        <h1 class="hidden-text">{t('app.allDownloads')}</h1>
        {banners && <banners.Banners />}
        <AddLinks field={field} />
        {inBrowser && <inBrowser.InBrowser table={table} />}
      </>
    ),
    [t, table, banners, inBrowser],
  );
}

/** What is shown: changes with the numbers beside it. */
export function useFilters({ known: { table, complete }, narrow, onView }: PartsProps): JSX.Element {
  const { view, countsRevision } = table;
  return useMemo(
    () => <Filters table={table} complete={complete} narrow={narrow} onView={onView} />,
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for the counts; what `onView` does is always the same
    [table, view, countsRevision, complete, narrow],
  );
}

/** What can be done: changes with what is selected. */
export function useToolbar({ known, rows, unread, open, onView, onToggle }: PartsProps): JSX.Element {
  const lists = useLater(() => import('./lists.tsx'));
  const { table, complete } = known;
  const { view, size } = table;
  const shown = table.shown.length;
  return useMemo(
    () => (
      <Toolbar known={known} rows={rows} unread={unread} open={open} onToggle={onToggle} onView={onView}>
        {lists && <lists.Lists selected={rows.map(({ task }) => task)} />}
      </Toolbar>
    ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `onToggle` changes with `open`, `onView` never in what it does
    [known, rows, unread, open, view, shown, size, complete, lists],
  );
}
