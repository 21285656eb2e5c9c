import { placesAfter } from '#domain/task/move';
import type { TaskEvent } from '#domain/task/reduce';
import type { Adjustment, TaskId } from '#domain/task/task';
import type { Handlers } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { Exporter } from './export.ts';
import { TaskAdder } from './task-adder.ts';
import type { Retirement } from './retirement.ts';
import type { TaskBook } from './task-book.ts';

interface HandlerPorts {
  readonly ready: Promise<void>;
  readonly retirement: Retirement;
  readonly book: TaskBook;
  readonly exporter: Exporter;
  /** Sub-folder of Downloads for new tasks. */
  readonly folder: () => string;
  reloadSettings(): Promise<void>;
}

/** Answers to the engine API. All but the last two wait until the stored tasks are loaded and the page may take work. */
export function engineHandlers(ports: HandlerPorts): Handlers<typeof engineApi> {
  const { book, retirement, exporter } = ports;
  const work = async <T>(piece: () => Promise<T>): Promise<T> => {
    await ports.ready;
    return retirement.during(piece);
  };
  const on =
    (event: () => TaskEvent) =>
    ({ id }: { id: TaskId }) =>
      work(async () => {
        await book.dispatch(id, event());
        return {};
      });
  const adder = new TaskAdder(ports);
  const adjust = (id: TaskId, change: Adjustment): Promise<void> => book.dispatch(id, { kind: 'adjusted', change });
  return {
    'task.add': (request) => work(() => adder.add(request)),
    'task.await-link': ({ id, tabId }) =>
      work(async () => {
        await book.dispatch(id, { kind: 'awaited', tabId, now: Date.now() });
        return {};
      }),
    'task.pause': on(() => ({ kind: 'pause' })),
    'task.resume': on(() => ({ kind: 'resume' })),
    'task.retry': on(() => ({ kind: 'retry' })),
    'task.restart': on(() => ({ kind: 'restart' })),
    'task.remove': on(() => ({ kind: 'remove', now: Date.now() })),
    'task.undo': on(() => ({ kind: 'undo' })),
    'task.start-now': on(() => ({ kind: 'start-now' })),
    'task.set': ({ id, change }) =>
      work(async () => {
        await adjust(id, change);
        return {};
      }),
    'task.move': ({ id, to }) =>
      work(async () => {
        for (const { id: moved, ...change } of placesAfter(book.tasks.values(), id, to)) await adjust(moved, change);
        return {};
      }),
    async 'export.changed'({ downloadId, outcome }) {
      await work(() => exporter.changed(downloadId, outcome));
      return {};
    },
    async 'settings.changed'() {
      await ports.reloadSettings();
      return {};
    },
    async 'engine.retire'() {
      // What could not be loaded cannot go on.
      const loaded = await ports.ready.then(
        () => true,
        () => false,
      );
      return { idle: !loaded || retirement.retire() };
    },
  };
}
