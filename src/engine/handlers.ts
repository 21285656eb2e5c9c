import { readPastedChecksum } from '#domain/check/checksum-text';
import { nameOf } from '#domain/task/progress';
import type { TaskEvent } from '#domain/task/reduce';
import type { TaskId } from '#domain/task/task';
import type { Handlers } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { Exporter } from './export.ts';
import type { Retirement } from './retirement.ts';
import type { TaskAdder } from './task-adder.ts';
import type { TaskBook } from './task-book.ts';

interface HandlerPorts {
  readonly ready: Promise<void>;
  readonly retirement: Retirement;
  readonly book: TaskBook;
  readonly exporter: Exporter;
  readonly adder: TaskAdder;
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
  return {
    'task.add': (request) => work(() => ports.adder.add(request)),
    'task.await-link': ({ id, tabId }) =>
      work(async () => {
        await book.dispatch(id, { kind: 'awaited', tabId, now: Date.now() });
        return {};
      }),
    'task.pause': on(() => ({ kind: 'pause' })),
    'task.resume': on(() => ({ kind: 'resume' })),
    'task.retry': on(() => ({ kind: 'retry' })),
    'task.restart': on(() => ({ kind: 'restart' })),
    'task.refetch': on(() => ({ kind: 'refetch' })),
    'task.keep': on(() => ({ kind: 'keep' })),
    'task.expect': ({ id, text }) =>
      work(async () => {
        const task = book.tasks.get(id);
        const read = task ? readPastedChecksum(text, nameOf(task)) : null;
        if (!read) return { algorithm: null };
        const { algorithm, value } = read;
        await book.dispatch(id, { kind: 'expect', hash: { algorithm, value, from: 'user' } });
        return { algorithm };
      }),
    'task.remove': on(() => ({ kind: 'remove', now: Date.now() })),
    'task.undo': on(() => ({ kind: 'undo' })),
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
