import { readLinkChecksums } from '../check/checksum-text.ts';
import { nothingExpected } from '../check/expected.ts';
import { notSearched } from '../mirror/search.ts';
import type { Task } from './task.ts';

/** What is known of a task when it is made, and whatever else differs from an empty one. */
type Beginning = Pick<Task, 'id' | 'serial' | 'addedAt' | 'source'> & Partial<Task>;

/** A task of which nothing is here yet: waiting for its turn, asked of nobody. */
export function newTask(beginning: Beginning): Task {
  return {
    hint: null,
    handover: null,
    file: null,
    have: [],
    // A checksum in the link itself speaks of what it leads to.
    expected: { ...nothingExpected, hashes: readLinkChecksums(beginning.source.url) },
    checked: null,
    mirrors: [],
    search: notSearched,
    describedBy: null,
    name: null,
    mask: null,
    swarm: null,
    before: null,
    folder: '',
    placedBy: 'user',
    conflict: null,
    twin: null,
    hosts: [],
    traffic: [],
    continues: null,
    link: null,
    state: { kind: 'queued' },
    stream: null,
    priority: 'normal',
    position: null,
    speedLimit: null,
    startAt: null,
    stopAt: null,
    urgent: false,
    trash: null,
    ...beginning,
  };
}
