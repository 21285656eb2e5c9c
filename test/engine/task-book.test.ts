import { expect, it } from 'vitest';
import { nothingDeclared } from '#domain/mirror/declared';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { TaskBook } from '../../src/engine/task-book.ts';
import { task } from '../ui/tasks.ts';

const validator = { etag: '"1"', lastModified: null, strong: true };
const file = { name: 'a.bin', mime: '', size: 1000, ranged: true, validator };
const answered: TaskEvent = {
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
