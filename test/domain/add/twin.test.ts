import { describe, expect, it } from 'vitest';
import { savedTwins } from '#domain/add/twin';
import { nothingExpected, type Hash } from '#domain/check/expected';
import { linkTo } from '#domain/task/link-to';
import type { Task } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';

const url = 'https://example.org/a.bin';
const sha = (value: string, from: Hash['from'] = 'user'): Hash => ({ algorithm: 'sha-256', value, from });
const md5: Hash = { algorithm: 'md5', value: 'aa', from: 'header' };
const saved = (id: string, more: Partial<Task> = {}): Task =>
  task({
    id,
    source: linkTo(url),
    state: { kind: 'done', finishedAt: 1, downloadId: 7, savedAs: `${id}.bin` },
    ...more,
  });
const good = (value: string): Task['checked'] => ({ what: 'sha-256', from: 'user', good: true, value });
const elsewhere = { source: linkTo('https://mirror.test/b') };
const twins = (tasks: readonly Task[], hashes: readonly Hash[] = [], size: number | null = null) =>
  savedTwins(tasks, { url, expected: { ...nothingExpected, hashes: [...hashes], size } }).map(
    ({ task: { id }, by }) => `${id} ${by}`,
  );

describe('what is there already', () => {
  it('is what was saved from the address, the latest first; nothing that is unfinished, removed, or of another address', () => {
    const all = [
      saved('first'),
      saved('second'),
      task({ id: 'runs', source: linkTo(url) }),
      saved('removed', { trash: { at: 1, wasRunning: false } }),
      saved('other', elsewhere),
    ];
    expect(twins(all)).toEqual(['second address', 'first address']);
  });

  it('is what has the checksum, wherever it came from, before what has the address', () => {
    const all = [saved('there'), saved('same', { ...elsewhere, checked: good('11') })];
    expect(twins(all, [sha('11')])).toEqual(['same hash', 'there address']);
    // It was held against another algorithm's, too, and agreed with all.
    const both = saved('both', { ...elsewhere, checked: good('11'), expected: { ...nothingExpected, hashes: [md5] } });
    expect(twins([both], [md5])).toEqual(['both hash']);
  });

  it('is not what is known to be another version: by checksum, or by size', () => {
    const old = saved('old', { checked: good('00') });
    expect(twins([old])).toEqual(['old address']);
    expect(twins([old], [sha('11')])).toEqual([]);
    expect(twins([old], [], 1000)).toEqual(['old address']);
    expect(twins([old], [], 1001)).toEqual([]);
  });

  it('is not what merely should have had the checksum', () => {
    const expected = { ...nothingExpected, hashes: [sha('11')] };
    expect(
      twins([saved('bad', { ...elsewhere, expected, checked: { ...good('00')!, good: false } })], [sha('11')]),
    ).toEqual([]);
    expect(twins([saved('unchecked', { ...elsewhere, expected })], [sha('11')])).toEqual([]);
    // Of several checksums all have to agree.
    const one = saved('one', { ...elsewhere, expected: { ...nothingExpected, hashes: [md5] }, checked: good('11') });
    expect(twins([one], [sha('11'), { ...md5, value: 'bb' }])).toEqual([]);
  });
});
