import { expect, it } from 'vitest';
import { nothingDeclared } from '#domain/mirror/declared';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { TaskBook } from '../../src/engine/task-book.ts';
import { task } from '../ui/tasks.ts';

const validator = { etag: '"1"', lastModified: null, strong: true };
const file = { name: 'a.bin', mime: '', size: 1000, ranged: true, validator };
const answered: Extract<TaskEvent, { kind: 'answered' }> = {
  kind: 'answered',
  file,
  finalUrl: 'https://a.test/a',
  host: 'a.test',
  refuse: null,
  declared: nothingDeclared,
};

/** A book with one task on offer, and what it had done. */
function bookWithOffer(diskFull: () => boolean): { book: TaskBook; done: string[]; offered: Task } {
  const done: string[] = [];
  const put = (): Promise<void> => (diskFull() ? Promise.reject(new Error('disk full')) : Promise.resolve());
  const book = new TaskBook({
    put,
    delete: put,
    perform: (_, effect) => done.push(effect.kind),
    changed: () => done.push('changed'),
  });
  const offered = task({ state: { kind: 'probing' }, handover: { downloadId: 5, phase: 'offered' } });
  book.load([offered]);
  return { book, done, offered };
}

it('cancels the browser’s item when the claim is stored', async () => {
  const { book, done, offered } = bookWithOffer(() => false);
  await book.dispatch(offered.id, answered);
  expect(done).toEqual(['release', 'changed']);
});

it('leaves the browser’s item alone when the claim cannot be stored: after a crash nobody would know of it', async () => {
  const { book, done, offered } = bookWithOffer(() => true);
  await book.dispatch(offered.id, answered);
  expect(done).toEqual(['stop', 'discard', 'changed']);
  expect(book.tasks.size).toBe(0);
});

it('asks what happened when it is the task’s turn, for that may depend on the others', async () => {
  const offer = { phase: 'offered' as const, downloadId: 5 };
  const pair = ['a', 'b'].map((id) => task({ id, state: { kind: 'probing' }, handover: offer }));
  const nothing = (): Promise<void> => Promise.resolve();
  const book = new TaskBook({ put: nothing, delete: nothing, perform: () => undefined, changed: () => undefined });
  book.load(pair);
  const claimed = (): boolean => [...book.tasks.values()].some(({ handover }) => handover?.phase === 'claimed');
  const oneOnly = (): TaskEvent => ({ ...answered, refuse: claimed() ? 'no-place' : null });
  await Promise.all(pair.map(({ id }) => book.dispatch(id, oneOnly)));
  expect([...book.tasks.values()]).toMatchObject([{ id: 'a', handover: { phase: 'claimed' } }]);
  await book.dispatch('a', () => null);
  expect(book.tasks.size).toBe(1);
});
