import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import type { Row } from '#domain/list/row';
import type { View } from '#domain/list/table';
import { isSaved } from '#domain/task/progress';
import { Button } from '#ui/button';
import { useActs } from '#ui/downloads/use-acts';
import { Icon, type IconName } from '#ui/icons';
import { MenuButton } from '#ui/menu';
import { useWords } from '#ui/words';
import { actsOn, type BarAct } from './bar-acts.ts';
import { isFiltered } from './filters.tsx';
import type { KnownTasks } from './known-tasks.ts';
import { useMany } from './use-many.ts';

interface ToolbarProps {
  readonly known: KnownTasks;
  /** The selected ones. */
  readonly rows: readonly Row[];
  /** The store could not be read to its end: how many there are is not known. */
  readonly unread: boolean;
  /** Whether the details are. */
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onView: (view: View) => void;
  /** Beside the acts. */
  readonly children: ComponentChildren;
}

/** The acts that have a button; what does not fit what is selected is greyed, so that nothing jumps. */
const buttons: readonly (readonly [BarAct, IconName])[] = [
  ['resume', 'resume'],
  ['pause', 'pause'],
  ['remove', 'cancel'],
];

/** What can be done to what is selected, and the field to find by. `/` leads to that. */
export function Toolbar({ known, rows, unread, open, onToggle, onView, children }: ToolbarProps) {
  const t = useWords();
  const many = useMany();
  const act = useActs(onToggle);
  const tasks = rows.map(({ task }) => task);
  const acts = actsOn(tasks);
  const [only] = tasks.length === 1 ? tasks : [];
  const entry = (name: BarAct) =>
    acts.has(name) ? [{ label: t(`act.${name}`), onChoose: () => many.act(name, tasks) }] : [];
  const ofOne = (name: 'show' | 'open-folder') =>
    only && isSaved(only) && only.state.downloadId !== null
      ? [{ label: t(`act.${name}`), onChoose: () => act(name, only) }]
      : [];
  const entries = [
    ...ofOne('show'),
    ...ofOne('open-folder'),
    ...entry('start-now'),
    ...entry('retry'),
    ...entry('move-top'),
    ...entry('move-up'),
    ...entry('move-down'),
    ...(tasks.length > 0 ? [{ label: t('manager.copyAddresses'), onChoose: () => many.copy(tasks) }] : []),
  ];
  return (
    <div class="toolbar">
      <div class="toolbar-acts" role="group" aria-label={t('manager.acts')}>
        {buttons.map(([name, icon]) => (
          <Button key={name} look="bare" disabled={!acts.has(name)} onPress={() => many.act(name, tasks)}>
            <Icon name={icon} />
            {t(`act.${name}`)}
          </Button>
        ))}
        {entries.length > 0 && <MenuButton icon="more" label={t('act.more')} entries={entries} />}
      </div>
      {children}
      <p class="selected">{summary(t, known, tasks.length, unread)}</p>
      <div class="toolbar-end">
        <Find known={known} onView={onView} />
        <button type="button" class="button bare" aria-expanded={open} onClick={onToggle}>
          {t('manager.details')}
        </button>
      </div>
    </div>
  );
}

/** How many are selected, or shown, or there. */
function summary(t: Translate, { table, complete }: KnownTasks, selected: number, unread: boolean): string {
  if (selected > 0) return t('manager.selected', { count: selected });
  if (!complete) return unread ? '' : t('manager.reading');
  const { shown, size } = table;
  if (!isFiltered(table.view.filter)) return t('manager.total', { count: size });
  return t('manager.of', { shown: shown.length, count: size });
}

function Find({ known: { table }, onView }: Pick<ToolbarProps, 'known' | 'onView'>) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const control = new AbortController();
    const focusField = (event: KeyboardEvent) => {
      const isTyped = event.target instanceof Element && event.target.matches('input, textarea, select');
      if (event.key !== '/' || isTyped) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', focusField, { signal: control.signal });
    return () => control.abort();
  }, []);
  const { view } = table;
  const find = (text: string) => onView({ ...view, filter: { ...view.filter, text } });
  return (
    <input
      ref={field}
      type="search"
      class="field find"
      spellcheck={false}
      autocomplete="off"
      aria-label={t('manager.find')}
      placeholder={t('manager.find')}
      value={view.filter.text}
      onInput={(event) => find(event.currentTarget.value)}
    />
  );
}
