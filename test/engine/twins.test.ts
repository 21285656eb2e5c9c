import { expect, it } from 'vitest';
import { nothingExpected } from '#domain/check/expected';
import { linkTo } from '#domain/task/link-to';
import { twinOf } from '../../src/engine/twins.ts';
import { task } from '../ui/tasks.ts';

const url = 'https://example.org/a.bin';
const saved = (id: string, downloadId: number | null) =>
  [
    id,
    task({ id, source: linkTo(url), state: { kind: 'done', finishedAt: 1, downloadId, savedAs: `${id}.bin` } }),
  ] as const;

/** What the browser would say. */
function asked(gone: number[], history: string | null, ...tasks: ReturnType<typeof saved>[]) {
  const questions: unknown[] = [];
  const background = (verb: string, request: object) => {
    questions.push([verb, request]);
    return Promise.resolve({ gone, saved: history });
  };
  const wanted = { url, expected: nothingExpected };
  return twinOf(background as Parameters<typeof twinOf>[0], new Map(tasks), wanted).then((twin) => ({
    twin,
    questions,
  }));
}

it('what was saved from the address is there, unless the browser knows it to be gone', async () => {
  const { twin, questions } = await asked([], null, saved('old', 1), saved('new', 2));
  expect(twin).toEqual({ by: 'address', name: 'new.bin' });
  expect(questions).toEqual([['files.there', { url, ids: [2, 1] }]]);
  expect((await asked([2], null, saved('old', 1), saved('new', 2))).twin).toEqual({ by: 'address', name: 'old.bin' });
  expect((await asked([1, 2], null, saved('old', 1), saved('new', 2))).twin).toBeNull();
});

it('files of the user’s own are in no list of the browser’s, and there', async () => {
  expect((await asked([], null, saved('own', null))).twin).toEqual({ by: 'address', name: 'own.bin' });
});

it('else what the browser has saved by itself is', async () => {
  expect((await asked([], 'plain.bin')).twin).toEqual({ by: 'history', name: 'plain.bin' });
  expect((await asked([7], 'plain.bin', saved('x', 7))).twin).toEqual({ by: 'history', name: 'plain.bin' });
  expect((await asked([], null)).twin).toBeNull();
});
