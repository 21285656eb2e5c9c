import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toBase64 } from '../base64.ts';
import { bundleSchema, type Bundle, type SignedBundle } from './bundle.ts';
import type { Refusal } from './refusal.ts';

/** What a client holds a bundle against. */
export interface Trusted {
  /** Of the key in the address that the user entered. */
  readonly fingerprint: string;
  /** The newest key it has accepted so far (base64); null: none yet. A bundle that leaves it out is not of this service. */
  readonly key: string | null;
  /** Highest number it has accepted so far; 0: none yet. */
  readonly number: number;
  /** As 2027-01-31, UTC. */
  readonly today: string;
}

export type Verified =
  | { readonly kind: 'accepted'; readonly bundle: Bundle; readonly key: string }
  | { readonly kind: 'refused'; readonly because: Refusal };

/** Short enough to be typed, and long enough that no other key has it: 128 bits of the SHA-256 of an Ed25519 key, as base64url. */
export function fingerprintOf(key: Uint8Array): string {
  const digits = toBase64(sha256(key).slice(0, 16));
  return digits.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What a key is signed by when it takes the place of another one. */
export function keyMessage(key: Uint8Array): Uint8Array {
  const label = new TextEncoder().encode('perseid key 1 ');
  const message = new Uint8Array(label.length + key.length);
  message.set(label);
  message.set(key, label.length);
  return message;
}

/**
 * Holds a bundle against what is trusted: a chain of keys from the one that was entered, the signature of the newest, a number that
 * is not lower than any seen (no rollback), a day that has not passed (no freeze).
 */
export function verifyBundle(reply: SignedBundle, trusted: Trusted): Verified {
  const key = newestKey(reply.keys, trusted);
  if (key === null) return { kind: 'refused', because: 'key' };
  if (!isSignedBy(key, new TextEncoder().encode(reply.signed), reply.signature)) {
    return { kind: 'refused', because: 'signature' };
  }
  const bundle = bundleSchema.parse(JSON.parse(reply.signed));
  if (bundle.number < trusted.number) return { kind: 'refused', because: 'rolled-back' };
  if (bundle.expires < trusted.today) return { kind: 'refused', because: 'expired' };
  return { kind: 'accepted', bundle, key };
}

/** The last key of a sound chain, base64; null: the chain does not begin with the trusted key, leaves the known one out, or has a gap. */
function newestKey(keys: SignedBundle['keys'], trusted: Trusted): string | null {
  let signer: string | null = null;
  for (const { key, signature } of keys) {
    const bytes = fromBase64(key);
    if (bytes === null) return null;
    if (signer === null && fingerprintOf(bytes) !== trusted.fingerprint) return null;
    if (!isSignedBy(signer ?? key, keyMessage(bytes), signature)) return null;
    signer = key;
  }
  const isKnown = trusted.key === null || keys.some(({ key }) => key === trusted.key);
  return isKnown ? signer : null;
}

function isSignedBy(key: string, message: Uint8Array, signature: string): boolean {
  const [bytes, seal] = [fromBase64(key), fromBase64(signature)];
  if (bytes === null || seal === null) return false;
  try {
    return ed25519.verify(seal, message, bytes);
  } catch {
    return false; // the library throws for a key or signature that is no point
  }
}
