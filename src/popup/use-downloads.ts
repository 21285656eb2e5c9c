import { useEffect, useState } from 'preact/hooks';
import { followTasks } from '#platform/task-feed';
import { watchBrowserItems, type BrowserItem } from '#platform/browser-items';
import { applyFeed, itemsOfTasks, type Downloads } from './downloads.ts';

/** The tasks as stored, then as the engine page tells them. */
export function useDownloads(first: Downloads): Downloads {
  const [downloads, setDownloads] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    followTasks((feed) => setDownloads((known) => applyFeed(known, feed)), control.signal);
    return () => control.abort();
  }, []);
  return downloads;
}

/** The browser's own running downloads, without those that are shown as tasks. */
export function useBrowserItems(first: readonly BrowserItem[], downloads: Downloads): readonly BrowserItem[] {
  const [items, setItems] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    watchBrowserItems(setItems, control.signal);
    return () => control.abort();
  }, []);
  const ours = itemsOfTasks(downloads.tasks.values());
  return items.filter((item) => !ours.has(item.id));
}
