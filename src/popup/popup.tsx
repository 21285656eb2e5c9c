import './popup.css';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '#domain/settings/settings';
import type { Task, TaskId } from '#domain/task/task';
import type { BrowserItem } from '#platform/browser-items';
import { MeteorPaint } from '#ui/piece-bar';
import { Toasts } from '#ui/toast';
import { useLater } from '#ui/use-later';
import { AddLinks } from '#ui/downloads/add-links';
import type { Downloads } from './downloads.ts';
import { DownloadList } from './download-list.tsx';
import { Header } from './header.tsx';
import { MoreDownloads } from './more-downloads.tsx';
import { useDownloads, useDrawn } from './use-downloads.ts';
import { Sayings } from '#ui/downloads/sayings';
import { useBrowserItems } from '#ui/downloads/use-browser-items';
import { useSettings } from '#ui/downloads/use-settings';

interface PopupProps {
  readonly stored: Downloads;
  readonly items: readonly BrowserItem[];
  readonly settings: Settings;
}

/** The popup: totals, the field for links, and the list; or the properties of one download. */
export function Popup({ stored, items, settings: first }: PopupProps) {
  const downloads = useDownloads(stored);
  const settings = useSettings(first);
  const browserItems = useBrowserItems(items, () => downloads.tasks.values());
  const drawn = useDrawn(downloads.tasks.size);
  const [detailsOf, setDetailsOf] = useState<TaskId | null>(null);
  // Where the focus returns to.
  const [opened, setOpened] = useState<TaskId | null>(null);
  const banners = useLater(() => import('#ui/downloads/banners'));
  const share = useLater(() => import('./share-files.tsx'));
  const properties = useLater(() => import('./details.tsx'));
  const field = useRef<HTMLTextAreaElement>(null);
  const task = detailsOf === null ? undefined : downloads.tasks.get(detailsOf);
  const openDetails = ({ id }: Task) => {
    setDetailsOf(id);
    setOpened(id);
  };
  useSlashKey(field);
  return (
    <Toasts>
      <MeteorPaint />
      <div class="popup">
        <Header downloads={downloads} items={browserItems} settings={settings} />
        {task && task.trash === null && properties ? (
          <properties.Details task={task} live={downloads.live[task.id]} onClose={() => setDetailsOf(null)} />
        ) : (
          <main class="popup-main">
            {banners && <banners.Banners />}
            <AddLinks field={field} />
            <DownloadList
              downloads={downloads}
              items={browserItems}
              settings={settings}
              most={drawn}
              startAt={opened}
              onDetails={openDetails}
            />
            <MoreDownloads tasks={downloads.tasks.values()} />
            {share && <share.ShareFiles />}
          </main>
        )}
        <Sayings endings={downloads.endings} />
      </div>
    </Toasts>
  );
}

/** `/` leads to the field, wherever the focus is: a popup that has just opened has it nowhere. Where something is typed it is a letter. */
function useSlashKey(field: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const control = new AbortController();
    const focusField = (event: KeyboardEvent) => {
      const isTyped = event.target instanceof Element && event.target.matches('input, textarea');
      if (event.key !== '/' || field.current === null || isTyped) return;
      event.preventDefault();
      field.current.focus();
    };
    document.addEventListener('keydown', focusField, { signal: control.signal });
    return () => control.abort();
  }, [field]);
}
