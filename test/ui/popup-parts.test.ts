import { describe, expect, test } from 'vitest';
import { en } from '#domain/i18n/en';
import { translator } from '#domain/i18n/translate';
import { addStored, applyFeed, storedDownloads } from '../../src/popup/downloads.ts';
import { droppedText, hostsOf, parseLinks, shorten } from '#domain/add/links';
import { checkFacts, checksText } from '#ui/details/checks-text';
import { magnetIn } from '#ui/downloads/magnet-in';
import { browserText, bytesText, shareText, stateTexts, verdictText } from '#ui/downloads/status-text';
import { pieceRects, sourceRects } from '../../src/ui/piece-rects.tsx';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { noSharing } from '#domain/swarm/sharing';
import { itemsOf } from '#domain/task/items-of';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { live, task } from './tasks.ts';

const t = translator('en', en);

describe('links', () => {
  test('many at once, each once; what is no web link is named', () => {
    expect(parseLinks(' https://a.org/x\nhttp://b.org\thttps://a.org/x magnet:?xt=1 https:// plain\n')).toEqual({
      links: ['https://a.org/x', 'http://b.org/', 'magnet:?xt=1'],
      bad: ['https://', 'plain'],
      wrong: null,
      ranged: false,
    });
    const found = (text: string) => [parseLinks(text).links, parseLinks(text).bad];
    expect(found('HTTPS://Example.ORG/a b')).toEqual([['https://example.org/a'], ['b']]);
    expect(found('https://exa mple')).toEqual([['https://exa/'], ['mple']]);
    expect(found('https://[bad/')).toEqual([[], ['https://[bad/']]);
    expect(found('https://[::1]/x')).toEqual([['https://[::1]/x'], []]);
  });

  test('ranges are written out, in the host too; one that cannot be stops all', () => {
    const { links, ranged } = parseLinks('https://m[1:2].org/[a:b] https://m1.org/a');
    expect(links).toEqual(['https://m1.org/a', 'https://m1.org/b', 'https://m2.org/a', 'https://m2.org/b']);
    expect(ranged).toBe(true);
    const wrong = (text: string) => [parseLinks(text).wrong?.wrong, parseLinks(text).links];
    expect(wrong('https://a.org/ https://b.org/[1:2:0]')).toEqual(['range-step', []]);
    expect(wrong('https://a.org/[1:9000] https://b.org/[1:9000]')).toEqual(['range-many', []]);
    expect(parseLinks('no[1:2]link').bad).toEqual(['no1link', 'no2link']);
  });

  test('hosts to ask for, without ports', () => {
    expect(hostsOf(['https://a.org:8443/x', 'https://a.org/y', 'http://b.org/'])).toEqual(['a.org', 'b.org']);
  });

  test('a magnet link that the browser leads here with; nothing else gets into the field so', () => {
    const magnet = `magnet:?xt=urn:btih:${'a1'.repeat(20)}&dn=a%20name`;
    expect(magnetIn(`?magnet=${encodeURIComponent(magnet)}`)).toBe(magnet);
    for (const other of ['', '?magnet=', '?magnet=https%3A%2F%2Fa.org%2Fx', `?other=${encodeURIComponent(magnet)}`])
      expect(magnetIn(other)).toBe('');
  });

  test('a drop gives its link list, else its text', () => {
    const transfer = (data: Record<string, string>) => ({ getData: (type: string) => data[type] ?? '' });
    expect(droppedText(transfer({ 'text/uri-list': '# title\r\nhttps://a.org/\r\n', 'text/plain': 'A' }))).toBe(
      'https://a.org/\n',
    );
    expect(droppedText(transfer({ 'text/plain': 'https://b.org/' }))).toBe('https://b.org/');
  });

  test('long texts are cut in the middle', () => {
    expect(shorten('short')).toBe('short');
    expect(shorten('a'.repeat(30) + 'b'.repeat(30), 11)).toBe('aaaaa…bbbbb');
  });
});

