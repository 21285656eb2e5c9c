import { describe, expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import { nothingExpected } from '#domain/check/expected';
import { sealAddress, tagOf, type FileIdentity } from '#domain/mirror/sealing';
import type { TaskEvent } from '#domain/task/reduce';
import { MirrorSearch } from '../../src/engine/mirror-search.ts';
import { file as answeredFile, size, taskIn } from '../domain/task/play.ts';

const file: FileIdentity = { sha256: 'ab'.repeat(32), size };
const task = taskIn(
  { kind: 'active' },
  {
    file: answeredFile,
    expected: { ...nothingExpected, hashes: [{ algorithm: 'sha-256', value: file.sha256, from: 'link' }] },
  },
);
const row = (host: string): string => toBase64(sealAddress(file, `https://${host}.example/f`).sealed);

type Answer = { outcome: 'rows' | 'off' | 'no-list' | 'later'; sealed: string[] };

/** A search whose background answers so. */
function searchWith(answer: () => Promise<Answer>) {
  const asked: [string, object][] = [];
  const events: TaskEvent[] = [];
  const background = (verb: string, request: object): Promise<unknown> => {
    asked.push([verb, request]);
    return verb === 'mirrors.find' ? answer() : Promise.resolve({});
  };
  const ports = {
    background: background as ConstructorParameters<typeof MirrorSearch>[0]['background'],
    dispatch: (_id: string, event: TaskEvent) => Promise.resolve(void events.push(event)),
  };
  return { search: new MirrorSearch(ports), asked, events };
}

const found = (...hosts: string[]) => ({ outcome: 'rows' as const, sealed: hosts.map(row) });

describe('a look-up', () => {
  it('asks for the rows of the tag, and reads the addresses in them: three, of other hosts', async () => {
    const { search, asked, events } = searchWith(() => Promise.resolve(found('a', 'b', 'c', 'd', 'e')));
    await search.look(task);
    expect(asked).toEqual([['mirrors.find', { task: 't', tag: toBase64(tagOf(file)) }]]);
    const [event] = events;
    expect(event).toMatchObject({ kind: 'looked-up', outcome: 'found' });
    const urls = event?.kind === 'looked-up' ? event.urls : [];
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect(url).toMatch(/^https:\/\/[a-e]\.example\/f$/);
  });

  it('in rows that lead to one victim by the thousand asks it once, and three hosts at most', async () => {
    const victims = Array.from({ length: 1000 }, (_, at) =>
      toBase64(sealAddress(file, `https://victim.example:${1024 + at}/f${at}`).sealed),
    );
    const { search, events } = searchWith(() =>
      Promise.resolve({ outcome: 'rows', sealed: [...victims, ...['a', 'b', 'c', 'd'].map(row)] }),
    );
    for (let client = 0; client < 20; client++) await search.look(task);
    const asked = events.map((event) =>
      event.kind === 'looked-up' ? event.urls.map((url) => new URL(url).hostname) : [],
    );
    expect(asked).toHaveLength(20);
    for (const hosts of asked) {
      expect(hosts.filter((host) => host === 'victim.example').length).toBeLessThanOrEqual(1);
      expect(hosts.length).toBeLessThanOrEqual(3);
    }
  });

  it.each(['no-list', 'later'] as const)('tells that there was no answer (%s)', async (outcome) => {
    const { search, events } = searchWith(() => Promise.resolve({ outcome, sealed: [] }));
    await search.look(task);
    expect(events).toEqual([{ kind: 'looked-up', outcome, urls: [] }]);
  });

  it('that gives nothing that can be read has found none', async () => {
    const { search, events } = searchWith(() => Promise.resolve({ outcome: 'rows', sealed: ['%', 'AAAA'] }));
    await search.look(task);
    expect(events).toEqual([{ kind: 'looked-up', outcome: 'none', urls: [] }]);
  });

  it('where the search is off, or fails, changes nothing', async () => {
    for (const answer of [
      () => Promise.resolve({ outcome: 'off' as const, sealed: [] }),
      () => Promise.reject(new Error('the background was ended')),
    ]) {
      const { search, events } = searchWith(answer);
      await search.look(task);
      expect(events).toEqual([]);
    }
  });

  it('BC21: that is ended tells nothing, and the background is told to break it off', async () => {
    const answer = Promise.withResolvers<Answer>();
    const { search, asked, events } = searchWith(() => answer.promise);
    const looking = search.look(task);
    await expect.poll(() => asked.length).toBe(1);
    await search.end(task.id);
    answer.resolve(found('a'));
    await looking;
    expect(asked.at(-1)).toEqual(['mirrors.give-up', { task: 't' }]);
    expect(events).toEqual([]);
  });

  it('BC21: that is ended before anything was asked asks nothing', async () => {
    const { search, asked, events } = searchWith(() => Promise.resolve(found('a')));
    const looking = search.look(task);
    await search.end(task.id);
    await looking;
    expect([asked, events]).toEqual([[['mirrors.give-up', { task: 't' }]], []]);
  });
});
