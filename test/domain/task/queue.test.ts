import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededAt, waitsUntil } from '#domain/task/due';
import { newTask } from '#domain/task/new-task';
import { readMagnet } from '#domain/swarm/magnet';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { hostLimitOf } from '#domain/limit/host-limit';
import { hasFreePlace, nextInLine, sentBack, shareConnections, type Queue } from '#domain/task/queue';
import type { Task, TaskState } from '#domain/task/task';

const source = (host: string) => ({ url: `https://${host}/`, finalUrl: null, referrer: null, page: null });

function task(id: string, addedAt: number, kind: 'queued' | 'active' | TaskState, change: Partial<Task> = {}): Task {
  const state: TaskState = typeof kind === 'string' ? { kind } : kind;
  return newTask({ id, serial: addedAt, addedAt, source: source('a.test'), state, ...change });
}

const now = 1000;
const queueOf = (change: Partial<Queue> & { connections?: number } = {}): Queue => ({
  activeTasks: 3,
  now,
  opensAt: null,
  idle: new Set(),
  hostLimit: hostLimitOf({ connectionsPerHost: change.connections ?? 6, hostRules: [] }),
  ...change,
});

const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);
const exporting: TaskState = { kind: 'exporting', blobUrl: null, downloadId: null, held: true };

describe('nextInLine', () => {
  const tasks = [task('c', 3, 'queued'), task('a', 1, 'queued'), task('b', 2, 'queued'), task('r', 0, 'active')];

  it('gives the oldest first, as many as places are free', () => {
    expect(ids(nextInLine(tasks, queueOf()))).toEqual(['a', 'b']);
    expect(nextInLine(tasks, queueOf({ activeTasks: 1 }))).toEqual([]);
  });

  it('goes by priority, then by place', () => {
    const line = [
      ...tasks,
      task('low', 0, 'queued', { priority: 'low' }),
      task('hi', 9, 'queued', { priority: 'high' }),
    ];
    const moved = line.map((one) => (one.id === 'c' ? { ...one, position: 0.5 } : one));
    expect(ids(nextInLine(moved, queueOf({ activeTasks: 9 })))).toEqual(['hi', 'c', 'a', 'b', 'low']);
  });

  it('does not count a task that saves its file, nor one beside the browser’s item', () => {
    const waiting = task('w', 1, 'queued');
    const handover = { downloadId: 1, phase: 'offered' } as const;
    for (const other of [
      task('e', 0, exporting),
      // Else the others would share its connections for the moment it is checked.
      task('v', 0, { kind: 'verifying' }),
      task('o', 0, { kind: 'probing' }, { handover }),
    ])
      expect(nextInLine([other, waiting], queueOf({ activeTasks: 1 }))).toEqual([waiting]);
  });

  it('does not count torrents that bring nothing; of very many, other torrents wait for them', () => {
    const magnet = (at: number) => readMagnet(`magnet:?xt=urn:btih:${String(at).padStart(2, '0').repeat(20)}`);
    const torrent = (at: number, kind: 'queued' | 'active'): Task =>
      task(`t${at}`, at, kind, { swarm: { ...swarmOfMagnet(magnet(at)), agreed: true } });
    const running = Array.from({ length: 11 }, (_, at) => torrent(at, 'active'));
    const [plain, other] = [task('plain', 90, 'queued'), torrent(91, 'queued')];
    const line = (count: number, idle: number): string[] => {
      const some = running.slice(0, count);
      const queue = queueOf({ idle: new Set(ids(some.slice(0, idle))) });
      return ids(nextInLine([...some, plain, other], queue));
    };
    expect([line(3, 0), line(3, 1), line(3, 3)]).toEqual([[], ['plain'], ['plain', 't91']]);
    expect([line(8, 8), line(11, 11)]).toEqual([['plain', 't91'], ['plain']]);
    // Nor is one of them sent back for what is started by hand: that would make no place.
    const urgent = task('u', 99, 'queued', { urgent: true });
    const busy = [torrent(1, 'active'), torrent(2, 'active'), torrent(3, 'active'), torrent(4, 'active'), urgent];
    expect(ids(sentBack(busy, queueOf({ idle: new Set(['t4']) })))).toEqual(['t3']);
  });

  it('counts one whose browser item is claimed, but not one that brings a link for another', () => {
    const waiting = task('w', 1, { kind: 'queued' });
    const claimed = task('c', 0, { kind: 'probing' }, { handover: { downloadId: 1, phase: 'claimed' } });
    const queue = queueOf({ activeTasks: 1 });
    expect(nextInLine([claimed, waiting], queue)).toEqual([]);
    expect(nextInLine([{ ...claimed, continues: 'w' }, waiting], queue)).toEqual([waiting]);
  });

  it('passes over what is in the trash', () => {
    expect(nextInLine([task('t', 1, 'queued', { trash: { at: 1, wasRunning: true } })], queueOf())).toEqual([]);
  });

  it('passes over what waits for its time, and out of hours over all but what was started by hand', () => {
    const later = task('later', 0, 'queued', { startAt: now + 1 });
    const byHand = task('hand', 9, 'queued', { urgent: true, startAt: now + 5 });
    expect(ids(nextInLine([...tasks, later], queueOf()))).toEqual(['a', 'b']);
    expect(ids(nextInLine([...tasks, later], queueOf({ now: now + 1 })))).toEqual(['later', 'a']);
    expect(ids(nextInLine([...tasks, later, byHand], queueOf({ opensAt: now + 9 })))).toEqual(['hand']);
  });

  it('passes over what was to stop by now', () => {
    const over = task('over', 0, 'queued', { stopAt: now });
    const soon = task('soon', 0, 'queued', { stopAt: now + 1 });
    expect(ids(nextInLine([...tasks, over, soon], queueOf()))).toEqual(['soon', 'a']);
  });

  it('gives a host no more tasks than it has connections', () => {
    const other = task('other', 8, 'queued', { source: source('b.test') });
    expect(ids(nextInLine([...tasks, other], queueOf({ connections: 2, activeTasks: 9 })))).toEqual(['a', 'other']);
  });
});