describe('feed', () => {
  test('stored tasks, then what has changed since, then changes', () => {
    const first = storedDownloads([task({ id: 'a' }), task({ id: 'old' })]);
    expect([...first.tasks.keys()]).toEqual(['a', 'old']);
    const told = applyFeed(first, { changed: [task({ id: 'b' })], removed: ['old'], live: { a: live() } });
    expect([...told.tasks.keys()]).toEqual(['a', 'b']);
    const changed = applyFeed(told, {
      changed: [task({ id: 'a', state: { kind: 'paused', because: 'user', room: null } })],
      removed: ['b'],
      live: {},
    });
    expect([...changed.tasks].map(([id, one]) => [id, one.state.kind])).toEqual([['a', 'paused']]);
    expect(changed.live).toEqual({});
    expect(told.tasks.get('a')?.state.kind).toBe('active');
  });

  test('what is read of the store after the first paint says nothing of what was told meanwhile', () => {
    const paused = task({ id: 'a', state: { kind: 'paused', because: 'user', room: null } });
    const told = applyFeed(storedDownloads([task({ id: 'a' }), task({ id: 'gone' })]), {
      changed: [paused],
      removed: ['gone'],
      live: {},
    });
    const read = addStored(told, [task({ id: 'a' }), task({ id: 'gone' }), task({ id: 'more' })]);
    expect([...read.tasks].map(([id, one]) => [id, one.state.kind])).toEqual([
      ['a', 'paused'],
      ['more', 'active'],
    ]);
  });

  test('what ends while it is open is said once, all that ends at once', () => {
    const done = { kind: 'done', finishedAt: 5, downloadId: 1, savedAs: 'file one.bin' } as const;
    const failed = { kind: 'failed', error: { code: 'cut' }, whole: false } as const;
    const first = storedDownloads(['a', 'b', 'c'].map((id) => task({ id })));
    expect(first.endings).toEqual([]);
    const changed = [
      task({ id: 'a', state: done }),
      task({ id: 'b', state: failed }),
      task({ id: 'new', state: done }),
    ];
    const ended = applyFeed(first, { changed, removed: [], live: {} });
    expect(ended.endings.map(({ task: { id }, as }) => [id, as])).toEqual([
      ['a', 'saved'],
      ['b', 'failed'],
    ]);
    // The same list: nothing is said anew.
    expect(applyFeed(ended, { changed: [task({ id: 'c' })], removed: [], live: {} }).endings).toBe(ended.endings);
  });

  test('what the browser runs for a task is not shown twice', () => {
    const tasks = [
      task({ handover: { downloadId: 4, phase: 'offered' } }),
      task({ state: { kind: 'exporting', blobUrl: 'blob:x', downloadId: 7, held: false } }),
      task(),
    ];
    expect(itemsOf(tasks)).toEqual(new Set([4, 7]));
  });
});

