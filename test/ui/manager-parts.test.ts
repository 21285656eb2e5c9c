import { describe, expect, it } from 'vitest';
import { KnownTasks } from '../../src/manager/known-tasks.ts';
import { scrollTo, windowOf } from '#ui/window';
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
    expect(known.ending).toBeNull();
    known.hear({ changed: [task({ id: 'a', state: finished })], removed: [], live: {} });
    expect(known.ending).toMatchObject({ as: 'saved', task: { id: 'a' } });
    const state = { kind: 'failed', error: { code: 'cut' }, whole: false } as const;
    known.hear({ changed: [task({ id: 'c', serial: 3 })], removed: [], live: {} });
    known.hear({ changed: [task({ id: 'c', serial: 3, state })], removed: [], live: {} });
    expect(known.ending).toMatchObject({ as: 'failed', task: { id: 'c' } });
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

  it('it is scrolled no further than a row needs', () => {
    const view = { top: 340, height: 630 };
    expect(scrollTo(10, view, 34, 30)).toBeNull();
    expect(scrollTo(9, view, 34, 30)).toBe(306);
    // 630 - 30 of the head = 17 rows and a bit.
    expect(scrollTo(26, view, 34, 30)).toBeNull();
    expect(scrollTo(27, view, 34, 30)).toBe(352);
  });
});
