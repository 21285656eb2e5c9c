import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import * as z from 'zod/mini';
import { base64 } from '../bytes.ts';

/** A text that only a passphrase opens: scrypt, then AES-256-GCM. */
export const lockedSchema = z.strictObject({
  salt: z.string(),
  nonce: z.string(),
  locked: z.string(),
  tag: z.string(),
});
type Locked = z.output<typeof lockedSchema>;

/** 32 MiB and about a tenth of a second for each guess (RFC 7914 section 2). */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const keyOf = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase.normalize('NFC'), salt, 32, cost);

export function lock(text: string, passphrase: string): Locked {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce);
  const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { salt: base64(salt), nonce: base64(nonce), locked: base64(locked), tag: base64(cipher.getAuthTag()) };
}

/** @throws what the cipher throws when the passphrase is another one, or the text was changed */
export function unlock({ salt, nonce, locked, tag }: Locked, passphrase: string): string {
  const key = keyOf(passphrase, Buffer.from(salt, 'base64'));
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'));
  cipher.setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([cipher.update(Buffer.from(locked, 'base64')), cipher.final()]).toString('utf8');
}
