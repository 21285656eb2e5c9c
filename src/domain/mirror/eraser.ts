import { sha256 } from '@noble/hashes/sha2.js';

const label = new TextEncoder().encode('perseid eraser 1');

/**
 * What a service keeps of a deletion token: from it the token cannot be found.
 * @param token 32 bytes, drawn at random for each contribution, and kept by the contributor alone
 */
export function eraserHash(token: Uint8Array): Uint8Array {
  const both = new Uint8Array(label.length + token.length);
  both.set(label);
  both.set(token, label.length);
  return sha256(both);
}
