import { describe, expect, it } from 'vitest';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import { taskSchema, type Task } from '#domain/task/task';
import { withTraffic } from '#domain/task/traffic';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { seenByCount, whoSaw } from '#domain/task/who-saw';
import { dayOf, momentOf } from '#domain/task/day';
import type { HostTraffic } from '#domain/task/host-traffic';
import { addTraffic } from '#domain/task/traffic-sums';
import { task } from '../../ui/tasks.ts';

const one: HostTraffic = { host: 'a.test', requests: 2, bytes: 10, firstDay: 20_000, lastDay: 20_000 };

describe('traffic of a task', () => {
  it('is one sum for each host, from the first day to the last', () => {
    const later = { host: 'a.test', requests: 1, bytes: 5, firstDay: 20_002, lastDay: 20_003 };
    const other = { ...later, host: 'b.test' };
    const both = [{ host: 'a.test', requests: 3, bytes: 15, firstDay: 20_000, lastDay: 20_003 }, other];
    expect(addTraffic([one], [later, other])).toEqual(both);
    // In whichever order it is told.
    expect(addTraffic([later], [one])).toEqual([both[0]]);
  });

  it('is kept by the day, and no finer', () => {
    const noon = Date.UTC(2026, 10, 24, 12, 34, 56);
    expect(new Date(momentOf(dayOf(noon))).toISOString()).toBe('2026-11-24T00:00:00.000Z');
  });

  it('makes whoever gave something one who saw the address', () => {
    const known = withTraffic(task({ hosts: ['a.test'], traffic: [] }), [one, { ...one, host: 'cdn.test' }]);
    expect(known.hosts).toEqual(['a.test', 'cdn.test']);
    expect(whoSaw(known)).toEqual([one, { ...one, host: 'cdn.test' }]);
    expect(withTraffic(known, [])).toBe(known);
  });

  it('a host that was asked and of which nothing is summed is listed all the same', () => {
    expect(whoSaw({ hosts: ['a.test', 'b.test'], traffic: [one] })).toEqual([
      one,
      { host: 'b.test', requests: 0, bytes: 0, firstDay: null, lastDay: null },
    ]);
  });

  it('counts the peers of a torrent, of whom nothing else is known', () => {
    const named = { infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] };
    const swarm = { ...swarmOfMagnet(named), agreed: true, peers: 9 };
    expect(seenByCount(task({ hosts: ['tracker.test'], swarm }))).toBe(10);
    expect(seenByCount(task({ hosts: ['a.test', 'b.test'] }))).toBe(2);
  });

  it('is recorded whatever the task is doing, and nothing follows from it', () => {
    const events: TaskEvent[] = [
      { kind: 'traffic', traffic: [one] },
      { kind: 'checkpoint', have: [{ from: 0, to: 10 }], traffic: [one] },
    ];
    const states: Task['state'][] = [
      { kind: 'queued' },
      { kind: 'active' },
      { kind: 'paused', because: 'user', room: null },
      { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' },
    ];
    for (const event of events) {
      for (const state of states) {
        const step = reduce(task({ state, traffic: [one] }), event);
        expect(step.task?.traffic).toEqual([{ ...one, requests: 4, bytes: 20 }]);
        expect(step.task?.state).toEqual(state);
        expect(step.effects).toEqual([]);
      }
    }
  });

  it('stays when the download is begun anew', () => {
    const stopped = task({ state: { kind: 'paused', because: 'user', room: null }, traffic: [one] });
    expect(reduce(stopped, { kind: 'restart' }).task?.traffic).toEqual([one]);
  });

  it('is empty in a record that was stored before there was any', () => {
    const { traffic: _none, ...older } = task({});
    expect(taskSchema.parse(older).traffic).toEqual([]);
  });
});
