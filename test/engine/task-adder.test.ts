import { describe, expect, it } from 'vitest';
import type { Wanted } from '#domain/add/twin';
import { nothingExpected } from '#domain/check/expected';
import { givenSchema } from '#domain/exchange/given';
import { noSharing } from '#domain/swarm/sharing';
import { linkTo } from '#domain/task/link-to';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import { TaskAdder } from '../../src/engine/task-adder.ts';
import { holds } from '../support/observe.ts';
import { until } from '../support/until.ts';
import { task } from '../ui/tasks.ts';

/** A book that keeps tasks and remembers what was asked of it. */
class Book {
  readonly tasks = new Map<TaskId, Task>();
  readonly events: string[] = [];
  stored: () => Promise<void> = () => Promise.resolve();

  async add(added: Task): Promise<void> {
    await this.stored();
    this.tasks.set(added.id, added);
  }

  dispatch(id: TaskId, event: TaskEvent): Promise<void> {
    this.events.push(`${id} ${event.kind}`);
    return Promise.resolve();
  }
}

const url = 'https://example.org/a.bin';
const request = { id: 'x', source: linkTo(url), hint: null, downloadId: null, tabId: null, continues: null };
const nothingGiven = givenSchema.parse({});
const clicked = { ...request, downloadId: 7 };

function bookWith(...tasks: Task[]) {
  return adding({}, ...tasks);
}

/** @param here what differs from a browser in which torrents are off */
function adding(here: Partial<ConstructorParameters<typeof TaskAdder>[0]>, ...tasks: Task[]) {
  const book = new Book();
  for (const one of tasks) book.tasks.set(one.id, one);
  const adder = new TaskAdder({
    book,
    saveInfo: () => Promise.resolve(),
    mayBegin: () => Promise.resolve(false),
    via: () => null,
    places: () => ({ folder: 'F', folderRules: [] }),
    twin: () => Promise.resolve(null),
    ...here,
  });
  return { book, adder, add: adder.add.bind(adder), addGiven: adder.addGiven.bind(adder) };
}

describe('adding what a list says', () => {
  const given = {
    name: 'named.bin',
    mask: null,
    folder: null,
    page: 'https://example.org/page',
    referrer: null,
    mirrors: ['https://mirror.example/a.bin', url],
    expected: { size: 5, hashes: [], pieces: null },
    priority: 'high' as const,
    speedLimit: 1000,
    startAt: 99,
    paused: false,
    search: true,
    files: null,
    sharing: null,
  };

  it('makes a waiting task with name, page, mirrors, checksums and settings; once, however often it comes', async () => {
    const { book, addGiven } = bookWith();
    expect(await addGiven('x', url, given)).toBe(true);
    expect(await addGiven('x', url, given)).toBe(true);
    expect([...book.tasks.values()]).toMatchObject([
      { name: 'named.bin', folder: 'F', priority: 'high', speedLimit: 1000, startAt: 99, state: { kind: 'queued' } },
    ]);
    const [one] = book.tasks.values();
    expect(one?.source.page).toBe('https://example.org/page');
    expect(one?.mirrors.map((mirror) => mirror.url)).toEqual(['https://mirror.example/a.bin']);
    await addGiven('y', 'https://example.org/b.bin', { ...given, folder: 'own' });
    expect(book.tasks.get('y')?.folder).toBe('own');
  });

  it('is paused, and without a search, where the list says so; of a torrent its files and sharing are as they were', async () => {
    const { book, addGiven } = bookWith();
    await addGiven('x', url, { ...given, paused: true, search: false });
    expect(book.tasks.get('x')).toMatchObject({ state: { kind: 'paused', because: 'user' }, search: { off: true } });
    const files = { wanted: [1], first: [], inOrder: false };
    await addGiven('m', `magnet:?xt=urn:btih:${'ab'.repeat(20)}`, {
      ...given,
      files,
      sharing: noSharing,
      search: false,
    });
    expect(book.events).toEqual(['m chosen', 'm sharing-chosen', 'm search-set']);
  });

  it('adds no second task beside an unfinished one of the same link, which goes on instead', async () => {
    const paused = task({ id: 'old', source: linkTo(url), state: { kind: 'paused', because: 'user', room: null } });
    const { book, addGiven } = bookWith(paused);
    expect(await addGiven('x', url, given)).toBe(false);
    expect(await addGiven('y', url, null)).toBe(false);
    expect([...book.tasks.keys()]).toEqual(['old']);
    expect(book.events).toEqual(['old relinked', 'old relinked']);
  });
});