describe('words of a row', () => {
  const now = 1_000_000;
  const mismatch = { what: 'sha-512', from: 'metalink', expected: 'ab', actual: 'cd', bad: null } as const;
  const of = (more: Partial<Task>, running?: Live, count = 0) =>
    stateTexts(t, task(more), running, { running: count, now, opensAt: null });

  test('each state has its words', () => {
    expect(of({}, live({ bytes: 0, speed: 200_000 }))).toEqual(['0.2 MB/s', 'a few seconds left']);
    expect(of({}, live({ speed: 0 }))).toEqual(['0.0 MB/s']);
    expect(of({})).toEqual(['Starting']);
    expect(of({ state: { kind: 'queued' } }, undefined, 3)).toEqual(['Waits: 3 already running']);
    expect(of({ state: { kind: 'queued' } }, undefined)).toEqual(['Waits for its turn']);
    expect(of({ state: { kind: 'verifying' } })).toEqual(['Checking']);
    expect(of({ state: { kind: 'verifying' } }, live({ checked: 0.407 }))).toEqual(['Checking 40%']);
    expect(of({ state: { kind: 'damaged', mismatch } })).toEqual([en['state.damaged']]);
    expect(of({ state: { kind: 'damaged', mismatch: { ...mismatch, what: 'size' } } })).toEqual([
      en['state.damagedSize'],
    ]);
    expect(of({ state: { kind: 'failed', error: { code: 'cut' }, whole: false } })).toEqual([en['error.cut']]);
    expect(of({ state: { kind: 'exporting', blobUrl: null, downloadId: 1, held: true } })).toEqual([en['state.held']]);
  });

  test('what was stopped by the time says so', () => {
    const stopped = task({ state: { kind: 'paused', because: 'time', room: null } });
    expect(stateTexts(t, stopped, undefined, { running: 0, now, opensAt: null })).toEqual([en['state.timeUp']]);
  });

  test('what waits for a time says which', () => {
    const waiting = task({ state: { kind: 'queued' }, startAt: now + 60_000 });
    const says = (opensAt: number | null, one = waiting) =>
      stateTexts(t, one, undefined, { running: 1, now, opensAt }).join();
    expect(says(null)).toMatch(/^Waiting for \d+:\d\d\s[AP]M$/);
    expect(says(now + 86_400_000)).toMatch(/^Waiting for Jan 2, 1970/);
    expect(says(Infinity)).toBe('Waits for its turn');
    expect(says(now + 86_400_000, { ...waiting, urgent: true })).toBe('Waits: 1 already running');
    expect(says(null, { ...waiting, startAt: now })).toBe('Waits: 1 already running');
  });

  test('a torrent that is shared says how much of what its user wants to give, or that it waits', () => {
    const sharing = { ...noSharing, mode: 'until', ratio: 2 } as const;
    const swarm = {
      ...swarmOfMagnet({ infoHash: 'ab'.repeat(20), name: null, trackers: [], webSeeds: [] }),
      given: 1500,
    };
    const state = { kind: 'seeding', finishedAt: 1, downloadId: 1, savedAs: 'a' } as const;
    const says = (one: Partial<Task>, running?: Live, opensAt: number | null = null) =>
      stateTexts(t, task({ state, swarm: { ...swarm, sharing }, ...one }), running, {
        running: 0,
        now,
        opensAt,
      }).join();
    expect(says({}, live({ up: 400_000 }))).toBe('Sharing: 0.4 MB/s up, ratio 1.5 of 2');
    const long = { ...swarm, sharing: { ...sharing, mode: 'long' as const } };
    expect(says({ swarm: long }, live({ up: 0, connections: 0 }))).toBe('Sharing: 0.0 MB/s up, ratio 1.5');
    expect(says({})).toBe('Saved; waits to be shared');
    const broken = { ...state, trouble: { code: 'swarm-failed' as const } };
    expect(says({ state: broken })).toMatch(/^Saved, but not shared just now: .+\. It is tried again by itself\.$/);
    expect(says({}, undefined, now + 3_600_000)).toMatch(/^Saved; shared again from \d+:\d\d\s[AP]M$/);
  });

  test('a saved file is called verified only when a strong checksum agrees', () => {
    const said = (checked: Task['checked']) => verdictText(t, task({ checked }));
    const good = { what: 'sha-256', from: 'header', good: true, value: 'ab' } as const;
    expect(said(null)).toEqual({ text: 'no checksum known', look: 'plain' });
    expect(said(good)).toEqual({ text: 'verified', look: 'good' });
    expect(said({ ...good, what: 'md5' })).toEqual({ text: 'matches MD5', look: 'plain' });
    expect(said({ ...good, good: false })).toEqual({ text: 'damaged', look: 'bad' });
  });

  test('the page of a file says what it was or will be checked with', () => {
    const checked = { what: 'sha-256', from: 'header', good: true, value: 'ab' } as const;
    const saved = { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' } as const;
    const told = { size: null, hashes: [{ algorithm: 'sha-1', value: 'c', from: 'link' }], pieces: null } as const;
    const expected = { ...told, hashes: [...told.hashes] };
    expect(checksText(t, task({ state: saved, checked }))).toBe('Matches its SHA-256 checksum (from the server).');
    expect(checksText(t, task({ state: saved, checked: { ...checked, what: 'sha-1', from: 'link' } }))).toBe(
      'Matches its SHA-1 checksum (from the link). SHA-1 shows an accident, but not a forged file.',
    );
    expect(checksText(t, task({ state: saved }))).toBe('Size matches. No checksum known.');
    expect(checksText(t, task({ expected }))).toBe('Will be checked with SHA-1 (from the link).');
    expect(checksText(t, task({ state: { kind: 'damaged', mismatch } }))).toBe(
      'Does not match its SHA-512 checksum (from a Metalink).',
    );
    expect(checkFacts(t, task({ state: { kind: 'damaged', mismatch } }))).toEqual([
      ['Expected', 'ab'],
      ['Found', 'cd'],
    ]);
    expect(checkFacts(t, task({ state: saved, checked }))).toEqual([['Checksum', 'ab']]);
  });

  test('trouble says what, and when it goes on by itself', () => {
    expect(of({}, live({ trouble: { code: 'http-busy', until: now + 5000 } }))).toEqual([
      `${en['error.http-busy']} Trying again in a few seconds.`,
    ]);
    expect(of({}, live({ trouble: { code: 'http-unavailable', until: now + 25_000 } }))).toEqual([
      `${en['error.http-unavailable']} Trying again in about 30 sec.`,
    ]);
    const later = of({}, live({ trouble: { code: 'http-busy', until: now + 600_000 } }));
    expect(later[0]).toMatch(/ Next try at .*\d+:\d\d\s[AP]M\.$/);
  });

  test('amounts: what is here of how much; only what is known', () => {
    const unknown = { name: 'x', mime: '', size: null, ranged: false, validator: null };
    expect(bytesText(t, task(), live())).toBe('250 bytes of 1.0 kB');
    expect(bytesText(t, task(), undefined)).toBe('1.0 kB');
    expect(bytesText(t, task({ file: unknown }), live())).toBe('250 bytes');
    expect(bytesText(t, task({ file: null }), undefined)).toBe('');
    expect(shareText(t, task(), live())).toBe('25%');
    expect(shareText(t, task({ file: unknown }), live())).toBe('');
  });

  test('the browser’s own: the reason where it is known', () => {
    const item = { id: 1, url: 'https://a.org/', name: 'a', bytes: 1, size: null, paused: false, leave: null };
    expect(browserText(t, item)).toBe('In the browser');
    expect(browserText(t, { ...item, leave: { reason: 'method', hosts: [] } })).toBe('In the browser: form');
    expect(browserText(t, { ...item, paused: true, leave: { reason: 'as-fast-alone', hosts: [] } })).toBe(
      'Paused in the browser: as fast alone',
    );
  });
});

describe('piece bar', () => {
  const kinds = (rects: ReturnType<typeof pieceRects>, kind: string) => rects.filter((rect) => rect.kind === kind);

  test('ranges in their places, a head with its tail where bytes arrive', () => {
    const rects = pieceRects(
      1000,
      [
        { from: 0, to: 200 },
        { from: 500, to: 600 },
      ],
      [{ from: 200, to: 500 }],
    );
    expect(kinds(rects, 'have')).toEqual([
      { kind: 'have', x: 0, width: 200 },
      { kind: 'have', x: 500, width: 100 },
    ]);
    expect(kinds(rects, 'lent')).toEqual([{ kind: 'lent', x: 200, width: 300 }]);
    expect(kinds(rects, 'tail')).toEqual([{ kind: 'tail', x: 110, width: 90 }]);
    expect(kinds(rects, 'head')).toEqual([{ kind: 'head', x: 197, width: 6 }]);
  });

  test('the smallest range can be seen, and nothing leaves the bar', () => {
    const rects = pieceRects(1e12, [{ from: 1e12 - 1, to: 1e12 }], [{ from: 1e12, to: Number.POSITIVE_INFINITY }]);
    for (const rect of rects) {
      expect(rect.width).toBeGreaterThanOrEqual(3);
      expect(rect.x + rect.width).toBeLessThanOrEqual(1000);
    }
    expect(rects.map((rect) => rect.kind)).toEqual(['have', 'head']);
  });

  test('empty, and of unknown size', () => {
    expect(pieceRects(0, [], [])).toEqual([{ kind: 'have', x: 0, width: 1000 }]);
    expect(pieceRects(null, [], [])).toEqual([]);
    const [have] = pieceRects(null, [{ from: 0, to: 1e6 }], []);
    expect(have?.width).toBeGreaterThan(300);
    expect(have?.width).toBeLessThan(1000);
  });

  test('each source has a tint, what it brought its place; a seventh begins anew', () => {
    const one = { from: 0, to: 100 };
    expect(sourceRects(1000, [[one, { from: 500, to: 501 }], [], [{ from: 900, to: 2000 }]])).toEqual([
      { kind: 'source-0', x: 0, width: 100 },
      { kind: 'source-0', x: 500, width: 3 },
      { kind: 'source-2', x: 900, width: 100 },
    ]);
    expect(
      sourceRects(
        1000,
        Array.from({ length: 7 }, () => [one]),
      ).at(-1)?.kind,
    ).toBe('source-0');
    expect(sourceRects(0, [[]])).toEqual([]);
    expect(sourceRects(null, [[one]])[0]?.width).toBeGreaterThan(300);
  });
});
