import { describe, expect, it, vi } from 'vitest';
import { rowOf } from '#domain/list/row';
import type { Task } from '#domain/task/task';
import { actsOn, means, toggleOn } from '../../src/manager/bar-acts.ts';
import { GridRow } from '../../src/manager/grid-row.tsx';
import { KnownTasks } from '../../src/manager/known-tasks.ts';
import { scrollTo, slotsOf, windowOf } from '#ui/window';
import { live, task } from './tasks.ts';

const ids = (known: KnownTasks) => known.table.shown.map(({ task: { id } }) => id).toSorted();

describe('what the page with all downloads knows', () => {
  const finished = { kind: 'done', finishedAt: 5, downloadId: 1, savedAs: 'file one.bin' } as const;

  it('begins with what is shown first, and takes the rest of the store in, in any pieces', () => {
    const known = new KnownTasks([task({ id: 'a', serial: 1 })], 'en');
    known.read([task({ id: 'b', serial: 2 }), task({ id: 'a', serial: 1 })]);
    known.read([task({ id: 'c', serial: 3 })]);
    expect(ids(known)).toEqual(['a', 'b', 'c']);
    expect(known.table.size).toBe(3);
  });

  it('what it is told wins over what it reads later of an older store; until the engine page has gone', () => {
    const known = new KnownTasks([], 'en');
    known.hear({ changed: [task({ id: 'a', state: finished })], removed: ['b'], live: { a: live() } });
    known.read([task({ id: 'a' }), task({ id: 'b', serial: 2 }), task({ id: 'c', serial: 3 })]);
    expect(ids(known)).toEqual(['a', 'c']);
    expect(known.table.get('a')?.group).toBe('finished');
    known.forgetTold();
    known.read([task({ id: 'a' })]);
    expect(known.table.get('a')?.group).toBe('running');
    expect(known.live).toEqual({});
  });

  it('removed ones are gone, and brought back are there again', () => {
    const known = new KnownTasks([task({ id: 'a' })], 'en');
    known.hear({ changed: [task({ id: 'a', trash: { at: 1, wasRunning: true } })], removed: [], live: {} });
    expect(ids(known)).toEqual([]);
    known.hear({ changed: [task({ id: 'a' })], removed: [], live: {} });
    expect(ids(known)).toEqual(['a']);
  });

  it('says what ended while it was open, and nothing of what had ended before', () => {
    const known = new KnownTasks([task({ id: 'a' }), task({ id: 'b', serial: 2, state: finished })], 'en');
    known.hear({ changed: [task({ id: 'b', serial: 2, state: finished })], removed: [], live: {} });
    expect(known.endings).toEqual([]);
    known.hear({ changed: [task({ id: 'a', state: finished })], removed: [], live: {} });
    expect(known.endings).toMatchObject([{ as: 'saved', task: { id: 'a' } }]);
    const state = { kind: 'failed', error: { code: 'cut' }, whole: false } as const;
    const two = [task({ id: 'c', serial: 3 }), task({ id: 'd', serial: 4 })];
    known.hear({ changed: two, removed: [], live: {} });
    known.hear({ changed: two.map((one) => ({ ...one, state })), removed: [], live: {} });
    expect(known.endings.map(({ as, task: { id } }) => [as, id])).toEqual([
      ['failed', 'c'],
      ['failed', 'd'],
    ]);
  });

  it('what is not in the store any more is gone when that is read again, but not what was told meanwhile', () => {
    const known = new KnownTasks([task({ id: 'a' }), task({ id: 'b', serial: 2 })], 'en');
    known.beginReading();
    known.read([task({ id: 'b', serial: 2 })]);
    known.hear({ changed: [task({ id: 'c', serial: 3 })], removed: [], live: {} });
    expect(known.complete).toBe(false);
    known.endReading();
    expect(ids(known)).toEqual(['b', 'c']);
    expect(known.complete).toBe(true);
    known.forgetTold();
    known.beginReading();
    known.endReading();
    expect(ids(known)).toEqual([]);
  });
});

describe('what can be done to what is selected', () => {
  const failed = { kind: 'failed', error: { code: 'cut' }, whole: false } as const;

  it('is looked at whole, be it ten thousand: what runs is paused, though all before it has failed', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => task({ id: `f${n}`, serial: n, state: failed }));
    const all = [...many, task({ id: 'runs', serial: 10_000 })];
    expect([...actsOn(all)].toSorted()).toEqual(['pause', 'remove', 'retry']);
    expect(toggleOn(all)).toBe('pause');
    expect(toggleOn(many)).toBe('retry');
    expect(all.filter((one) => means('pause', one)).map(({ id }) => id)).toEqual(['runs']);
    expect(toggleOn([])).toBeNull();
  });
});