describe('what is there already', () => {
  const twin = (wanted: Wanted) =>
    Promise.resolve(wanted.url === url ? ({ by: 'address', name: 'a.bin' } as const) : null);
  const asks = { state: { kind: 'paused', because: 'twin' }, twin: { by: 'address', name: 'a.bin', waived: false } };
  const given = { ...nothingGiven, name: 'named.bin' };

  it('waits for the user’s word, given by itself, in a list or in a Metalink; what is not there does not', async () => {
    const { book, adder, add, addGiven } = adding({ twin });
    await add(request);
    expect(book.tasks.get('x')).toMatchObject(asks);
    book.tasks.clear();
    await addGiven('l', url, given);
    await addGiven('n', `${url}?new`, given);
    const urls = [{ url, priority: 1, from: 'metalink' as const }];
    const file = { name: 'm.bin', folder: '', expected: nothingExpected, urls, unused: 0 };
    await adder.addFiles({ id: 'm', folder: null, placedBy: 'default' }, [file]);
    expect(book.tasks.get('l')).toMatchObject(asks);
    expect(book.tasks.get('n')).toMatchObject({ state: { kind: 'queued' }, twin: null });
    expect(book.tasks.get('m-0')).toMatchObject(asks);
  });

  it('is looked for by the checksum in the link and in the list', async () => {
    const wanted: Wanted[] = [];
    const { add, addGiven } = adding({ twin: (one) => (wanted.push(one), Promise.resolve(null)) });
    const digest = 'ab'.repeat(32);
    await add({ ...request, source: linkTo(`${url}#sha256=${digest}`) });
    const hash = { algorithm: 'md5', value: 'aa', from: 'user' } as const;
    await addGiven('y', `${url}?2`, { ...given, expected: { size: 5, hashes: [hash], pieces: null } });
    expect(wanted.map(({ expected }) => expected.hashes.map(({ value }) => value))).toEqual([[digest], ['aa']]);
  });

  it('is not asked about where the browser has begun it, or where it is the rest of something', async () => {
    const { book, add } = adding({ twin });
    await add(clicked);
    expect(book.tasks.get('x')).toMatchObject({ state: { kind: 'probing' }, twin: null });
    const half = task({
      id: 'old',
      source: linkTo(url),
      have: [{ from: 0, to: 5 }],
      state: { kind: 'paused', because: 'user', room: null },
    });
    const other = adding({ twin }, half);
    await other.add(request);
    expect(other.book.events).toEqual(['old relinked']);
  });
});

