import { describe, expect, it } from 'vitest';
import { linkTo } from '#domain/task/link-to';
import { newTask } from '#domain/task/new-task';
import { unfinishedAt, unfinishedFor, withLink, type LinkOffer } from '#domain/task/relink';
import type { Source, Task, TaskFile } from '#domain/task/task';

const strong = { etag: '"1"', lastModified: null, strong: true };
const file: TaskFile = { name: 'film.mkv', mime: 'video/x', size: 1000, ranged: true, validator: strong };
const expired: Task['state'] = { kind: 'failed', error: { code: 'expired' }, whole: false };
const page = 'https://shop.test/films?id=7';

function stopped(more: Partial<Task> = {}): Task {
  const source: Source = {
    url: 'https://cdn.test/get?t=1',
    finalUrl: 'https://cdn.test/film.mkv?t=1',
    referrer: null,
    page,
  };
  const have = [{ from: 0, to: 10 }];
  return newTask({
    id: 'old',
    serial: 1,
    addedAt: 1,
    source,
    file,
    have,
    state: { kind: 'paused', because: 'user', room: null },
    ...more,
  });
}

function offer(source: Partial<Source>, more: Partial<LinkOffer> = {}): LinkOffer {
  const hint = { name: 'film.mkv', mime: null, size: 1000, validator: strong };
  return { source: { ...linkTo('https://other.test/film.mkv?t=2'), ...source }, hint, tabId: null, ...more };
}

const found = (task: Task, offered: LinkOffer, now = 0): boolean => unfinishedFor([task], offered, now) !== null;
const awaited = { link: { kind: 'awaited' as const, at: 0, tabId: 5 } };

describe('which unfinished task a download may belong to', () => {
  it.each<[string, Partial<Source>]>([
    ['the same address', { url: 'https://cdn.test/get?t=1' }],
    ['the same but for its fragment', { url: 'https://cdn.test/get?t=1#top' }],
    ['an address that leads to the same', { finalUrl: 'https://cdn.test/film.mkv?t=1' }],
    ['the same name, size and validator from the same page', { page }],
    ['… from another page of that site', { page: 'https://shop.test/again' }],
    ['… from the same server', { url: 'https://cdn.test/film.mkv?t=2' }],
  ])('%s', (_, source) => {
    expect(found(stopped(), offer(source))).toBe(true);
  });

  it.each<[string, Task, LinkOffer]>([
    ['the same name, size and validator at another site', stopped(), offer({})],
    ['another size', stopped(), offer({ page }, { hint: { ...offer({}).hint!, size: 999 } })],
    [
      'the same address, announced in another size',
      stopped(),
      offer({ url: 'https://cdn.test/get?t=1' }, { hint: { ...offer({}).hint!, size: 999 } }),
    ],
    ['another name', stopped(), offer({ page }, { hint: { ...offer({}).hint!, name: 'film2.mkv' } })],
    [
      'another validator',
      stopped(),
      offer({ page }, { hint: { ...offer({}).hint!, validator: { ...strong, etag: '"2"' } } }),
    ],
    [
      'one that is finished',
      stopped({ state: { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'x' } }),
      offer({ page }),
    ],
    ['one that is being saved', stopped({ state: { kind: 'verifying' } }), offer({ page })],
    ['one that was removed', stopped({ trash: { at: 1, wasRunning: false } }), offer({ page })],
    ['one beside the browser’s own item', stopped({ handover: { downloadId: 1, phase: 'offered' } }), offer({ page })],
    ['one that is to be proven itself', stopped({ continues: 'older' }), offer({ page })],
  ])('not %s', (_, task, offered) => {
    expect(found(task, offered)).toBe(false);
  });

  it('after it expired the validator need not agree: the bytes will tell', () => {
    const hint = { ...offer({}).hint!, validator: null };
    expect(found(stopped({ state: expired }), offer({ page }, { hint }))).toBe(true);
    expect(found(stopped(), offer({ page }, { hint }))).toBe(false);
  });

  it('the browser’s number in a name that is taken does not matter', () => {
    expect(found(stopped(), offer({ page }, { hint: { ...offer({}).hint!, name: 'film (1).mkv' } }))).toBe(true);
  });

  it('while a new link is looked for: name or size will do, from its site or its tab, for an hour', () => {
    const task = stopped(awaited);
    const renamed = { ...offer({}).hint!, name: 'movie.mkv', validator: null };
    const resized = { ...offer({}).hint!, size: 5, validator: null };
    expect(found(task, offer({ page }, { hint: renamed }))).toBe(true);
    expect(found(task, offer({ page }, { hint: resized }))).toBe(true);
    expect(found(task, offer({ page }, { hint: { ...renamed, size: 5 } }))).toBe(false);
    expect(found(task, offer({}, { hint: renamed, tabId: 5 }))).toBe(true);
    expect(found(task, offer({}, { hint: renamed, tabId: 6 }))).toBe(false);
    expect(found(task, offer({ page }, { hint: renamed }), 60 * 60_000)).toBe(false);
  });

  it('the one that waits for it comes before one of the same address', () => {
    const other = { ...stopped(), id: 'same' };
    const tasks = [stopped({ ...awaited, id: 'waits' }), other];
    expect(unfinishedFor(tasks, offer({ url: other.source.url, page }), 0)?.id).toBe('waits');
  });

  it('a pasted address is that of the task alone', () => {
    const pasted = { source: linkTo('https://cdn.test/film.mkv?t=1'), hint: null, tabId: null };
    expect(unfinishedAt([stopped()], pasted)?.id).toBe('old');
    expect(unfinishedAt([stopped()], { ...pasted, source: linkTo('https://cdn.test/film.mkv') })).toBeNull();
  });
});

describe('the task with its new link', () => {
  const link = {
    source: linkTo('https://new.test/film.mkv'),
    file: { ...file, name: 'renamed.mkv', validator: { ...strong, etag: '"other server"' } },
    hosts: ['new.test'],
    traffic: [{ host: 'new.test', requests: 1, bytes: 1, firstDay: 1, lastDay: 1 }],
  };

  it('keeps its bytes and its name, and takes the new server’s validator', () => {
    expect(withLink(stopped({ hosts: ['cdn.test'] }), link)).toMatchObject({
      have: [{ from: 0, to: 10 }],
      file: { name: 'film.mkv', validator: { etag: '"other server"' } },
      hosts: ['cdn.test', 'new.test'],
    });
  });

  it('asks anew what the file is when nothing of it is here', () => {
    expect(withLink(stopped({ have: [] }), link).file).toBeNull();
  });
});
