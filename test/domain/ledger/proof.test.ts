import { describe, expect, it } from 'vitest';
import type { Outcome, StoredEntry } from '#domain/ledger/entry';
import { askedMeanwhile, judgeProof, wentOut, type Evidence } from '#domain/ledger/proof';
import { task } from '../../ui/tasks.ts';

const entry = (outcome: Outcome): StoredEntry => ({
  id: 1,
  at: 1,
  purpose: 'updates',
  call: 'bundle',
  version: 1,
  clauseHash: null,
  host: 'service.test',
  request: null,
  size: 0,
  task: null,
  outcome,
});
const nothing: Evidence = { task: task(), entries: [], mismatches: [], others: [] };
const sent: Outcome[] = [
  { kind: 'begun' },
  { kind: 'answered', bytes: 1 },
  { kind: 'failed', because: 'network', status: null },
  { kind: 'aborted' },
];
const unsent: Outcome[] = [
  { kind: 'refused', because: 'no-grant' },
  { kind: 'deferred', because: 'busy' },
  { kind: 'dropped', because: 'busy' },
];

describe('what a download proves', () => {
  it('only its own host was contacted', () => {
    expect(judgeProof(nothing)).toBe('own');
    expect(judgeProof({ ...nothing, others: ['else.test'] })).toBe('own');
  });

  it('hosts that its own named were contacted too', () => {
    expect(judgeProof({ ...nothing, task: task({ hosts: ['example.org', 'cdn.example.org'] }) })).toBe('named');
    // The same name on another port is another server.
    expect(judgeProof({ ...nothing, task: task({ hosts: ['example.org', 'example.org:8080'] }) })).toBe('named');
  });

  it('somebody else was contacted: whatever went out, whatever came of it, and whatever the second witness found', () => {
    for (const outcome of sent) {
      expect(wentOut({ outcome })).toBe(true);
      expect(judgeProof({ ...nothing, entries: [entry(outcome)] })).toBe('strangers');
    }
    for (const outcome of unsent) expect(judgeProof({ ...nothing, entries: [entry(outcome)] })).toBe('own');
    const mismatch = { at: 1, kind: 'unrecorded' as const, host: 'else.test', detail: 'GET xmlhttprequest' };
    expect(judgeProof({ ...nothing, mismatches: [mismatch] })).toBe('strangers');
  });

  it('other downloads are told apart: by what they exchanged between two looks', () => {
    const sum = { host: 'b.test', requests: 1, bytes: 10, firstDay: 1, lastDay: 1 };
    const still = task({ id: 'still', hosts: ['a.test'], traffic: [{ ...sum, host: 'a.test' }] });
    const moving = task({ id: 'moving', hosts: ['a.test', 'b.test'], traffic: [sum] });
    const more = { ...moving, traffic: [{ ...sum, bytes: 11 }] };
    const asked = { ...moving, hosts: ['a.test', 'b.test', 'c.test'] };
    const proven = task({ id: 'proven', hosts: ['d.test'] });
    const fresh = task({ id: 'fresh', hosts: ['e.test'] });
    expect(askedMeanwhile([still, moving], [still, more, proven], 'proven')).toEqual(['b.test']);
    expect(askedMeanwhile([still, moving], [still, asked, proven, fresh], 'proven')).toEqual(['c.test', 'e.test']);
    expect(askedMeanwhile([still], [still, proven], 'proven')).toEqual([]);
  });
});
