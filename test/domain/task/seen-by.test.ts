import { describe, expect, it } from 'vitest';
import { nothingDeclared } from '#domain/mirror/declared';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';

const source = { url: 'https://a.test/a.bin', finalUrl: null, referrer: null, page: null };
const file = { name: 'a.bin', mime: '', size: 1000, ranged: true, validator: null };
const answered: TaskEvent = {
  kind: 'answered',
  file,
  finalUrl: 'https://b.test/a',
  host: 'b.test',
  refuse: null,
  declared: nothingDeclared,
};

/** The hosts of a task after a series of events. */
function hostsAfter(begin: Partial<Task>, ...events: TaskEvent[]): string[] | undefined {
  const first: Task | null = task({ source, hosts: [], ...begin });
  return events.reduce<Task | null>((known, event) => known && reduce(known, event).task, first)?.hosts;
}

describe('who saw the user’s address', () => {
  it('is noted when a host is asked, whether it answers or not', () => {
    expect(hostsAfter({ state: { kind: 'queued' } })).toEqual([]);
    expect(
      hostsAfter({ state: { kind: 'queued' } }, { kind: 'slot' }, { kind: 'failed', error: { code: 'cut' } }),
    ).toEqual(['a.test']);
  });

  it('is noted of what is asked beside the browser’s own item', () => {
    const handover = { downloadId: 5, phase: 'offered' as const };
    expect(hostsAfter({ state: { kind: 'probing' }, handover }, { kind: 'offered' })).toEqual(['a.test']);
  });

  it('names the host where redirects led, each once', () => {
    expect(hostsAfter({ state: { kind: 'queued' } }, { kind: 'slot' }, answered)).toEqual(['a.test', 'b.test']);
    const led = { source: { ...source, finalUrl: 'https://b.test/a' }, hosts: ['b.test'] };
    expect(hostsAfter({ ...led, state: { kind: 'queued' } }, { kind: 'slot' }, answered)).toEqual(['b.test']);
  });
});
