import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '#domain/base64';
import type { Bundle, SignedBundle } from '#domain/notice/bundle';
import { fingerprintOf, keyMessage, verifyBundle, type Trusted } from '#domain/notice/verify';

const secrets = [1, 2, 3].map((seed) => new Uint8Array(32).fill(seed));
const keys = secrets.map((secret) => ed25519.getPublicKey(secret));
const [first, second] = keys;

const bundle: Bundle = {
  number: 7,
  expires: '2027-03-01',
  region: 'Falkenstein, Germany',
  latest: '0.1.0',
  policy: { version: 1, hash: 'a'.repeat(64), text: 'Text.' },
  notices: [],
  mirrors: { mode: 'snapshot', prefixBits: 1, snapshot: 'b'.repeat(64) },
  tokenKey: toBase64(new Uint8Array(32)),
  tokenWork: 20,
};

/** A chain of so many keys, each signed by the one before. */
const chain = (length: number): SignedBundle['keys'] =>
  keys.slice(0, length).map((key, index) => ({
    key: toBase64(key),
    signature: toBase64(ed25519.sign(keyMessage(key), secrets[Math.max(0, index - 1)]!)),
  }));

function signed(change: Partial<Bundle> = {}, length = 1): SignedBundle {
  const text = JSON.stringify({ ...bundle, ...change });
  const signature = toBase64(ed25519.sign(Buffer.from(text), secrets[length - 1]!));
  return { signed: text, signature, keys: chain(length) };
}

const trusted: Trusted = { fingerprint: fingerprintOf(first!), key: null, number: 0, today: '2027-02-20' };
const why = (reply: SignedBundle, change: Partial<Trusted> = {}): string => {
  const verified = verifyBundle(reply, { ...trusted, ...change });
  return verified.kind === 'refused' ? verified.because : verified.kind;
};

describe('a bundle', () => {
  it('is accepted when the key that was entered signed it', () => {
    expect(verifyBundle(signed(), trusted)).toEqual({ kind: 'accepted', bundle, key: toBase64(first!) });
    expect(why(signed(), { number: 7, today: '2027-03-01' })).toBe('accepted');
  });

  it('of another key is refused', () => {
    expect(why(signed(), { fingerprint: fingerprintOf(second!) })).toBe('key');
    expect(why({ ...signed(), keys: [] })).toBe('key');
  });

  it('is refused with a character changed', () => {
    const reply = signed();
    expect(why({ ...reply, signed: reply.signed.replace('Falken', 'Falkan') })).toBe('signature');
    expect(why({ ...reply, signature: toBase64(new Uint8Array(64)) })).toBe('signature');
  });

  it('older than one that was seen is refused (no rollback), and so is one that has expired (no freeze)', () => {
    expect(why(signed(), { number: 8 })).toBe('rolled-back');
    expect(why(signed(), { today: '2027-03-02' })).toBe('expired');
  });
});

describe('a key that took the place of another', () => {
  it('is accepted when that one signed it', () => {
    expect(verifyBundle(signed({}, 3), trusted)).toMatchObject({ kind: 'accepted', key: toBase64(keys[2]!) });
    expect(why(signed({}, 3), { key: toBase64(second!) })).toBe('accepted');
  });

  it('is refused when another one did, or with a gap', () => {
    const reply = signed({}, 3);
    const [one, , three] = reply.keys;
    expect(why({ ...reply, keys: [one!, three!] })).toBe('key');
    const own = { key: toBase64(second!), signature: toBase64(ed25519.sign(keyMessage(second!), secrets[1]!)) };
    expect(why({ ...signed({}, 2), keys: [one!, own] })).toBe('key');
  });

  it('is not given up for the old one again', () => {
    expect(why(signed({}, 1), { key: toBase64(second!) })).toBe('key');
  });
});
