import { expect, it } from 'vitest';
import { readRange } from '../support/site/range.ts';

it.each([
  ['bytes=0-', { from: 0, to: 999 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=990-5000', { from: 990, to: 999 }],
  ['bytes=-10', { from: 990, to: 999 }],
  ['bytes=-5000', { from: 0, to: 999 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=20-10', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['lines=1-2', null],
  [undefined, null],
])('%s of 1000 bytes is %o', (header, expected) => {
  expect(readRange(header, 1000)).toEqual(expected);
});

it('finds no range in an empty file', () => {
  expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(readRange('bytes=-5', 0)).toBe('unsatisfiable');
});