describe('the folder of what is added', () => {
  const places = () => ({ folder: 'F', folderRules: [{ kind: 'video', site: null, folder: 'Videos' } as const] });
  const film = { ...request, source: linkTo('https://example.org/film.mkv') };

  it('is by the rules, as far as the name is known; the browser’s name counts', async () => {
    const { book, add } = adding({ places });
    await add(film);
    await add({ ...request, id: 'y', hint: { name: 'clip.mp4', mime: null, size: null, validator: null } });
    await add({ ...request, id: 'z', source: linkTo('https://example.org/download?id=7') });
    expect([...book.tasks.values()].map(({ folder, placedBy }) => [folder, placedBy])).toEqual([
      ['Videos', 'rule'],
      ['Videos', 'rule'],
      ['F', 'default'],
    ]);
  });

  it('of what another one describes is by its own name, below its own folder; where no rule fits, where that goes', async () => {
    const { book, adder } = adding({ places });
    const file = (name: string) => ({
      name,
      folder: 'sub',
      expected: { size: 5, hashes: [], pieces: null },
      urls: [{ url: `https://example.org/${name}`, priority: 1, from: 'metalink' as const }],
      unused: 0,
    });
    await adder.addFiles({ id: 'm', folder: 'Rest', placedBy: 'default' }, [file('a.mkv'), file('b.zip')]);
    await adder.addFiles({ id: 'u', folder: 'Mine', placedBy: 'user' }, [file('c.mkv')]);
    await adder.addFiles({ id: 'f', folder: null, placedBy: 'default' }, [file('d.zip')]);
    const folders = [...book.tasks.values()].map(({ folder }) => folder);
    expect(folders).toEqual(['Videos/sub', 'Rest/sub', 'Mine/sub', 'F/sub']);
  });

  it('of a torrent is by its name', async () => {
    const { book, add } = adding({ places });
    await add({ ...request, source: linkTo(`magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=film.mkv`) });
    expect(book.tasks.get('x')).toMatchObject({ folder: 'Videos', placedBy: 'rule' });
  });
});

