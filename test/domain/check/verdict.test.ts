import { describe, expect, it } from 'vitest';
import type { Algorithm } from '#domain/check/algorithm';
import { addExpected, nothingExpected, type Expected, type Hash, type Teller } from '#domain/check/expected';
import { judgeDigests, planCheck } from '#domain/check/verdict';

const hash = (algorithm: Algorithm, value: string, from: Teller = 'header'): Hash => ({ algorithm, value, from });
const expecting = (...hashes: Hash[]): Expected => ({ ...nothingExpected, hashes });
const pieces = { algorithm: 'sha-1' as const, length: 4096, hashes: [], from: 'metalink' as const };

describe('what is computed', () => {
  it('the strongest alone', () => {
    expect(planCheck(expecting(hash('md5', 'a'), hash('sha-256', 'b'), hash('sha-1', 'c')))).toEqual({
      whole: ['sha-256'],
      pieces: false,
    });
  });

  it('a weak one where nothing better is known', () => {
    expect(planCheck(expecting(hash('md5', 'a'))).whole).toEqual(['md5']);
  });

  it('and always what the user gave', () => {
    expect(planCheck(expecting(hash('md5', 'a', 'user'), hash('sha-256', 'b'))).whole).toEqual(['sha-256', 'md5']);
  });

  it('pieces decide where nothing as good is known of the whole', () => {
    const strong = { ...pieces, algorithm: 'sha-256' as const };
    expect(planCheck({ ...nothingExpected, pieces })).toEqual({ whole: [], pieces: true });
    expect(planCheck({ ...expecting(hash('md5', 'a')), pieces: strong })).toEqual({ whole: [], pieces: true });
    expect(planCheck({ ...expecting(hash('md5', 'a')), pieces })).toEqual({ whole: ['md5'], pieces: false });
    expect(planCheck({ ...expecting(hash('sha-256', 'a')), pieces }).pieces).toBe(false);
  });

  it('nothing, where nothing is known', () => {
    expect(planCheck(nothingExpected)).toEqual({ whole: [], pieces: false });
  });
});

describe('the verdict', () => {
  const digests = new Map<Algorithm, string>([['sha-256', 'b']]);

  it('names the most trusted of those who told it', () => {
    const known = expecting(hash('sha-256', 'b', 'header'), hash('sha-256', 'b', 'link'), hash('md5', 'z', 'user'));
    expect(judgeDigests(known, digests)).toEqual({
      checked: { what: 'sha-256', from: 'link', good: true, value: 'b' },
    });
  });

  it('is bad when one of them disagrees, whatever the others say', () => {
    const known = expecting(hash('sha-256', 'b', 'header'), hash('sha-256', 'x', 'user'));
    expect(judgeDigests(known, digests)).toEqual({
      mismatch: { what: 'sha-256', from: 'user', expected: 'x', actual: 'b', bad: null },
    });
  });

  it('is none without a reference', () => {
    expect(judgeDigests(nothingExpected, new Map())).toEqual({ checked: null });
  });
});

describe('what is known', () => {
  it('grows; each teller has one word for an algorithm, and the first size and pieces stay', () => {
    const first = addExpected(nothingExpected, { size: 5, hashes: [hash('md5', 'a'), hash('sha-1', 'b')], pieces });
    const then = addExpected(first, { size: 6, hashes: [hash('md5', 'c'), hash('md5', 'd', 'user')], pieces: null });
    expect(then).toEqual({
      size: 5,
      hashes: [hash('sha-1', 'b'), hash('md5', 'c'), hash('md5', 'd', 'user')],
      pieces,
    });
  });
});