describe('a row is drawn anew', () => {
  const props = (one: Task, more: Partial<GridRow['props']> = {}): GridRow['props'] => ({
    row: rowOf(one),
    place: 0,
    top: 0,
    live: undefined,
    around: { running: 1, now: 1000, opensAt: null },
    chosen: false,
    at: false,
    movable: false,
    mark: null,
    onChoose: vi.fn(),
    onOpen: vi.fn(),
    ...more,
  });
  const later = { running: 1, now: 2000, opensAt: null };
  const isDrawn = (one: Task, changed: Partial<GridRow['props']>, first: Partial<GridRow['props']> = {}) => {
    const before = props(one, first);
    return new GridRow(before).shouldComponentUpdate({ ...before, ...changed });
  };
  const failed = { kind: 'failed', error: { code: 'expired' }, whole: false } as const;

  it('when time has passed, where what it says depends on that: a wait for a link, for a time, for a host, for peers', () => {
    const link = { kind: 'awaited', at: 1000, tabId: null } as const;
    const trouble = { trouble: { code: 'cut', until: 5000 } } as const;
    expect(isDrawn(task({ state: failed, link }), { around: later })).toBe(true);
    expect(isDrawn(task({ state: { kind: 'queued' } }), { around: later })).toBe(true);
    expect(isDrawn(task({ state: { kind: 'queued' } }), { around: { ...later, now: 1000, running: 2 } })).toBe(true);
    expect(isDrawn(task({ state: { kind: 'queued' } }), { around: { ...later, now: 1000, opensAt: 9 } })).toBe(true);
    expect(isDrawn(task(), { around: later }, { live: live(trouble) })).toBe(true);
    const seeding = { kind: 'seeding', finishedAt: 1, downloadId: 1, savedAs: 'a' } as const;
    expect(isDrawn(task({ state: seeding }), { around: later })).toBe(true);
  });

  it('else only when something of it changed', () => {
    const done = task({ state: { kind: 'done', finishedAt: 5, downloadId: 1, savedAs: 'file one.bin' } });
    for (const one of [done, task(), task({ state: failed })]) expect(isDrawn(one, { around: later })).toBe(false);
    expect(isDrawn(done, { chosen: true })).toBe(true);
    expect(isDrawn(task(), { live: live() })).toBe(true);
  });
});

describe('the rows that are drawn', () => {
  it('are those that are seen and some beyond, wherever it is scrolled to', () => {
    for (const count of [0, 1, 30, 10_000]) {
      for (let top = -50; top < count * 34 + 100; top += 333) {
        const { from, to } = windowOf({ top, height: 600 }, 34, count);
        const last = Math.max(0, count * 34 - 600);
        const seen = Math.min(Math.max(top, 0), last);
        expect(from * 34).toBeLessThanOrEqual(seen);
        expect(Math.min(to * 34, count * 34)).toBeGreaterThanOrEqual(Math.min(seen + 600, count * 34));
        expect(to - from).toBeLessThan(60);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
      }
    }
  });

  it('change in steps', () => {
    const froms = new Set(
      Array.from({ length: 340 }, (_, top) => windowOf({ top: 3400 + top, height: 600 }, 34, 1000).from),
    );
    expect([...froms]).toEqual([88, 96]);
  });

  it('at first are those alone that are seen', () => {
    expect(windowOf({ top: 0, height: 600 }, 34, 1000, 0)).toEqual({ from: 0, to: 19 });
  });

  it('while they are scrolled, those which stay seen keep their elements, and no element changes its place', () => {
    const before = slotsOf({ from: 88, to: 128 }, 88);
    const after = slotsOf({ from: 96, to: 136 }, 88);
    expect(before.map(({ place }) => place)).toEqual(Array.from({ length: 40 }, (_, n) => 88 + n));
    expect(after.map(({ slot }) => slot)).toEqual(before.map(({ slot }) => slot));
    const kept = after.filter(({ slot, place }) => before.some((one) => one.slot === slot && one.place === place));
    expect(kept.map(({ place }) => place).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 32 }, (_, n) => 96 + n),
    );
    expect(new Set(after.map(({ place }) => place)).size).toBe(40);
    expect(slotsOf({ from: 96, to: 136 }, 96).map(({ place }) => place)[0]).toBe(96);
    expect(slotsOf({ from: 3, to: 3 }, 9)).toEqual([]);
  });

  it('it is scrolled no further than a row needs', () => {
    const view = { top: 340, height: 630 };
    expect(scrollTo(10, view, 34, 30)).toBeNull();
    expect(scrollTo(9, view, 34, 30)).toBe(306);
    // 630 - 30 of the head = 17 rows and a bit.
    expect(scrollTo(26, view, 34, 30)).toBeNull();
    expect(scrollTo(27, view, 34, 30)).toBe(352);
  });
});
