import { ed25519 } from '@noble/curves/ed25519.js';
import { toBase64 } from '#domain/base64';
import type { Bundle, SignedBundle } from '#domain/notice/bundle';
import { fingerprintOf, keyMessage } from '#domain/notice/verify';

const secret = new Uint8Array(32).fill(7);
const key = ed25519.getPublicKey(secret);

/** Of the key that signs what follows. */
export const fingerprint = fingerprintOf(key);

/** A day so many days from now, such as 2027-01-31, UTC. */
export const dayAfter = (count: number): string =>
  new Date(Date.now() + count * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** A bundle that is good today, signed by a service of the tests, which says nothing but what a test wants it to say. */
export function signedBundle(change: Partial<Bundle> = {}): SignedBundle {
  const bundle: Bundle = {
    number: 1,
    expires: dayAfter(14),
    region: 'Here',
    latest: '0.1.0',
    policy: { version: 1, hash: 'a'.repeat(64), text: 'Text.' },
    notices: [],
    mirrors: { mode: 'snapshot', prefixBits: 6, snapshot: 'a'.repeat(64) },
    tokenKey: toBase64(new Uint8Array(32)),
    tokenWork: 20,
    ...change,
  };
  const signed = JSON.stringify(bundle);
  return {
    signed,
    signature: toBase64(ed25519.sign(Buffer.from(signed), secret)),
    keys: [{ key: toBase64(key), signature: toBase64(ed25519.sign(keyMessage(key), secret)) }],
  };
}