describe('hasFreePlace', () => {
  it('does not count the task itself, and knows the hours', () => {
    const own = task('own', 1, { kind: 'probing' });
    expect(hasFreePlace([own], queueOf({ activeTasks: 1 }), own)).toBe(true);
    expect(hasFreePlace([own, task('other', 1, 'active')], queueOf({ activeTasks: 1 }), own)).toBe(false);
    expect(hasFreePlace([own], queueOf({ opensAt: now + 1 }), own)).toBe(false);
  });
});

describe('sentBack', () => {
  const running = [task('a', 1, 'active'), task('b', 2, 'active'), task('c', 3, 'active', { urgent: true })];

  it('nobody, for a higher priority alone', () => {
    expect(sentBack([...running, task('hi', 9, 'queued', { priority: 'high' })], queueOf())).toEqual([]);
  });

  it('the last one, for one that was started by hand and finds no place', () => {
    const byHand = task('hand', 9, 'queued', { urgent: true });
    expect(ids(sentBack([...running, byHand], queueOf()))).toEqual(['b']);
    expect(sentBack([...running, byHand], queueOf({ activeTasks: 4 }))).toEqual([]);
  });

  it('one of the same host, where that has no connection left', () => {
    const [own, other] = [task('own', 1, 'active'), task('other', 2, 'active', { source: source('b.test') })];
    const byHand = task('hand', 9, 'queued', { urgent: true });
    expect(ids(sentBack([own, other, byHand], queueOf({ connections: 1 })))).toEqual(['own']);
  });

  it('all but those started by hand, out of hours', () => {
    expect(ids(sentBack(running, queueOf({ opensAt: now + 1 })))).toEqual(['a', 'b']);
  });

  it('leaves places for exactly those that were started by hand, and never too many run', () => {
    const one = fc.record({
      host: fc.constantFrom('a.test', 'b.test'),
      kind: fc.constantFrom('queued' as const, 'active' as const),
      urgent: fc.boolean(),
      priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
    });
    const settings = fc.record({
      activeTasks: fc.integer({ min: 1, max: 4 }),
      connections: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), settings, (list, change) => {
        const queue = queueOf(change);
        let tasks = list.map(({ host, kind, ...rest }, i) => task(`t${i}`, i, kind, { ...rest, source: source(host) }));
        // As the scheduler does, until nothing moves; who runs already when it looks for the first time may be too many.
        for (let round = 0; round < 20; round++) {
          const back = ids(sentBack(tasks, queue));
          const next = ids(nextInLine(tasks, queue));
          if (back.length + next.length === 0) break;
          tasks = tasks.map((t) => {
            if (back.includes(t.id)) return { ...t, state: { kind: 'queued' }, urgent: false };
            return next.includes(t.id) ? { ...t, state: { kind: 'active' } } : t;
          });
        }
        expect(sentBack(tasks, queue)).toEqual([]);
        expect(nextInLine(tasks, queue)).toEqual([]);
        const before = list.filter(({ kind }) => kind === 'active').length;
        const after = tasks.filter(({ state }) => state.kind === 'active');
        expect(after.length).toBeLessThanOrEqual(Math.max(before, change.activeTasks));
      }),
    );
  });
});

