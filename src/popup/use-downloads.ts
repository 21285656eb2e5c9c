import { useEffect, useState } from 'preact/hooks';
import { shownOf } from '#domain/task/progress';
import { followTasks } from '#platform/task-feed';
import { readFirstTasks } from '#platform/task-store';
import { addStored, applyFeed, seenAtOnce, type Downloads } from './downloads.ts';

/** The tasks as stored, then as the engine page tells them. After the first paint the rest of what is shown is read: of each state one more, for it to be known that there are more. */
export function useDownloads(first: Downloads): Downloads {
  const [downloads, setDownloads] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    followTasks((feed) => setDownloads((known) => applyFeed(known, feed)), signal);
    readFirstTasks(shownOf.waiting + 1, shownOf.finished + 1).then(
      (tasks) => !signal.aborted && setDownloads((known) => addStored(known, tasks)),
      (error: unknown) => console.error('The stored downloads cannot be read:', error),
    );
    return () => control.abort();
  }, []);
  return downloads;
}

/** Rows that are drawn more after each paint, until all are: a key that is pressed meanwhile does not wait for them. */
const step = 24;

/** How many rows of a list may be drawn: one screen, and after each paint some more. */
export function useDrawn(count: number): number {
  const [drawn, setDrawn] = useState(seenAtOnce);
  useEffect(() => {
    if (drawn < count) setDrawn(drawn + step);
  }, [drawn, count]);
  return drawn;
}
