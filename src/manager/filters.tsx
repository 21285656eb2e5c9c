import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { showAll, type Filter } from '#domain/list/filter';
import { sortKeys, type Sort } from '#domain/list/sort';
import type { TaskTable, View } from '#domain/list/table';
import { fileKinds } from '#domain/swarm/file-kind';
import { groups } from '#domain/task/progress';
import { useWords } from '#ui/words';

/** Of the sites so many are offered: those with the most downloads. */
const sitesShown = 12;

interface FiltersProps {
  readonly table: TaskTable;
  /** Whether all that is stored has been read: before, nobody knows how many there are. */
  readonly complete: boolean;
  /** All but the groups are a press away, and what it is sorted by is with them: the columns that say it are not there. */
  readonly narrow: boolean;
  readonly onView: (view: View) => void;
}

/** What is shown: by what a download does, by kind, by site; each with how many there are. */
export function Filters({ narrow, ...props }: FiltersProps) {
  const t = useWords();
  const { table, complete, onView } = props;
  const { counts, view } = table;
  const { filter } = view;
  const change = (group: Filter['group']) => onView({ ...view, filter: { ...filter, group } });
  const count = (number: number | undefined) => (complete ? number : undefined);
  return (
    <nav class="filters" aria-label={t('manager.filters')}>
      <ul>
        <Choice chosen={filter.group === null} count={count(table.size)} onChoose={() => change(null)}>
          {t('manager.all')}
        </Choice>
        {groups.map((group) => (
          <Choice
            key={group}
            chosen={filter.group === group}
            count={count(counts.group.get(group) ?? 0)}
            onChoose={() => change(filter.group === group ? null : group)}
          >
            {t(`group.${group}`)}
          </Choice>
        ))}
      </ul>
      {narrow ? (
        <details class="more-filters">
          <summary>{t('manager.filterSort')}</summary>
          <SortChoice view={view} onView={onView} />
          <KindsAndSites {...props} />
        </details>
      ) : (
        <KindsAndSites {...props} />
      )}
    </nav>
  );
}

function KindsAndSites({ table, complete, onView }: Omit<FiltersProps, 'narrow'>) {
  const t = useWords();
  const { counts, view } = table;
  const { filter } = view;
  const change = (changed: Partial<Filter>) => onView({ ...view, filter: { ...filter, ...changed } });
  const sites = [...counts.site]
    .filter(([site]) => site !== '')
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const offered = sites.filter(([site], place) => place < sitesShown || site === filter.site);
  const kinds = fileKinds.filter((kind) => counts.kind.has(kind) || filter.kind === kind);
  const count = (number: number | undefined) => (complete ? number : undefined);
  return (
    <>
      <Choices
        title={t('manager.kinds')}
        chosen={filter.kind}
        choices={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`), count: count(counts.kind.get(kind)) }))}
        onChoose={(kind) => change({ kind })}
      />
      <Choices
        title={t('manager.sites')}
        chosen={filter.site}
        choices={offered.map(([site, number]) => ({ value: site, label: site, count: count(number) }))}
        onChoose={(site) => change({ site })}
      />
      {complete && sites.length > offered.length && (
        <p class="note">{t('manager.otherSites', { count: sites.length - offered.length })}</p>
      )}
    </>
  );
}

/** What the list is sorted by, where not all columns have room for a heading. */
function SortChoice({ view, onView }: { view: View; onView: (view: View) => void }) {
  const t = useWords();
  const { by, descending } = view.sort;
  const id = useId();
  const set = (sort: Partial<Sort>) => onView({ ...view, sort: { ...view.sort, ...sort } });
  return (
    <p class="sort-choice">
      <label for={id}>{t('manager.sortBy')}</label>
      <select
        id={id}
        class="field"
        value={by}
        onChange={({ currentTarget: { value } }) => set({ by: sortKeys.find((key) => key === value) ?? by })}
      >
        {sortKeys.map((key) => (
          <option key={key} value={key}>
            {t(`column.${key}`)}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={descending}
          onChange={({ currentTarget: { checked } }) => set({ descending: checked })}
        />{' '}
        {t('manager.reversed')}
      </label>
    </p>
  );
}

interface ChoicesProps<Value extends string> {
  readonly title: string;
  readonly chosen: Value | null;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly count: number | undefined }[];
  readonly onChoose: (value: Value | null) => void;
}

/** One of a list, or none: the chosen one is taken back by choosing it once more. */
function Choices<Value extends string>({ title, chosen, choices, onChoose }: ChoicesProps<Value>) {
  const id = useId();
  if (choices.length === 0) return null;
  return (
    <>
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>
        {choices.map(({ value, label, count }) => (
          <Choice
            key={value}
            chosen={chosen === value}
            count={count}
            onChoose={() => onChoose(chosen === value ? null : value)}
          >
            {label}
          </Choice>
        ))}
      </ul>
    </>
  );
}

/** Whether a filter hides something. */
export const isFiltered = (filter: Filter): boolean => JSON.stringify(filter) !== JSON.stringify(showAll);

interface ChoiceProps {
  readonly chosen: boolean;
  /** Undefined: not known yet. */
  readonly count: number | undefined;
  readonly onChoose: () => void;
  readonly children: ComponentChildren;
}

function Choice({ chosen, count, onChoose, children }: ChoiceProps) {
  const { locale } = useWords();
  return (
    <li>
      <button type="button" class="filter" aria-pressed={chosen} onClick={onChoose}>
        <span class="filter-name">{children}</span>
        {count !== undefined && <span class="count">{new Intl.NumberFormat(locale).format(count)}</span>}
      </button>
    </li>
  );
}