describe('adding a task', () => {
  it('is done once, however often the same request comes: one after the other, or at once', async () => {
    const { book, add } = bookWith();
    const answers = await Promise.all([add(clicked), add(clicked)]);
    expect([...answers, await add(clicked)]).toEqual([{ id: 'x' }, { id: 'x' }, { id: 'x' }]);
    expect([...book.tasks.values()]).toMatchObject([{ id: 'x', folder: 'F', handover: { downloadId: 7 } }]);
    expect(book.events).toEqual(['x offered']);
  });

  it('of a link that was clicked twice waits to see what becomes of the first click, and goes on with that', async () => {
    const { book, add } = bookWith();
    await add(clicked);
    let added = false;
    const second = add({ ...clicked, id: 'y', downloadId: 8 }).then(() => (added = true));
    await holds(() => !added, 'it waits', 200);
    const first = book.tasks.get('x')!;
    book.tasks.set('x', { ...first, handover: null, state: { kind: 'active' } });
    await second;
    expect(book.tasks.get('y')).toMatchObject({ continues: 'x', handover: { downloadId: 8 } });
  });

  it('of two clicks at once stores the second only when the first has been decided', async () => {
    const { book, add } = bookWith();
    const [, second] = [add(clicked), add({ ...clicked, id: 'y', downloadId: 8 })];
    await until(() => book.tasks.has('x'), { what: 'the first is stored' });
    expect(book.tasks.has('y')).toBe(false);
    // It stays with the browser: so may the second.
    book.tasks.delete('x');
    await second;
    expect(book.tasks.get('y')).toMatchObject({ continues: null });
  });

  it('is not done again when the task has ended in between', async () => {
    const { book, add } = bookWith();
    await add(clicked);
    book.tasks.delete('x');
    await add(clicked);
    expect(book.tasks.size).toBe(0);
  });

  it('is not done again after the engine page was started anew: the task is in the store', async () => {
    const { book, add } = bookWith(task({ id: 'x', state: { kind: 'active' } }));
    expect(await add(clicked)).toEqual({ id: 'x' });
    expect(book.events).toEqual([]);
  });

  it('may be tried again when it could not be stored', async () => {
    const { book, add } = bookWith();
    book.stored = () => Promise.reject(new Error('disk full'));
    await expect(add(request)).rejects.toThrow('disk full');
    book.stored = () => Promise.resolve();
    await add(request);
    expect(book.tasks.size).toBe(1);
  });

  it('of an address that an unfinished task has is that task going on', async () => {
    const { book, add } = bookWith(
      task({ id: 'old', source: linkTo(url), state: { kind: 'paused', because: 'user', room: null } }),
    );
    expect(await add(request)).toEqual({ id: 'old' });
    expect([book.tasks.size, book.events]).toEqual([1, ['old relinked']]);
  });

  it('of what was clicked again is proven first, beside the browser’s item', async () => {
    const { book, add } = bookWith(
      task({ id: 'old', source: linkTo(url), state: { kind: 'paused', because: 'user', room: null } }),
    );
    expect(await add(clicked)).toEqual({ id: 'x' });
    expect(book.tasks.get('x')).toMatchObject({ continues: 'old', state: { kind: 'probing' } });
  });

  it('of a link given to a task is proven first; one given to a finished task is a new download', async () => {
    const done: Task['state'] = { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' };
    const { book, add } = bookWith(
      task({ id: 'old', state: { kind: 'paused', because: 'user', room: null } }),
      task({ id: 'done', state: done }),
    );
    await add({ ...request, continues: 'old' });
    await add({ ...request, id: 'y', source: linkTo('https://elsewhere.test/a.bin'), continues: 'done' });
    expect(book.tasks.get('x')).toMatchObject({ continues: 'old', state: { kind: 'queued' } });
    expect(book.tasks.get('y')).toMatchObject({ continues: null });
  });

  it('gives every task a serial of its own, also those that are added at once', async () => {
    const { book, add } = bookWith(
      task({ id: 'old', serial: 4, state: { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a' } }),
    );
    await Promise.all(['a', 'b', 'c'].map((id) => add({ ...request, id, source: linkTo(`${url}?${id}`) })));
    expect(new Set([...book.tasks.values()].map(({ serial }) => serial))).toEqual(new Set([4, 5, 6, 7]));
  });
});

describe('a magnet link', () => {
  const magnet = { ...request, source: linkTo(`magnet:?xt=urn:btih:${'ab'.repeat(20)}&tr=wss://t.test`) };

  it('asks before anybody is contacted; of the same torrent it is one task', async () => {
    const { book, add } = adding({});
    expect(await add(magnet)).toEqual({ id: 'x' });
    expect(await add({ ...magnet, id: 'y' })).toEqual({ id: 'x' });
    expect([...book.tasks.values()]).toMatchObject([
      { state: { kind: 'paused', because: 'peers' }, swarm: { agreed: false } },
    ]);
    expect(book.events).toEqual(['x named-again', 'x relinked']);
  });

  it('of trackers that the user does not want to be asked about begins', async () => {
    const asked: (readonly string[])[] = [];
    const { book, add } = adding({ mayBegin: ({ trackers }) => Promise.resolve(asked.push(trackers) > 0) });
    await add(magnet);
    expect([book.events, asked]).toEqual([['x agreed'], [['wss://t.test']]]);
  });

  it('of which nobody can tell what is in it does not begin, whatever the user does not want to be asked', async () => {
    const { book, add } = adding({ mayBegin: () => Promise.resolve(true) });
    await add({ ...magnet, source: linkTo(magnet.source.url.replace('wss://', 'udp://').replace('wss%3A', 'udp%3A')) });
    expect([book.tasks.get('x')?.swarm?.trackers[0]?.slice(0, 6), book.events]).toEqual(['udp://', []]);
  });

  it('that waits for an answer is not begun by another link, which names trackers the user knows', async () => {
    const { book, add } = adding({ mayBegin: ({ trackers }) => Promise.resolve(trackers[0] === 'wss://known.test') });
    await add(magnet);
    await add({ ...magnet, id: 'y', source: linkTo(magnet.source.url.replace('t.test', 'known.test')) });
    expect(book.events).toEqual(['x named-again', 'x relinked']);
  });

  it('of one that runs names more: asked at once only where the user does not want to be asked about them', async () => {
    const offered = { trackers: ['wss://more.test'], webSeeds: [] };
    for (const known of [true, false]) {
      const { book, add } = adding({
        mayBegin: ({ trackers }) => Promise.resolve(known && trackers[0] === 'wss://more.test'),
      });
      await add(magnet);
      const [first] = book.tasks.values();
      book.tasks.set('x', { ...first!, swarm: { ...first!.swarm!, agreed: true, offered } });
      book.events.length = 0;
      await add({ ...magnet, id: 'y' });
      expect(book.events).toEqual(['x named-again', 'x relinked', ...(known ? ['x widened'] : [])]);
    }
  });
});