describe('waiting for a time', () => {
  const plain = task('p', 1, 'queued');
  const later = task('l', 1, 'queued', { startAt: now + 50 });

  it('is for the later of start time and active times, and not for what was started by hand', () => {
    expect(waitsUntil(plain, queueOf())).toBeNull();
    expect(waitsUntil(later, queueOf())).toBe(now + 50);
    expect(waitsUntil(later, queueOf({ opensAt: now + 90 }))).toBe(now + 90);
    expect(waitsUntil({ ...later, urgent: true }, queueOf({ opensAt: now + 90 }))).toBeNull();
    expect(waitsUntil(later, queueOf({ now: now + 50 }))).toBeNull();
  });

  it('needs the engine page at the first of these times only; what runs, saves or is removed needs it now', () => {
    expect(neededAt([later, task('m', 1, 'queued', { startAt: now + 70 })], queueOf())).toBe(now + 50);
    for (const other of [plain, task('a', 1, 'active'), task('e', 1, exporting)])
      expect(neededAt([later, other], queueOf())).toBe(now);
    expect(neededAt([{ ...later, trash: { at: 1, wasRunning: true } }], queueOf())).toBe(now);
    expect(neededAt([task('z', 1, { kind: 'paused', because: 'user', room: null })], queueOf())).toBe(Infinity);
    expect(neededAt([plain], queueOf({ opensAt: Infinity }))).toBe(Infinity);
  });
});

describe('shareConnections', () => {
  const urls = (...hosts: string[]) => new Map(hosts.map((host, i) => [`t${i}`, new URL(`https://${host}/`)]));

  it('divides a host’s connections, and leaves other hosts alone', () => {
    const shares = shareConnections(urls('x.test', 'x.test', 'x.test', 'x.test', 'y.test'), queueOf().hostLimit);
    expect([...shares.values()]).toEqual([2, 2, 1, 1, 6]);
  });

  it('a rule holds for a host and its sub-domains together, the nearest one', () => {
    const hostRules = [
      { host: 'x.test', connections: 4, speedLimit: null },
      { host: 'a.x.test', connections: 1, speedLimit: null },
      { host: 'b.x.test', connections: null, speedLimit: 1 },
    ];
    const hostLimit = hostLimitOf({ connectionsPerHost: 6, hostRules });
    const shares = shareConnections(urls('x.test:8080', 'b.x.test', 'a.x.test', 'notx.test'), hostLimit);
    expect([...shares.values()]).toEqual([2, 2, 1, 6]);
  });

  it('never gives a host more than its limit to the tasks that may run, nor a task none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x.test', 'y.test', 'z.test'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (hosts, limit) => {
          const queue = queueOf({ connections: limit, activeTasks: 20 });
          const waiting = hosts.map((host, i) => task(`t${i}`, i, 'queued', { source: source(host) }));
          const started = nextInLine(waiting, queue).map((t) => [t.id, new URL(t.source.url)] as const);
          const shares = shareConnections(new Map(started), queue.hostLimit);
          for (const host of new Set(hosts)) {
            const own = started.flatMap(([id, url]) => (url.host === host ? [shares.get(id)!] : []));
            expect(Math.min(...own)).toBeGreaterThanOrEqual(1);
            expect(own.reduce((a, b) => a + b)).toBe(limit);
          }
        },
      ),
    );
  });
});
