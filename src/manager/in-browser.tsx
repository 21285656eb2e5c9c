import './in-browser.css';
import { useId } from 'preact/hooks';
import type { TaskTable } from '#domain/list/table';
import { BrowserRow } from '#ui/downloads/browser-row';
import { useBrowserItems } from '#ui/downloads/use-browser-items';
import { useWords } from '#ui/words';

/** The browser's own running downloads, a press away: how many there are, then each with the reason why it stayed there. */
export function InBrowser({ table }: { table: TaskTable }) {
  const t = useWords();
  const id = useId();
  const items = useBrowserItems([], () => table.all().map(({ task }) => task));
  if (items.length === 0) return null;
  return (
    <details class="in-browser">
      <summary id={id}>{t('app.inBrowser', { count: items.length })}</summary>
      <div role="list" aria-labelledby={id}>
        {items.map((item) => (
          <BrowserRow key={item.id} item={item} />
        ))}
      </div>
    </details>
  );
}
