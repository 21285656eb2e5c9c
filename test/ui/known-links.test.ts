import { describe, expect, test } from 'vitest';
import { linkTo } from '#domain/task/link-to';
import type { Task } from '#domain/task/task';
import { KnownLinks } from '../../src/links/known-links.ts';
import { task } from './tasks.ts';

const url = 'https://example.org/a.zip';
const magnet = `magnet:?xt=urn:btih:${'ab'.repeat(20)}`;
const saved: Task['state'] = { kind: 'done', finishedAt: 1, downloadId: 1, savedAs: 'a.zip' };
const of = (address: string, more: Partial<Task> = {}) => task({ source: linkTo(address), ...more });

describe('links that were added before', () => {
  test('of several downloads from one address one that is saved counts; one that was removed does not', () => {
    const known = KnownLinks.of([of(url), of(url, { state: saved }), of(url)]);
    expect(known.get(url)).toBe('saved');
    expect(KnownLinks.of([of(url, { trash: { at: 1, wasRunning: true } })]).get(url)).toBeUndefined();
  });

  test('an address is the same wherever in the file it leads, a magnet link whatever else it says', () => {
    const known = KnownLinks.of([of(`${url}#page=2`), of(`${magnet}&dn=name`)]);
    expect(known.get(url)).toBe('listed');
    expect(known.get(`magnet:?dn=other&xt=urn:btih:${'AB'.repeat(20)}`)).toBe('listed');
    expect(known.get('https://example.org/b.zip')).toBeUndefined();
  });

  test('what has just been added is known from then on', () => {
    const known = KnownLinks.of([of(url, { state: saved })]).with([url, magnet]);
    expect([known.get(url), known.get(magnet)]).toEqual(['saved', 'listed']);
  });
});
