import './manager.css';
import { useRef, useState } from 'preact/hooks';
import { within } from '#domain/list/select';
import type { Settings } from '#domain/settings/settings';
import { nameOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { opensAt } from '#platform/local-time';
import { AddLinks } from '#ui/downloads/add-links';
import { useSettings } from '#ui/downloads/use-settings';
import { MeteorPaint } from '#ui/piece-bar';
import { Toasts } from '#ui/toast';
import { useLater } from '#ui/use-later';
import { useNow } from '#ui/use-now';
import { useWords } from '#ui/words';
import { Filters } from './filters.tsx';
import { Grid } from './grid.tsx';
import { Header } from './header.tsx';
import type { Ending } from './known-tasks.ts';
import { Toolbar } from './toolbar.tsx';
import { useChoice } from './use-choice.ts';
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
  const [known, redraw] = useTasks(first, t.locale);
  const now = useNow(15_000);
  const [selection, setSelection] = useChoice(known.table);
  const [open, setOpen] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const banners = useLater(() => import('#ui/downloads/banners'));
  const pane = useLater(() => import('./pane.tsx'));
  const lists = useLater(() => import('./lists.tsx'));
  const { table, live } = known;
  const shown = within(selection, (id) => table.isShown(id));
  const running = table.counts.group.get('running') ?? 0;
  const around = { running, now, opensAt: opensAt(settings.activeTimes, now) };
  const rows = [...shown.chosen].flatMap((id) => table.get(id) ?? []);
  const [only] = rows.length === 1 ? rows : [];
  const close = () => {
    setOpen(false);
    grid.current?.focus();
  };
  const list = {
    known,
    selection: shown,
    onSelect: setSelection,
    onOpen: () => setOpen(true),
    onView: (view: typeof table.view) => {
      table.show(view);
      redraw();
    },
  };
  return (
    <div class={open ? 'manager with-pane' : 'manager'}>
      <Header running={running} live={live} settings={settings} now={now} />
      <main>
        <h1 class="hidden-text">{t('app.allDownloads')}</h1>
        {banners && <banners.Banners />}
        <AddLinks field={field} />
        <div class="manager-body">
          <Filters table={table} complete={known.complete} onView={list.onView} />
          <div class="manager-list">
            <Toolbar {...list} rows={rows} open={open} onToggle={() => setOpen(!open)}>
              {lists && <lists.Lists selected={rows.map(({ task }) => task)} />}
            </Toolbar>
            <Grid {...list} gridRef={grid} around={around} />
          </div>
          {open && pane && <pane.Pane row={only} live={only && live[only.task.id]} around={around} onClose={close} />}
        </div>
        <Sayings ending={known.ending} />
      </main>
    </div>
  );
}

/** Read out, and nothing else: a download has ended. */
function Sayings({ ending }: { ending: Ending | null }) {
  const t = useWords();
  return (
    <p class="hidden-text" role="status">
      {ending && t(`say.${ending.as}`, { name: nameOf(ending.task) })}
    </p>
  );
}
