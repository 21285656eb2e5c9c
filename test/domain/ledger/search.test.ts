import { expect, it } from 'vitest';
import type { LedgerEntry } from '#domain/ledger/entry';
import { isFound } from '#domain/ledger/search';

const entry: LedgerEntry = {
  at: Date.UTC(2027, 1, 3),
  purpose: 'mirror-search',
  call: 'lookUp',
  version: 1,
  clauseHash: 'a'.repeat(64),
  host: 'perseid.example:8443',
  request: { method: 'GET', path: '/v1/mirrors/some?prefix=3f', body: null },
  size: 26,
  task: 'one',
  outcome: { kind: 'failed', because: 'redirect', status: 302 },
};
const any = { text: '', purpose: null, task: null };

it('an entry is found by every word that is shown of it, by its purpose and its task', () => {
  for (const text of ['', '2027-02-03', 'Perseid.Example', 'lookup', 'prefix=3f  redirect', 'failed', 'GET']) {
    expect(isFound(entry, { ...any, text }), text).toBe(true);
  }
  for (const text of ['2027-02-04', 'bundle', 'redirect answered']) {
    expect(isFound(entry, { ...any, text }), text).toBe(false);
  }
  expect(isFound(entry, { ...any, purpose: 'mirror-search', task: 'one' })).toBe(true);
  expect(isFound(entry, { ...any, purpose: 'updates' })).toBe(false);
  expect(isFound(entry, { ...any, task: 'two' })).toBe(false);
  expect(isFound({ ...entry, task: null }, { ...any, task: 'one' })).toBe(false);
});
