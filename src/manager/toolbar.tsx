import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Row } from '#domain/list/row';
import type { View } from '#domain/list/table';
import { isSaved } from '#domain/task/progress';
import { Button } from '#ui/button';
import { useActs } from '#ui/downloads/use-acts';
import { Icon, type IconName } from '#ui/icons';
import { MenuButton } from '#ui/menu';
import { useWords } from '#ui/words';
import { isFiltered } from './filters.tsx';
import type { KnownTasks } from './known-tasks.ts';
import { mayAct, useMany, type BarAct } from './use-many.ts';

interface ToolbarProps {
  readonly known: KnownTasks;
  /** The selected ones. */
  readonly rows: readonly Row[];
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
export function Toolbar({ known, rows, open, onToggle, onView, children }: ToolbarProps) {
  const t = useWords();
  const many = useMany();
  const act = useActs(onToggle);
  const tasks = rows.map(({ task }) => task);
  const [only] = tasks.length === 1 ? tasks : [];
  const entry = (name: BarAct) =>
    mayAct(name, tasks) ? [{ label: t(`act.${name}`), onChoose: () => many.act(name, tasks) }] : [];
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
          <Button key={name} look="bare" disabled={!mayAct(name, tasks)} onPress={() => many.act(name, tasks)}>
            <Icon name={icon} />
            {t(`act.${name}`)}
          </Button>
        ))}
        {entries.length > 0 && <MenuButton icon="more" label={t('act.more')} entries={entries} />}
      </div>
      {children}
      <p class="selected">{summary(t, known, tasks.length)}</p>
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
function summary(t: ReturnType<typeof useWords>, { table, complete }: KnownTasks, selected: number): string {
  if (selected > 0) return t('manager.selected', { count: selected });
  if (!complete) return t('manager.reading');
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
