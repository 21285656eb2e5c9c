import { sha256 } from '@noble/hashes/sha2.js';

const label = new TextEncoder().encode('perseid work 1');
const nonceBytes = 8;

/** Everything that is hashed but the nonce, with room for it. The key bars work done ahead of a rotation, the element work done once for many tokens. */
function preimage(tokenKey: Uint8Array, blinded: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(label.length + tokenKey.length + blinded.length + nonceBytes);
  bytes.set(label);
  bytes.set(tokenKey, label.length);
  bytes.set(blinded, label.length + tokenKey.length);
  return bytes;
}

function leadingZeros(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}

/** Whether the proof of work of a request for a token holds. It needs no memory: the same request again gives the same token again. */
export function isWorked(tokenKey: Uint8Array, blinded: Uint8Array, nonce: Uint8Array, bits: number): boolean {
  if (nonce.length !== nonceBytes) return false;
  const bytes = preimage(tokenKey, blinded);
  bytes.set(nonce, bytes.length - nonceBytes);
  return leadingZeros(sha256(bytes)) >= bits;
}

/**
 * Looks for a proof of work among so many nonces: about 2^bits tries are needed.
 * @param from the first nonce that is tried
 * @returns null: none among these; go on with the next ones
 */
export function findWork(
  tokenKey: Uint8Array,
  blinded: Uint8Array,
  bits: number,
  { from, tries }: { from: number; tries: number },
): Uint8Array | null {
  const bytes = preimage(tokenKey, blinded);
  const view = new DataView(bytes.buffer, bytes.length - nonceBytes);
  for (let nonce = from; nonce < from + tries; nonce++) {
    view.setBigUint64(0, BigInt(nonce));
    if (leadingZeros(sha256(bytes)) >= bits) return bytes.slice(-nonceBytes);
  }
  return null;
}
