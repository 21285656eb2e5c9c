import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Task } from '#domain/task/task';
import { followTasks } from '#platform/task-feed';
import { taskChunks } from '#platform/task-store';
import { KnownTasks } from './known-tasks.ts';

/** Tasks read at once: some ms of work, so that a key that is pressed meanwhile does not wait. */
const chunk = 200;

/** All tasks: those given at first, then all that are stored, then what the engine page tells. @returns them, and what draws the page anew */
export function useTasks(first: readonly Task[], locale: string): readonly [KnownTasks, () => void] {
  const [known] = useState(() => new KnownTasks(first, locale));
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const control = new AbortController();
    const read = async () => {
      for await (const tasks of taskChunks(chunk)) {
        if (control.signal.aborted) return;
        known.read(tasks);
      }
      known.complete = true;
      redraw();
    };
    const readAgain = () =>
      read().catch((error: unknown) => console.error('The stored downloads cannot be read:', error));
    followTasks(
      (feed) => {
        known.hear(feed);
        redraw();
      },
      control.signal,
      () => {
        known.forgetTold();
        void readAgain();
      },
    );
    void readAgain();
    return () => control.abort();
  }, [known]);
  return [known, redraw];
}
