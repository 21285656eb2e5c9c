import './manager.css';
import { useRef, useState } from 'preact/hooks';
import type { TaskTable, View } from '#domain/list/table';
import type { Settings } from '#domain/settings/settings';
import type { Task } from '#domain/task/task';
import { Sayings } from '#ui/downloads/sayings';
import { useSurroundings } from '#ui/downloads/surroundings';
import { useSettings } from '#ui/downloads/use-settings';
import { MeteorPaint } from '#ui/piece-bar';
import { Toasts } from '#ui/toast';
import { useLater } from '#ui/use-later';
import { useWords } from '#ui/words';
import { Grid } from './grid.tsx';
import { Header } from './header.tsx';
import { Unread } from './unread.tsx';
import { useChoice } from './use-choice.ts';
import { useNarrow } from './use-narrow.ts';
import { useFilters, useToolbar, useTop } from './use-parts.tsx';
import { useTasks } from './use-tasks.ts';

interface ManagerProps {
  /** Tasks to be shown before the others are read. */
  readonly first: readonly Task[];
  readonly settings: Settings;
}

/** The page with all downloads: filters, the list, and details of the one that is selected. */
export function Manager({ first, settings }: ManagerProps) {
  return (
    <Toasts>
      <MeteorPaint />
      <Page first={first} settings={settings} />
    </Toasts>
  );
}

function Page({ first, settings: firstSettings }: ManagerProps) {
  const t = useWords();
  const settings = useSettings(firstSettings);
  const { known, redraw, unread, readAgain } = useTasks(first, t.locale);
  const { table, live } = known;
  const { selection, rows, onSelect } = useChoice(table);
  const [open, setOpen] = useState(false);
  const narrow = useNarrow();
  const grid = useRef<HTMLDivElement>(null);
  const pane = useLater(() => import('./pane.tsx'));
  const around = useSurroundings(settings, transferring(table), live);
  const onView = (view: View) => {
    table.show(view);
    redraw();
  };
  const close = () => {
    setOpen(false);
    grid.current?.focus();
  };
  const parts = { known, rows, unread, open, narrow, onView, onToggle: () => setOpen(!open) };
  const top = useTop(table);
  const filters = useFilters(parts);
  const toolbar = useToolbar(parts);
  const [only] = rows.length === 1 ? rows : [];
  return (
    <div class={open ? 'manager with-pane' : 'manager'}>
      <Header running={table.counts.group.get('running') ?? 0} live={live} settings={settings} now={around.now} />
      <main>
        {top}
        {unread && <Unread onRetry={readAgain} />}
        <div class="manager-body">
          {filters}
          <div class="manager-list">
            {toolbar}
            <Grid
              known={known}
              selection={selection}
              around={around}
              gridRef={grid}
              narrow={narrow}
              onSelect={onSelect}
              onOpen={() => setOpen(true)}
              onView={onView}
            />
          </div>
          {open && pane && <pane.Pane row={only} live={only && live[only.task.id]} around={around} onClose={close} />}
        </div>
        <Sayings endings={known.endings} />
      </main>
    </div>
  );
}

/** Tasks that transfer now. */
const transferring = ({ counts: { state } }: TaskTable): number =>
  (['probing', 'active'] as const).reduce((sum, kind) => sum + (state.get(kind) ?? 0), 0);
