import { createHash, randomBytes } from 'node:crypto';
import { isGenuine, issueToken, type Issued, type Token, type TokenKeys } from '#domain/token/token';
import { isWorked } from '#domain/token/work';
import { ServiceError } from '../service-error.ts';
import type { Store } from '../store/store.ts';

const random = (bytes = 32): Uint8Array => randomBytes(bytes);

/**
 * Issues one token.
 * @param bits of work that its proof must show
 * @throws ServiceError `work-missing`; `malformed`: `blinded` is no element of the group
 */
export function issue(keys: TokenKeys, blinded: Uint8Array, nonce: Uint8Array, bits: number): Issued {
  if (!isWorked(keys.publicKey, blinded, nonce, bits)) {
    throw new ServiceError('work-missing', `a token costs work: ${bits} leading zero bits, with the key of the bundle`);
  }
  const issued = issueToken(keys, blinded, random);
  if (issued === null) throw new ServiceError('malformed', 'the blinded token is no element of ristretto255');
  return issued;
}

/**
 * Holds a token against the key. Nothing of it is kept but the hash.
 * @returns what is recorded when it is spent
 * @throws ServiceError `token-refused`: forged, or of a key that was replaced
 */
export function accept(keys: TokenKeys, token: Token): { token: Uint8Array; key: Uint8Array } {
  if (!isGenuine(keys, token)) {
    throw new ServiceError('token-refused', 'this token was not made with the key that the bundle names now');
  }
  return { token: createHash('sha256').update('perseid spent 1').update(token.input).digest(), key: keys.publicKey };
}

/** Forgets what was spent under keys that are no longer in use: such tokens are refused anyway. */
export async function forgetSpent(store: Store, keys: TokenKeys): Promise<void> {
  await store.change((given) => given.deleteFrom('spent').where('token_key', '!=', keys.publicKey).execute());
}
