// Unlinkable tokens: VOPRF(ristretto255, SHA-512) of RFC 9497. Whoever issues one cannot recognise it when it is spent, and the
// proof shows that everybody's are made with the one key that the signed bundle names.
import { ristretto255_oprf } from '@noble/curves/ed25519.js';

type Voprf = typeof ristretto255_oprf.voprf & {
  evaluate(secretKey: Uint8Array, input: Uint8Array): Uint8Array;
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- RFC 9497's Evaluate is in the library (2.4.0), but not in its types
const voprf = ristretto255_oprf.voprf as Voprf;

/** A token that is asked for. `input` and `blind` stay with whoever asks; `blinded` is sent. */
export interface PendingToken {
  readonly input: Uint8Array;
  readonly blind: Uint8Array;
  readonly blinded: Uint8Array;
}

/** A token: 32 bytes of its owner's choice, and 64 that only the issuer's key makes of them. */
export interface Token {
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}

export interface TokenKeys {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What the issuer answers. */
export interface Issued {
  readonly evaluated: Uint8Array;
  readonly proof: Uint8Array;
}

type Random = (bytes?: number) => Uint8Array;

/** Begins to ask for a token. @param random so many secure random bytes (32 where none are named) */
export function blindToken(random: Random): PendingToken {
  const input = random(32);
  const { blind, blinded } = voprf.blind(input, (bytes) => Uint8Array.from(random(bytes)));
  return { input, blind, blinded };
}

/** Makes a token of the answer; null: it is not of the issuer's one key, and could mark who asked. */
export function finishToken({ input, blind, blinded }: PendingToken, issued: Issued, key: Uint8Array): Token | null {
  return orNull(() => ({
    input,
    output: voprf.finalize(input, blind, issued.evaluated, blinded, key, issued.proof),
  }));
}

/** Evaluates a blinded token, with a proof; null: it is no element of the group. */
export function issueToken({ secretKey, publicKey }: TokenKeys, blinded: Uint8Array, random: Random): Issued | null {
  return orNull(() => {
    const { evaluated, proof } = voprf.blindEvaluate(secretKey, publicKey, blinded, (bytes) =>
      Uint8Array.from(random(bytes)),
    );
    return { evaluated, proof };
  });
}

/** What the key makes of a token's input; who has the key needs nobody to issue. */
export function tokenOutput({ secretKey }: Pick<TokenKeys, 'secretKey'>, input: Uint8Array): Uint8Array {
  return voprf.evaluate(secretKey, input);
}

/** Whether a token was made with this key. */
export function isGenuine({ secretKey }: TokenKeys, { input, output }: Token): boolean {
  const expected = tokenOutput({ secretKey }, input);
  // Every byte is looked at, so that the time tells nothing.
  return (
    output.length === expected.length &&
    expected.reduce((other, byte, at) => other | (byte ^ (output[at] ?? 0)), 0) === 0
  );
}

/** A key to issue tokens with. @param seed 32 secure random bytes */
export function tokenKeys(seed: Uint8Array): TokenKeys {
  return voprf.deriveKeyPair(seed, new TextEncoder().encode('perseid tokens 1'));
}

/** The library throws for every point or proof that is none; the lengths are the schema's. */
function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null; // what came over the wire is no point, or the proof does not hold
  }
}
