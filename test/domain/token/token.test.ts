import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blindToken,
  finishToken,
  isGenuine,
  issueToken,
  tokenKeys,
  type Token,
  type TokenKeys,
} from '#domain/token/token';
import { findWork, isWorked } from '#domain/token/work';

const random = (bytes = 32): Uint8Array => Uint8Array.from(randomBytes(bytes));
const keys = tokenKeys(new Uint8Array(32).fill(7));
const others = tokenKeys(new Uint8Array(32).fill(8));

function issued(by: TokenKeys, trusted = by.publicKey): Token | null {
  const pending = blindToken(random);
  const answer = issueToken(by, pending.blinded, random);
  return answer && finishToken(pending, answer, trusted);
}

describe('a token', () => {
  it('is genuine with the key that issued it, and with no other', () => {
    const token = issued(keys);
    expect(token && isGenuine(keys, token)).toBe(true);
    expect(token && isGenuine(others, token)).toBe(false);
  });

  it('is not made of an answer of another key than the one everybody has', () => {
    expect(issued(others, keys.publicKey)).toBeNull();
  });

  it('is forged by no changed byte', () => {
    const token = issued(keys);
    if (token === null) throw new Error('no token');
    fc.assert(
      fc.property(fc.nat({ max: 95 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const both = [...token.input, ...token.output].map((byte, index) => (index === at ? byte ^ change : byte));
        const forged = { input: Uint8Array.from(both.slice(0, 32)), output: Uint8Array.from(both.slice(32)) };
        expect(isGenuine(keys, forged)).toBe(false);
      }),
      { numRuns: 20 },
    );
    expect(isGenuine(keys, { ...token, output: token.output.slice(1) })).toBe(false);
  });

  it('has nothing in it of what was sent to get it', () => {
    const pending = blindToken(random);
    const again = blindToken((bytes) => (bytes === 32 ? pending.input : random(bytes)));
    expect(Buffer.from(pending.blinded).equals(again.blinded)).toBe(false);
  });

  it('is not issued for what is no element of the group', () => {
    expect(issueToken(keys, new Uint8Array(32).fill(255), random)).toBeNull();
    expect(issueToken(keys, new Uint8Array(32), random)).toBeNull();
  });
});

describe('proof of work', () => {
  const blinded = new Uint8Array(32).fill(1);
  const nonce = findWork(keys.publicKey, blinded, 8, { from: 0, tries: 100_000 });

  it('holds for the very request it was done for', () => {
    if (nonce === null) throw new Error('no nonce among 100,000: 2^8 tries should do');
    expect(isWorked(keys.publicKey, blinded, nonce, 8)).toBe(true);
    expect(isWorked(others.publicKey, blinded, nonce, 8)).toBe(false);
    expect(isWorked(keys.publicKey, new Uint8Array(32).fill(2), nonce, 8)).toBe(false);
    expect(isWorked(keys.publicKey, blinded, nonce, 256)).toBe(false);
    expect(isWorked(keys.publicKey, blinded, nonce.slice(1), 8)).toBe(false);
  });

  it('says when there is none among the tries', () => {
    expect(findWork(keys.publicKey, blinded, 60, { from: 0, tries: 10 })).toBeNull();
  });

  it('costs about 2 to the power of the bits', () => {
    const tries = Array.from({ length: 64 }, (_, index) => {
      const element = new Uint8Array(32).fill(index);
      const found = findWork(keys.publicKey, element, 6, { from: 0, tries: 10_000 });
      return Number(new DataView((found ?? new Uint8Array(8)).buffer).getBigUint64(0)) + 1;
    });
    const mean = tries.reduce((sum, count) => sum + count, 0) / tries.length;
    // The mean of 64 geometric draws of 1/64: 64, give or take 8.
    expect(Math.abs(mean - 64)).toBeLessThan(32);
  });
});
