import * as z from 'zod/mini';
import { base64Of, day, plainText, sha256, such } from '../policy/wire.ts';

const notice = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)),
  kind: z.enum(['security', 'incident', 'policy', 'news']),
  day,
  title: plainText(120),
  text: plainText(2000),
});

/** What the signature covers, once it is verified: data only, never code (BC14). */
export const bundleSchema = z.strictObject({
  /** Grows with every bundle: an older one is refused (no rollback). */
  number: z.int().check(z.positive()),
  /** Later than this day it is refused (no freeze). */
  expires: day,
  /** Where the service stands. */
  region: plainText(80),
  /** The newest version of Perseid. */
  latest: z.string().check(z.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)),
  /** The newest edition of the policy. */
  policy: z.strictObject({ version: z.int().check(z.positive()), hash: sha256, text: plainText(60_000) }),
  notices: z.array(notice).check(z.maxLength(50)),
  /** How mirrors are asked for, and whether the list that was fetched is the one that was signed. */
  mirrors: z.strictObject({
    mode: z.enum(['snapshot', 'prefix']),
    /** So many binary digits of a tag are a prefix. */
    prefixBits: z.int().check(z.gte(1), z.lte(32)),
    snapshot: sha256,
  }),
  /** Public key of the tokens for giving mirrors back; one for everybody. */
  tokenKey: base64Of(32),
  /** Zero bits that the proof of work for a token must begin with. */
  tokenWork: z.int().check(z.gte(0), z.lte(40)),
});
export type Bundle = z.output<typeof bundleSchema>;

function isBundle(text: string): boolean {
  try {
    return z.safeParse(bundleSchema, JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A bundle as it travels: the signature (Ed25519) covers the very bytes of `signed`. */
export const signedBundleSchema = z.strictObject({
  /** JSON of a bundle: what is none is refused before anybody looks at its signature. */
  signed: z.string().check(z.maxLength(300_000), such(isBundle, 'no bundle')),
  signature: base64Of(64),
  /** From the key that the user entered to the newest one, each signed by the one before, the first by itself (verify.ts). */
  keys: z.array(z.strictObject({ key: base64Of(32), signature: base64Of(64) })).check(z.maxLength(16)),
});
export type SignedBundle = z.output<typeof signedBundleSchema>;
