import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passing, showAll, type Filter } from '#domain/list/filter';
import { rowOf } from '#domain/list/row';
import { comparing, sortKeys } from '#domain/list/sort';
import { TaskTable, type View } from '#domain/list/table';
import type { Task } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';

const states: Task['state'][] = [
  { kind: 'queued' },
  { kind: 'active' },
  { kind: 'paused', because: 'user', room: null },
  { kind: 'failed', error: { code: 'cut' }, whole: false },
  { kind: 'done', finishedAt: 5, downloadId: 1, savedAs: 'saved.pdf' },
];
const names = ['a.pdf', 'B.zip', 'file 10.mkv', 'file 9.mkv', 'ä.pdf'];
const hosts = ['one.example', 'two.example'];

const tasks = fc
  .record({
    number: fc.nat(12),
    state: fc.constantFrom(...states),
    name: fc.constantFrom(...names),
    host: fc.constantFrom(...hosts),
    size: fc.option(fc.nat(3)),
    age: fc.nat(3),
    removed: fc.boolean(),
  })
  .map(({ number, state, name, host, size, age, removed }) =>
    task({
      id: `t${number}`,
      serial: number,
      addedAt: age,
      state,
      source: { url: `https://${host}/${name}`, finalUrl: null, referrer: null, page: null },
      file: { name, mime: '', size, ranged: true, validator: null },
      trash: removed ? { at: 1, wasRunning: false } : null,
    }),
  );

const views: fc.Arbitrary<View> = fc.record({
  filter: fc.record({
    group: fc.constantFrom(null, 'waiting' as const, 'running' as const),
    kind: fc.constantFrom(null, 'text' as const),
    site: fc.constantFrom(null, 'one.example'),
    text: fc.constantFrom('', 'FILE', 'pdf a'),
  }),
  sort: fc.record({ by: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
});

type Step = (table: TaskTable, known: Map<string, Task>) => void;
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: tasks.map(
      (one): Step =>
        (table, known) =>
          void (table.put(one), known.set(one.id, one)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(12).map(
      (n): Step =>
        (table, known) =>
          void (table.remove(`t${n}`), known.delete(`t${n}`)),
    ),
  },
  {
    weight: 1,
    arbitrary: views.map(
      (view): Step =>
        (table) =>
          table.show(view),
    ),
  },
);

describe('the tasks of a list', () => {
  it('tell by a number whether anything changed, and by another one whether what is counted did', () => {
    const table = new TaskTable({ filter: showAll, sort: { by: 'order', descending: false } }, 'en');
    const numbers = () => [table.revision, table.countsRevision];
    const changes = (change: () => void) => {
      const [before, counts] = numbers();
      change();
      return [table.revision !== before, table.countsRevision !== counts];
    };
    expect(changes(() => table.put(task({ id: 'a' })))).toEqual([true, true]);
    expect(changes(() => table.put(task({ id: 'a', have: [{ from: 0, to: 9 }] })))).toEqual([true, false]);
    expect(changes(() => table.put(task({ id: 'a', state: { kind: 'verifying' } })))).toEqual([true, true]);
    expect(changes(() => table.show({ ...table.view, filter: { ...showAll, text: 'x' } }))).toEqual([true, false]);
    expect(changes(() => table.remove('b'))).toEqual([false, false]);
    expect(changes(() => table.remove('a'))).toEqual([true, true]);
  });

  it('are at any time what filtering and sorting them all anew would give, and counted', () => {
    fc.assert(
      fc.property(views, fc.array(steps, { maxLength: 60 }), (first, all) => {
        const table = new TaskTable(first, 'en');
        const known = new Map<string, Task>();
        for (const step of all) {
          step(table, known);
          const rows = [...known.values()].filter(({ trash }) => trash === null).map(rowOf);
          const { filter, sort } = table.view;
          const anew = rows.filter(passing(filter)).toSorted(comparing(sort, 'en'));
          expect(table.shown).toEqual(anew);
          expect(table.size).toBe(rows.length);
          expect(rows.filter(({ task: { id } }) => table.isShown(id)).length).toBe(anew.length);
          expect(table.shown.map(({ task: { id } }) => table.placeOf(id))).toEqual(anew.map((_, place) => place));
          for (const key of ['site', 'state'] as const)
            expect(Object.fromEntries(table.counts[key])).toEqual(
              Object.fromEntries([...Map.groupBy(rows, (row) => row[key])].map(([value, of]) => [value, of.length])),
            );
        }
      }),
    );
  });

  const named = (name: string, more: Partial<Task> = {}) =>
    rowOf(task({ id: name, file: { name, mime: '', size: 1, ranged: true, validator: null }, ...more }));
  const sorted = (by: (typeof sortKeys)[number], descending = false) =>
    [named('file 10.mkv'), named('File 9.mkv'), named('ä.pdf'), named('b.pdf')]
      .toSorted(comparing({ by, descending }, 'en'))
      .map(({ name }) => name);

  it('are sorted by name as people do: numbers by value, letters by the alphabet', () => {
    expect(sorted('name')).toEqual(['ä.pdf', 'b.pdf', 'File 9.mkv', 'file 10.mkv']);
    expect(sorted('name', true)).toEqual(['file 10.mkv', 'File 9.mkv', 'b.pdf', 'ä.pdf']);
  });

  it('are found by words in name and address, whatever their case and order; signs are no patterns', () => {
    const row = named('Film (2026).mkv');
    const finds = (text: string, filter: Partial<Filter> = {}) => passing({ ...showAll, text, ...filter })(row);
    expect(['', '  ', 'film', '2026 FILM', 'example.org mkv', '(2026)'].map((text) => finds(text))).toEqual(
      Array(6).fill(true),
    );
    expect(['filmx', '.*', 'film paper', 'film.mkv'].map((text) => finds(text))).toEqual(Array(4).fill(false));
    expect(finds('film', { kind: 'video', site: 'example.org', group: 'running' })).toBe(true);
    expect(finds('film', { kind: 'audio' })).toBe(false);
  });
});
