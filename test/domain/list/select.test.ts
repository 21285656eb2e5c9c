import { describe, expect, it } from 'vitest';
import { choose, nothingChosen, within, type Choosing, type Selection } from '#domain/list/select';

const ids = ['a', 'b', 'c', 'd'];
const play = (...steps: readonly (readonly [string, Choosing])[]): Selection =>
  steps.reduce((selection, [id, how]) => choose(selection, ids, id, how), nothingChosen);
const chosen = (selection: Selection) => [...selection.chosen].join('');

describe('choosing rows', () => {
  it('alone, and a span from there in both directions, which the next span replaces', () => {
    expect(chosen(play(['b', 'alone']))).toBe('b');
    expect(chosen(play(['b', 'alone'], ['d', 'span']))).toBe('bcd');
    expect(chosen(play(['b', 'alone'], ['d', 'span'], ['a', 'span']))).toBe('ab');
    expect(chosen(play(['c', 'span']))).toBe('c');
  });

  it('one by one, and taken away again; walking chooses nothing', () => {
    expect(chosen(play(['a', 'alone'], ['c', 'flip'], ['d', 'flip'], ['c', 'flip']))).toBe('ad');
    expect(play(['a', 'alone'], ['c', 'walk'])).toEqual({ chosen: new Set(['a']), anchor: 'a', at: 'c' });
    expect(chosen(play(['a', 'alone'], ['c', 'walk'], ['c', 'flip']))).toBe('ac');
  });

  it('a span whose anchor is not shown any more begins where it ends', () => {
    expect(choose({ chosen: new Set(['x']), anchor: 'x', at: 'x' }, ids, 'c', 'span')).toEqual({
      chosen: new Set(['c']),
      anchor: 'c',
      at: 'c',
    });
  });

  it('what is not shown any more is not chosen any more', () => {
    const selection = play(['a', 'alone'], ['c', 'span']);
    expect(chosen(within(selection, (id) => id !== 'b'))).toBe('ac');
    expect(within(selection, () => true)).toBe(selection);
  });
});
