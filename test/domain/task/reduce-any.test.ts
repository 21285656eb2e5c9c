import fc from 'fast-check';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import type { SwarmContent } from '#domain/swarm/swarm';
import { noSharing } from '#domain/swarm/sharing';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import { taskSchema, type Task } from '#domain/task/task';
import { answered, failed, file, offered, size, taskIn, whole } from './play.ts';

describe('whatever happens', () => {
  const have = [{ from: 0, to: 10 }];
  const expected = { size: null, hashes: [], pieces: null };
  const content: SwarmContent = {
    several: false,
    size,
    pieceLength: size,
    files: [{ folder: '', name: 'a', size, offset: 0, wanted: true, saved: false }],
  };
  const torrent = swarmOfMagnet({ infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] });
  /** Of every kind of event there is. */
  const samples: { readonly [K in TaskEvent['kind']]: readonly Extract<TaskEvent, { kind: K }>[] } = {
    slot: [{ kind: 'slot' }],
    offered: [{ kind: 'offered' }],
    orphaned: [{ kind: 'orphaned' }],
    answered: [answered, { ...answered, refuse: 'differs' }],
    asked: [{ kind: 'asked', host: 'c.test' }],
    released: [
      { kind: 'released', slot: true },
      { kind: 'released', slot: false },
    ],
    kept: [{ kind: 'kept' }],
    'name-taken': [{ kind: 'name-taken', blobUrl: 'blob:x' }],
    'wanted-again': [{ kind: 'wanted-again' }],
    'name-chosen': [
      { kind: 'name-chosen', conflict: 'number' },
      { kind: 'name-chosen', conflict: 'overwrite' },
    ],
    awaited: [{ kind: 'awaited', tabId: null, now: 1 }],
    proved: [
      { kind: 'proved', file, finalUrl: 'https://b.test/a', host: 'b.test' },
      { kind: 'proved', file: null, finalUrl: 'https://b.test/a', host: 'b.test' },
    ],
    merged: [{ kind: 'merged' }],
    alone: [{ kind: 'alone' }],
    relinked: [{ kind: 'relinked', link: null, now: 1 }],
    mistaken: [{ kind: 'mistaken', now: 1 }],
    'no-room': [{ kind: 'no-room', room: { free: 1, needed: 2, until: null } }],
    room: [{ kind: 'room' }],
    'stream-begun': [{ kind: 'stream-begun', url: 'https://s.test/' }],
    'stream-item': [{ kind: 'stream-item', downloadId: 8 }],
    'stream-lost': [{ kind: 'stream-lost' }],
    'search-set': [
      { kind: 'search-set', on: false },
      { kind: 'search-set', on: true },
    ],
    'search-allowed': [
      { kind: 'search-allowed', allowed: false },
      { kind: 'search-allowed', allowed: true },
    ],
    'looked-up': [{ kind: 'looked-up', outcome: 'found', urls: ['https://m.example/a.bin'] }],
    convicted: [{ kind: 'convicted', url: 'https://m.example/a.bin' }],
    'opened-torrent': [{ kind: 'opened-torrent', content }],
    agreed: [{ kind: 'agreed', via: null }],
    'torrent-given': [
      {
        kind: 'torrent-given',
        magnet: { infoHash: 'ab'.repeat(20), name: 'a', trackers: [], webSeeds: [] },
        content,
        have: [],
        ran: true,
      },
    ],
    'torrent-left': [{ kind: 'torrent-left' }],
    declined: [{ kind: 'declined', now: 1 }],
    'named-again': [{ kind: 'named-again', named: { trackers: ['wss://m.test'], webSeeds: [] } }],
    widened: [{ kind: 'widened', named: { trackers: ['wss://w.test'], webSeeds: ['https://w.test/a'] } }],
    'peers-forbidden': [{ kind: 'peers-forbidden' }],
    joined: [{ kind: 'joined', name: 'a', content }],
    chosen: [{ kind: 'chosen', choice: { wanted: [0], first: [], inOrder: false } }],
    met: [{ kind: 'met', peers: 1 }],
    'sharing-chosen': [
      { kind: 'sharing-chosen', sharing: { ...noSharing, mode: 'until' } },
      { kind: 'sharing-chosen', sharing: noSharing },
    ],
    gave: [{ kind: 'gave', bytes: size / 4, sharedFor: 1000 }],
    'consent-lost': [{ kind: 'consent-lost' }],
    'consent-given': [{ kind: 'consent-given' }],
    checkpoint: [
      { kind: 'checkpoint', have, traffic: [] },
      { kind: 'checkpoint', have, lent: [{ url: 'https://m.example/a.bin', from: 0, to: 5 }], traffic: [] },
    ],
    traffic: [{ kind: 'traffic', traffic: [] }],
    fetched: [
      { kind: 'fetched', have: whole.have, size },
      { kind: 'fetched', have, size: 10 },
    ],
    verified: [{ kind: 'verified', checked: null }],
    damaged: [
      {
        kind: 'damaged',
        mismatch: { what: 'sha-1', from: 'metalink', expected: 'a', actual: 'b', bad: null },
      },
    ],
    refetch: [{ kind: 'refetch' }],
    keep: [{ kind: 'keep' }],
    expect: [{ kind: 'expect', hash: { algorithm: 'sha-256', value: 'a'.repeat(64), from: 'user' } }],
    declared: [{ kind: 'declared', expected, mirrors: [], described: false }],
    opened: [{ kind: 'opened' }],
    'export-begun': [{ kind: 'export-begun', blobUrl: 'blob:x' }],
    'export-item': [{ kind: 'export-item', downloadId: 7 }],
    'export-held': [{ kind: 'export-held' }],
    'export-lost': [{ kind: 'export-lost' }],
    saved: [
      { kind: 'saved', savedAs: 'a', downloadId: 7, bytes: size, now: 1 },
      { kind: 'saved', savedAs: 'a', downloadId: 7, bytes: 1, now: 1 },
    ],
    failed: [failed as Extract<TaskEvent, { kind: 'failed' }>],
    pause: [{ kind: 'pause' }],
    resume: [{ kind: 'resume' }],
    retry: [{ kind: 'retry' }],
    restart: [{ kind: 'restart' }],
    adjusted: [
      { kind: 'adjusted', change: { priority: 'low', speedLimit: 10_000 } },
      { kind: 'adjusted', change: { startAt: 5 } },
    ],
    'start-now': [{ kind: 'start-now' }],
    'sent-back': [{ kind: 'sent-back' }],
    'time-up': [{ kind: 'time-up' }],
    remove: [{ kind: 'remove', now: 1 }],
    undo: [{ kind: 'undo' }],
    purge: [{ kind: 'purge' }],
    revived: [{ kind: 'revived' }],
  };
  const eventArbitrary: fc.Arbitrary<TaskEvent> = fc.constantFrom<TaskEvent[]>(...Object.values(samples).flat());
  /** What throws bytes away by its meaning: the user's wish, or that others have them. */
  const discarding: ReadonlySet<TaskEvent['kind']> = new Set([
    'restart',
    'refetch',
    'purge',
    'merged',
    'kept',
    'opened',
  ]);

  it('the task stays valid, and no byte is discarded but by wish, with a saved file or an offer that ends', () => {
    fc.assert(
      fc.property(
        fc.array(eventArbitrary, { maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (events, withOffer, brings, isTorrent) => {
          const more = {
            ...(brings && { continues: 'old' }),
            ...(isTorrent && {
              swarm: { ...torrent, agreed: true, sharing: { ...noSharing, mode: 'until' as const } },
            }),
          };
          let task: Task | null = withOffer
            ? taskIn({ kind: 'probing' }, { ...offered, ...more })
            : taskIn({ kind: 'queued' }, more);
          for (const event of events) {
            const before: Task = task;
            const step = reduce(before, event);
            if (step.effects.some((e) => e.kind === 'discard') && !discarding.has(event.kind)) {
              expect(step.task === null ? before.handover?.phase : step.task.state.kind).toBe(
                step.task === null ? 'offered' : 'done',
              );
            }
            if (step.task === null) return;
            task = step.task;
            expect(z.safeParse(taskSchema, task).success).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
