import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '#domain/task/line';
import { placesAfter, type Move } from '#domain/task/move';
import { newTask } from '#domain/task/new-task';
import { priorities, type Task } from '#domain/task/task';

const source = { url: 'https://a.test/', finalUrl: null, referrer: null, page: null };
const task = (id: string, addedAt: number, change: Partial<Task> = {}): Task =>
  newTask({ id, serial: Number(id.slice(1)), addedAt, source, ...change });

function apply(tasks: readonly Task[], moved: string | readonly string[], move: Move): Task[] {
  const places = new Map(placesAfter(tasks, new Set([moved].flat()), move).map(({ id, ...place }) => [id, place]));
  return tasks.map((t) => ({ ...t, ...places.get(t.id) }));
}

const ids = (tasks: readonly Task[]) => lineOf(tasks).map(({ id }) => id);

describe('moving in the line', () => {
  const tasks = [task('t1', 10), task('t2', 20), task('t3', 30), task('t4', 40)];

  it.each<[Move, string[]]>([
    ['top', ['t3', 't1', 't2', 't4']],
    ['up', ['t1', 't3', 't2', 't4']],
    ['down', ['t1', 't2', 't4', 't3']],
    [{ before: 't1' }, ['t3', 't1', 't2', 't4']],
    [{ before: null }, ['t1', 't2', 't4', 't3']],
    [{ before: 't3' }, ['t1', 't2', 't3', 't4']],
    [{ before: 'gone' }, ['t1', 't2', 't3', 't4']],
  ])('%j', (move, order) => {
    expect(ids(apply(tasks, 't3', move))).toEqual(order);
  });

  it('changes one task where there is room, and those of the priority where there is none', () => {
    expect(placesAfter(tasks, new Set(['t3']), 'up')).toEqual([{ id: 't3', priority: 'normal', position: 15 }]);
    const crowd = [task('t1', 5), task('t2', 5), task('t3', 5)];
    expect(ids(apply(crowd, 't3', 'up'))).toEqual(['t1', 't3', 't2']);
  });

  it('past a task of another priority takes that on', () => {
    const mixed = [task('t1', 1, { priority: 'high' }), task('t2', 2), task('t3', 3, { priority: 'low' })];
    expect(apply(mixed, 't3', 'top').find(({ id }) => id === 't3')?.priority).toBe('high');
    expect(apply(mixed, 't1', { before: null }).find(({ id }) => id === 't1')?.priority).toBe('low');
    expect(apply(mixed, 't2', 'top').map(({ priority }) => priority)).toEqual(['high', 'high', 'low']);
  });

  it('moves nothing that does not wait', () => {
    expect(
      placesAfter([task('t1', 1, { state: { kind: 'active' } }), ...tasks.slice(1)], new Set(['t1']), 'down'),
    ).toEqual([]);
  });

  it('a task that comes later stands behind all of its priority', () => {
    const moved = apply(apply(tasks, 't1', { before: null }), 't2', 'down');
    expect(ids([...moved, task('t9', 50)]).at(-1)).toBe('t9');
  });

  it('puts it exactly where it was wanted and leaves the order of the others alone, time after time', () => {
    const one = fc.record({ addedAt: fc.integer({ min: 1, max: 6 }), priority: fc.constantFrom(...priorities) });
    const step = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom('top', 'up', 'down'), fc.nat()));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.array(step, { maxLength: 40 }), (list, steps) => {
        let line = list.map(({ addedAt, priority }, i) => task(`t${i}`, addedAt, { priority }));
        for (const [which, how] of steps) {
          const before = ids(line);
          const id = before[which % before.length]!;
          const others = before.filter((other) => other !== id);
          const from = before.indexOf(id);
          const at =
            typeof how === 'number' ? how % (others.length + 1) : { top: 0, up: from - 1, down: from + 1 }[how];
          const move: Move = typeof how === 'number' ? { before: others[at] ?? null } : how;
          line = apply(line, id, move);
          expect(ids(line)).toEqual(others.toSpliced(Math.min(Math.max(at, 0), others.length), 0, id));
        }
      }),
    );
  });
});

