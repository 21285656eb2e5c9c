import { describe, expect, it } from 'vitest';
import { nothingExpected, type Hash } from '#domain/check/expected';
import type { Mirror } from '#domain/mirror/mirror';
import { notSearched } from '#domain/mirror/search';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import type { TaskEvent } from '#domain/task/reduce';
import { identityOf, searchObstacle } from '#domain/task/search';
import type { Task } from '#domain/task/task';
import { answered, exporting, file, play, size, taskIn, whole } from './play.ts';

const sha = (from: Hash['from'], value = 'ab'.repeat(32)): Hash => ({ algorithm: 'sha-256', value, from });
const knowing = (...hashes: Hash[]) => ({ expected: { ...nothingExpected, hashes } });
const url = (nr: number): string => `https://m${nr}.example/a.bin`;
const found = (...urls: string[]): TaskEvent => ({ kind: 'looked-up', outcome: 'found', urls });
const active = (more: Partial<Task> = {}): Task =>
  taskIn({ kind: 'active' }, { file, ...knowing(sha('metalink')), ...more });
const searching = (...urls: string[]): Task => play(active(), found(...urls)).task!;
const urlsOf = (task: Task | null): string[] => (task?.mirrors ?? []).map((mirror) => mirror.url);

describe('which file it is', () => {
  it.each<Hash['from']>(['user', 'link', 'metalink', 'sums', 'header'])('is known from a SHA-256 (%s)', (from) => {
    expect(identityOf(active(knowing(sha(from))))).toEqual({ sha256: 'ab'.repeat(32), size });
    expect(searchObstacle(active(knowing(sha(from))))).toBeNull();
  });

  it.each<[string, Partial<Task>, string]>([
    ['nobody says its checksum', knowing(), 'no-checksum'],
    ['only a weaker or another checksum is known', knowing({ ...sha('user'), algorithm: 'sha-1' }), 'no-checksum'],
    ['two say different ones', knowing(sha('header'), sha('user', 'cd'.repeat(32))), 'no-checksum'],
    [
      'the server’s word is that of a mirror in its place',
      { ...knowing(sha('header')), source: { ...active().source, mirror: url(1) } },
      'no-checksum',
    ],
    ['the server gives no parts', { ...knowing(sha('user')), file: { ...file, ranged: false } }, 'no-parts'],
    [
      'the server does not name the version',
      { ...knowing(sha('user')), file: { ...file, validator: null } },
      'no-parts',
    ],
    [
      'BC5: it is a torrent',
      { swarm: swarmOfMagnet({ infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] }) },
      'torrent',
    ],
  ])('there is no search where %s', (_what, more, obstacle) => {
    expect(searchObstacle(active(more))).toBe(obstacle);
    const probing = taskIn({ kind: 'probing' }, { ...active(more), state: { kind: 'probing' } });
    expect(play(probing, { ...answered, file: probing.file ?? file }).effects).not.toContain('search');
  });
});

it('BC5: a torrent has no switch for it, and is never looked up', () => {
  const swarm = swarmOfMagnet({ infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] });
  const torrent = active({ swarm: { ...swarm, agreed: true } });
  for (const event of [
    { kind: 'search-set', on: true },
    { kind: 'search-allowed', allowed: true },
    found(url(1)),
  ] as const) {
    const { task, effects } = play(torrent, event);
    expect([task?.mirrors, task?.search, effects]).toEqual([[], notSearched, []]);
  }
});

it('BC9: others are told of a saved file only where its SHA-256 was compared and agreed, and never of a torrent', () => {
  const good = { what: 'sha-256', from: 'user', good: true, value: 'ab'.repeat(32) } as const;
  const swarm = {
    ...swarmOfMagnet({ infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] }),
    agreed: true,
  };
  const saved = (more: Partial<Task>): string[] => {
    const task = taskIn(exporting, { ...whole, ...knowing(sha('user')), checked: good, ...more });
    return play(task, { kind: 'saved', savedAs: 'a.bin', downloadId: 7, bytes: size, now: 5 }).effects;
  };
  expect(saved({})).toContain('offer');
  expect(saved({ checked: null })).not.toContain('offer');
  expect(saved({ checked: { ...good, good: false } })).not.toContain('offer');
  expect(saved({ checked: { ...good, what: 'sha-1' } })).not.toContain('offer');
  expect(saved({ swarm })).not.toContain('offer');
});

