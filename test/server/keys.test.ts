import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockKeys, readKeys, rotateIdentity, rotateTokens, type KeyPlace } from '../../server/keys/key-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

const fresh = (passphrase: string | null = null): KeyPlace => ({
  file: join(temporaryFolder('keys'), 'data', 'keys.json'),
  passphrase,
});

describe('the keys of a service', () => {
  it('are made once, for their owner alone', () => {
    const place = fresh();
    const first = readKeys(place);
    expect(readKeys(place)).toMatchObject({ fingerprint: first.fingerprint, token: first.token, chain: first.chain });
    expect(statSync(place.file).mode & 0o777).toBe(0o600);
  });

  it('keep the fingerprint when the signing key is replaced, and the signing key when that of the tokens is', () => {
    const place = fresh();
    const first = readKeys(place);
    const second = rotateIdentity(place);
    expect([second.fingerprint, second.chain.length, second.token]).toEqual([first.fingerprint, 2, first.token]);
    const third = rotateTokens(place);
    expect(third.chain).toEqual(second.chain);
    expect(third.token.publicKey).not.toEqual(first.token.publicKey);
    expect(readKeys(place).token).toEqual(third.token);
  });

  it('CL12: lie locked where there is a passphrase, and only it opens them', () => {
    const place = fresh('correct horse');
    const first = readKeys(place);
    rotateTokens(place);
    const text = readFileSync(place.file, 'utf8');
    expect(text).not.toContain(first.chain[0]!.key);
    expect(text).not.toContain('secret');
    expect(readKeys(place).fingerprint).toBe(first.fingerprint);
    for (const passphrase of ['wrong horse', null]) {
      expect(() => readKeys({ ...place, passphrase })).toThrow('passphrase');
    }
  });

  it('can be locked later, and locked anew', () => {
    const place = fresh();
    const { fingerprint } = readKeys(place);
    lockKeys(place, 'one');
    lockKeys({ ...place, passphrase: 'one' }, 'two');
    expect(() => readKeys({ ...place, passphrase: 'one' })).toThrow('passphrase');
    expect(readKeys({ ...place, passphrase: 'two' }).fingerprint).toBe(fingerprint);
  });

  it.each([
    ['no JSON', (): string => '{'],
    ['a field less', (text: string): string => text.replace('"tokenSeed"', '"seed"')],
    [
      'another secret',
      (text: string): string =>
        text.replace(/"secret":"./, (start) => start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A')),
    ],
  ])('with %s are refused, and not made anew', (_, change) => {
    const place = fresh();
    readKeys(place);
    const broken = change(readFileSync(place.file, 'utf8'));
    writeFileSync(place.file, broken);
    expect(() => readKeys(place)).toThrow(/key/);
    expect(readFileSync(place.file, 'utf8')).toBe(broken);
  });
});