describe('moving several in the line', () => {
  const line = ['t1', 't2', 't3', 't4', 't5'].map((id, index) => task(id, (index + 1) * 10));

  it.each<[what: string, moved: string[], move: Move, order: string[]]>([
    ['those that have reached the front stay', ['t1', 't2'], 'up', ['t1', 't2', 't3', 't4', 't5']],
    ['those behind them close up', ['t1', 't3', 't4'], 'up', ['t1', 't3', 't4', 't2', 't5']],
    ['each a step, in their order', ['t4', 't2'], 'up', ['t2', 't1', 't4', 't3', 't5']],
    ['those that have reached the end stay', ['t4', 't5'], 'down', ['t1', 't2', 't3', 't4', 't5']],
    ['each a step down', ['t1', 't2', 't4'], 'down', ['t3', 't1', 't2', 't5', 't4']],
    ['to the top', ['t3', 't5'], 'top', ['t3', 't5', 't1', 't2', 't4']],
    ['in front of another one', ['t1', 't4'], { before: 't3' }, ['t2', 't1', 't4', 't3', 't5']],
    ['in front of one of them', ['t2', 't4'], { before: 't4' }, ['t1', 't3', 't2', 't4', 't5']],
    ['to the end', ['t1', 't3'], { before: null }, ['t2', 't4', 't5', 't1', 't3']],
    ['all of them', ['t1', 't2', 't3', 't4', 't5'], 'up', ['t1', 't2', 't3', 't4', 't5']],
  ])('%s', (_, moved, move, order) => {
    expect(ids(apply(line, moved, move))).toEqual(order);
  });

  it('those between tasks of another priority take that on, and no other changes', () => {
    const mixed = [
      task('t1', 1, { priority: 'high' }),
      task('t2', 2, { priority: 'high' }),
      task('t3', 3),
      task('t4', 4, { priority: 'low' }),
    ];
    const places = placesAfter(mixed, new Set(['t3', 't4']), { before: 't2' });
    expect(places.map(({ id, priority }) => [id, priority])).toEqual([
      ['t3', 'high'],
      ['t4', 'high'],
    ]);
    expect(ids(apply(mixed, ['t3', 't4'], { before: 't2' }))).toEqual(['t1', 't3', 't4', 't2']);
  });

  it('what was started by hand stays in front', () => {
    const urgent = [task('t0', 99, { urgent: true }), ...line];
    expect(placesAfter(urgent, new Set(['t0']), 'down')).toEqual([]);
    expect(ids(apply(urgent, ['t0', 't2'], 'up'))).toEqual(['t0', 't2', 't1', 't3', 't4', 't5']);
  });

  it('is what moving each of them alone gives, in the order that keeps theirs, time after time', () => {
    const one = fc.record({ addedAt: fc.integer({ min: 1, max: 4 }), priority: fc.constantFrom(...priorities) });
    const step = fc.tuple(fc.array(fc.nat()), fc.constantFrom<Move>('top', 'up', 'down', { before: null }));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.array(step, { maxLength: 20 }), (list, steps) => {
        let waiting = list.map(({ addedAt, priority }, i) => task(`t${i}`, addedAt, { priority }));
        for (const [which, move] of steps) {
          const before = ids(waiting);
          const moved = new Set(which.map((n) => before[n % before.length]!));
          waiting = apply(waiting, [...moved], move);
          expect(ids(waiting)).toEqual(expected(before, moved, move));
        }
      }),
    );
  });

  /** One after the other, by what a step means. */
  function expected(before: readonly string[], moved: ReadonlySet<string>, move: Move): string[] {
    const [chosen, others] = [before.filter((id) => moved.has(id)), before.filter((id) => !moved.has(id))];
    if (move === 'top') return [...chosen, ...others];
    if (typeof move === 'object') return [...others, ...chosen];
    const next = [...before];
    const by = move === 'up' ? -1 : 1;
    for (const id of move === 'up' ? chosen : chosen.toReversed()) {
      const at = next.indexOf(id);
      const beside = next[at + by];
      if (beside !== undefined && !moved.has(beside)) [next[at], next[at + by]] = [beside, id];
    }
    return next;
  }
});
