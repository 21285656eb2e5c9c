import { expect, it } from 'vitest';
import type { TransferReport } from '#protocol/transfer-api';
import { Runs } from '../../src/engine/runs.ts';

const traffic = [{ host: 'a.test', requests: 1, bytes: 9, firstDay: 1, lastDay: 1 }];
const failed = (run: number): TransferReport => ({ kind: 'failed', id: 't', run, error: { code: 'cut' } });
const checkpoint = (run: number): TransferReport => ({
  kind: 'checkpoint',
  id: 't',
  run,
  lent: [],
  have: [{ from: 0, to: 9 }],
  traffic,
});

it('what a stopped run had on its way says nothing of the task any more; its bytes and its requests count', () => {
  const runs = new Runs();
  const first = runs.begin('t');
  expect(runs.sift(failed(first))).toEqual(failed(first));
  runs.stop('t');
  expect(runs.sift(failed(first))).toBeNull();
  expect(runs.sift(checkpoint(first))).toEqual(checkpoint(first));
});

it('after another run has begun, the bytes of the one before are its own to record; what was exchanged still counts', () => {
  const runs = new Runs();
  const first = runs.begin('t');
  runs.stop('t');
  const second = runs.begin('t');
  expect(runs.sift(failed(first))).toBeNull();
  expect(runs.sift(failed(second))).toEqual(failed(second));
  expect(runs.sift(checkpoint(first))).toEqual({ kind: 'traffic', id: 't', traffic });
  expect(runs.sift({ kind: 'asked', id: 't', host: 'a.test', run: first })).not.toBeNull();
});

it('tasks are told apart, and what belongs to no run always counts', () => {
  const runs = new Runs();
  runs.begin('t');
  const other = runs.begin('other');
  runs.stop('t');
  expect(runs.sift({ ...failed(other), id: 'other' } as TransferReport)).not.toBeNull();
  expect(runs.sift({ kind: 'discarded', id: 't' })).not.toBeNull();
  expect(runs.sift({ kind: 'failed', id: 't', error: { code: 'part-lost' } })).not.toBeNull();
});
