import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Task } from '#domain/task/task';
import { onErased } from '#platform/erased';
import { followTasks } from '#platform/task-feed';
import { taskChunks } from '#platform/task-store';
import { KnownTasks } from './known-tasks.ts';

/** Tasks read at once: some ms of work, so that a key that is pressed meanwhile does not wait. */
const chunk = 200;

interface Tasks {
  readonly known: KnownTasks;
  /** Draws the page anew. */
  readonly redraw: () => void;
  /** The store could not be read to its end: what is known may not be all. */
  readonly unread: boolean;
  readonly readAgain: () => void;
}

/** All tasks: those given at first, then all that are stored, then what the engine page tells. */
export function useTasks(first: readonly Task[], locale: string): Tasks {
  const [known] = useState(() => new KnownTasks(first, locale));
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  const [unread, setUnread] = useState(false);
  const [reading] = useState(() => new Reading(known, redraw, setUnread));
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    const hear = (feed: Parameters<typeof known.hear>[0]) => {
      known.hear(feed);
      redraw();
    };
    followTasks(hear, signal, () => {
      known.forgetTold();
      reading.begin();
    });
    onErased(() => {
      known.forgetTold();
      reading.begin();
    }, signal);
    reading.begin();
    return () => {
      control.abort();
      reading.stop();
    };
  }, [known, reading]);
  return { known, redraw, unread, readAgain: () => reading.begin() };
}

/** Reads the store into what is known; one that begins ends the one before, which began with an older store. */
class Reading {
  readonly #known: KnownTasks;
  readonly #onEnd: () => void;
  readonly #onFailed: (failed: boolean) => void;
  #control = new AbortController();

  constructor(known: KnownTasks, onEnd: () => void, onFailed: (failed: boolean) => void) {
    this.#known = known;
    this.#onEnd = onEnd;
    this.#onFailed = onFailed;
  }

  begin(): void {
    this.stop();
    this.#control = new AbortController();
    const { signal } = this.#control;
    this.#read(signal).then(
      () => {
        if (signal.aborted) return;
        this.#onFailed(false);
        this.#onEnd();
      },
      (error: unknown) => {
        console.error('The stored downloads cannot be read:', error);
        if (!signal.aborted) this.#onFailed(true);
      },
    );
  }

  stop(): void {
    this.#control.abort();
  }

  async #read(signal: AbortSignal): Promise<void> {
    this.#known.beginReading();
    for await (const tasks of taskChunks(chunk)) {
      if (signal.aborted) return;
      this.#known.read(tasks);
    }
    if (!signal.aborted) this.#known.endReading();
  }
}
