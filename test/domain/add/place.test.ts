import { describe, expect, it, test } from 'vitest';
import { withoutRule, withRule } from '#domain/add/folder-rules';
import { inItsPlace, placeFor } from '#domain/add/place';
import type { FolderRule } from '#domain/settings/settings';
import { reduce } from '#domain/task/reduce';
import { answered, file, taskIn } from '../task/play.ts';

const rule = (kind: FolderRule['kind'], site: string | null, folder: string): FolderRule => ({ kind, site, folder });
const folderRules = [
  rule('video', null, 'Videos'),
  rule(null, 'example.org', 'Example'),
  rule(null, 'deep.example.org', 'Deep'),
  rule('video', 'example.org', 'Example/Videos'),
];
const places = { folder: 'New', folderRules };

describe('the folder of a file', () => {
  it.each<[name: string, url: string, folder: string, by: string]>([
    ['a.zip', 'https://other.test/a', 'New', 'default'],
    ['a.MKV', 'https://other.test/a', 'Videos', 'rule'],
    ['a.zip', 'https://example.org/a', 'Example', 'rule'],
    ['a.zip', 'https://www.example.org:8080/a', 'Example', 'rule'],
    ['a.zip', 'https://myexample.org/a', 'New', 'default'],
    ['a.mkv', 'https://example.org/a', 'Example/Videos', 'rule'],
    ['a.zip', 'https://x.deep.example.org/a', 'Deep', 'rule'],
    // A sub-domain's rule knows more than one for a kind on the whole domain.
    ['a.mkv', 'https://deep.example.org/a', 'Deep', 'rule'],
  ])('%s of %s: %s, by %s', (name, url, folder, placedBy) => {
    expect(placeFor(name, [url], places)).toEqual({ folder, placedBy });
    expect(placeFor(name, [url], { ...places, folderRules: folderRules.toReversed() })).toEqual({ folder, placedBy });
  });

  it('follows the page where it was clicked, too; a magnet link has no site', () => {
    expect(placeFor('a.zip', ['https://cdn.test/a', 'https://example.org/page'], places).folder).toBe('Example');
    expect(placeFor('a.mkv', ['magnet:?xt=urn:btih:00'], places).folder).toBe('Videos');
  });

  it('of a task is by what is known of it, unless the user has named it', () => {
    const task = taskIn(
      { kind: 'queued' },
      { placedBy: 'default', hint: { name: 'a.mkv', mime: null, size: 1, validator: null } },
    );
    expect(inItsPlace(task, places)).toMatchObject({ folder: 'Videos', placedBy: 'rule' });
    const page = 'https://example.org/';
    expect(inItsPlace({ ...task, source: { ...task.source, page } }, places).folder).toBe('Example/Videos');
    const chosen = taskIn({ kind: 'queued' }, { folder: 'Mine', placedBy: 'user' });
    expect(inItsPlace(chosen, places)).toBe(chosen);
  });
});

describe('when the server says the name', () => {
  const told = { ...answered, file: { ...file, name: 'film.mkv' }, places };
  const probing = taskIn({ kind: 'probing' }, { folder: 'New', placedBy: 'default' });

  it('the rules decide by it', () => {
    expect(reduce(probing, told).task).toMatchObject({ folder: 'Videos', placedBy: 'rule' });
    expect(reduce({ ...probing, folder: 'Videos', placedBy: 'rule' }, { ...told, file }).task).toMatchObject({
      folder: 'New',
      placedBy: 'default',
    });
  });

  it('what the user has chosen stays, and what a Metalink named, in a folder below', () => {
    expect(reduce({ ...probing, folder: 'Mine', placedBy: 'user' }, told).task).toMatchObject({ folder: 'Mine' });
    const described = { ...probing, folder: 'Videos/season', placedBy: 'rule' as const, name: 'one.mkv' };
    expect(reduce(described, told).task).toMatchObject({ folder: 'Videos/season', placedBy: 'rule' });
  });
});

test('one rule for the same takes the place of the other; they stand by site and kind', () => {
  const more = withRule(folderRules, rule('audio', null, 'Music'));
  expect(more.map(({ folder }) => folder)).toEqual(['Music', 'Videos', 'Deep', 'Example', 'Example/Videos']);
  expect(withRule(more, rule('video', null, 'Films'))).toContainEqual(rule('video', null, 'Films'));
  expect(withRule(more, rule('video', null, 'Films'))).toHaveLength(more.length);
  expect(withoutRule(more, { kind: null, site: 'example.org' }).map(({ folder }) => folder)).not.toContain('Example');
  expect(withoutRule(more, { kind: null, site: 'example.org' })).toHaveLength(more.length - 1);
});