describe('a search for mirrors', () => {
  it('is made when the file is known, once, and what is found is asked beside the publisher’s own mirrors', () => {
    const probing = taskIn({ kind: 'probing' }, knowing(sha('link')));
    const begun = play(probing, answered);
    expect(begun.effects).toEqual(['go', 'inform', 'search']);
    const end = play(begun.task!, found(url(1), url(2)));
    expect([end.effects, urlsOf(end.task), end.task?.search.outcome]).toEqual([['inform'], [url(1), url(2)], 'found']);
    const again = play(end.task!, { kind: 'revived' }, { kind: 'slot' }, answered);
    expect(again.effects).toEqual(['go', 'inform']);
    expect(urlsOf(again.task)).toEqual([url(1), url(2)]);
  });

  it('begins in mid-transfer when the user gives the checksum', () => {
    const known = play(active(knowing()), { kind: 'expect', hash: sha('user') });
    expect(known.effects).toEqual(['inform', 'search']);
  });

  it('adds three at most, none that the publisher names, and not the link itself', () => {
    const named: Mirror = { url: url(1), priority: 1, from: 'metalink' };
    const end = play(active({ mirrors: [named] }), found('https://a.test/a.bin', ...[1, 2, 3, 4, 5].map(url)));
    expect(end.task?.mirrors.map(({ from }) => from)).toEqual(['metalink', 'search', 'search', 'search']);
    expect(urlsOf(end.task)).toEqual([1, 2, 3, 4].map(url));
    expect(play(active({ mirrors: [named] }), found(url(1))).task?.search.outcome).toBe('none');
  });

  it.each(['no-list', 'later'] as const)('that was not to be had (%s) is made again when it goes on', (outcome) => {
    const waits = play(active(), { kind: 'looked-up', outcome, urls: [] });
    expect([waits.task?.search.outcome, waits.effects]).toEqual([outcome, []]);
    const again = play(waits.task!, { kind: 'pause' }, { kind: 'resume' }, { kind: 'slot' }, answered);
    expect(again.effects).toContain('search');
    expect(play(waits.task!, { kind: 'search-allowed', allowed: true }).effects).toEqual(['search']);
  });

  it('that found none is not made again', () => {
    const none = play(active(), { kind: 'looked-up', outcome: 'none', urls: [] }).task!;
    expect(play(none, { kind: 'pause' }, { kind: 'resume' }, { kind: 'slot' }, answered).effects).not.toContain(
      'search',
    );
  });

  it('BC21: switched off in mid-transfer, it ends the look-up and drops what came from it; what came late is not taken', () => {
    const off = play(searching(url(1), url(2)), { kind: 'search-set', on: false });
    expect([off.effects, urlsOf(off.task), off.task?.search.outcome]).toEqual([['end-search', 'inform'], [], null]);
    expect(urlsOf(play(off.task!, found(url(3))).task)).toEqual([]);
    const on = play(off.task!, { kind: 'search-set', on: true });
    expect(on.effects).toEqual(['search']);
  });

  it('BC21: so it does when it is switched off for all; on again, it is made again', () => {
    const off = play(searching(url(1)), { kind: 'search-allowed', allowed: false });
    expect([off.effects, urlsOf(off.task)]).toEqual([['end-search', 'inform'], []]);
    expect(play(off.task!, { kind: 'search-allowed', allowed: true }).effects).toEqual(['search']);
    const done = taskIn({ kind: 'queued' });
    expect(play(done, { kind: 'search-allowed', allowed: false }).task).toBe(done);
  });

  it('keeps the publisher’s mirrors when it is switched off', () => {
    const named: Mirror = { url: url(9), priority: 1, from: 'link' };
    const both = play(active({ mirrors: [named] }), found(url(1))).task!;
    expect(urlsOf(play(both, { kind: 'search-set', on: false }).task)).toEqual([url(9)]);
  });

  it('never puts a stranger in the place of a source that fails', () => {
    const failing = { ...searching(url(1)), have: [] };
    expect(play(failing, { kind: 'failed', error: { code: 'http-not-found' } }).at).toBe('failed');
  });

  it('is forgotten with the bytes when the task begins anew', () => {
    const failed = play(searching(url(1)), { kind: 'pause' }).task!;
    expect(play(failed, { kind: 'restart' }).task).toMatchObject({ mirrors: [], search: notSearched });
  });
});

describe('bytes that strangers brought', () => {
  const lent = [{ url: url(1), from: 100, to: 300 }];
  const mismatch = { what: 'sha-256', from: 'metalink', expected: 'a', actual: 'b', bad: null } as const;
  const verifying = (): Task =>
    play(searching(url(1), url(2)), { kind: 'fetched', have: whole.have, lent, size }).task!;

  it('are fetched from elsewhere when the file does not agree, and compared with that; the others are kept', () => {
    const end = play(verifying(), { kind: 'damaged', mismatch });
    expect(end.at).toBe('queued');
    expect(end.task).toMatchObject({
      mirrors: [],
      have: [
        { from: 0, to: 100 },
        { from: 300, to: size },
      ],
      search: { outcome: 'wrong', lent: [], suspects: lent },
    });
    // No second search: whoever was wrong once is not asked anew.
    expect(play(end.task!, { kind: 'slot' }, answered).effects).not.toContain('search');
  });

  it('who was wrong is remembered when the file is right at last; wrong once more, it is the origin’s', () => {
    const again = play(verifying(), { kind: 'damaged', mismatch }, { kind: 'slot' }, answered).task!;
    const refetched = play(
      again,
      { kind: 'convicted', url: url(1) },
      { kind: 'fetched', have: whole.have, size },
    ).task!;
    const good = { what: 'sha-256', from: 'metalink', good: true, value: 'a' } as const;
    expect(play(refetched, { kind: 'verified', checked: good }).task?.search).toEqual({
      ...notSearched,
      outcome: 'wrong',
      wrong: [url(1)],
    });
    expect(play(refetched, { kind: 'damaged', mismatch }).at).toBe('damaged');
  });

  it('a mirror that was wrong is asked no more', () => {
    const end = play(searching(url(1), url(2)), { kind: 'convicted', url: url(1) });
    expect([urlsOf(end.task), end.effects]).toEqual([[url(2)], ['inform']]);
    expect(
      urlsOf(play(end.task!, { kind: 'search-set', on: false }, { kind: 'search-set', on: true }, found(url(1))).task),
    ).toEqual([]);
  });

  it('are recorded with the bytes, and survive a death', () => {
    const recorded = play(searching(url(1)), { kind: 'checkpoint', have: whole.have, lent, traffic: [] });
    expect(play(recorded.task!, { kind: 'revived' }).task?.search.lent).toEqual(lent);
  });
});
