import { useEffect, useState } from 'preact/hooks';
import { itemsOf } from '#domain/task/items-of';
import type { Task } from '#domain/task/task';
import { watchBrowserItems, type BrowserItem } from '#platform/browser-items';

/** The browser's own running downloads, without those that are shown as tasks. @param tasks all that may have one */
export function useBrowserItems(first: readonly BrowserItem[], tasks: () => Iterable<Task>): readonly BrowserItem[] {
  const [items, setItems] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    watchBrowserItems(setItems, control.signal);
    return () => control.abort();
  }, []);
  if (items.length === 0) return items;
  const ours = itemsOf(tasks());
  return items.filter((item) => !ours.has(item.id));
}
