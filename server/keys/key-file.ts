import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import * as z from 'zod/mini';
import { base64Of } from '#domain/policy/wire';
import { fingerprintOf, keyMessage } from '#domain/notice/verify';
import { tokenKeys, type TokenKeys } from '#domain/token/token';
import { base64, bytesOf } from '../bytes.ts';
import { ServiceError } from '../service-error.ts';
import { lock, lockedSchema, unlock } from './passphrase.ts';

const fileSchema = z.strictObject({
  format: z.literal(1),
  /** From the first key to the newest one, each signed by the one before. */
  chain: z.array(z.strictObject({ key: base64Of(32), signature: base64Of(64) })).check(z.minLength(1), z.maxLength(16)),
  /** Of the newest key; the older ones are gone. */
  secret: base64Of(32),
  /** What the token key is made of. */
  tokenSeed: base64Of(32),
});
type KeyFile = z.output<typeof fileSchema>;

/** The secrets of a service. They are in a file that only its owner may read, and not in the database. */
export interface ServiceKeys {
  /** What the user enters with the address: of the first key, for good. */
  readonly fingerprint: string;
  readonly chain: KeyFile['chain'];
  readonly token: TokenKeys;
  /** Signs with the newest key. */
  sign(message: Uint8Array): Uint8Array;
}

/** Where the keys are. */
export interface KeyPlace {
  readonly file: string;
  /** Null: they lie there as they are, and only the file's owner may read them. */
  readonly passphrase: string | null;
}

/** Reads the keys of a service; makes them where there are none. @throws ServiceError `key`: the file is not what it should be */
export function readKeys(place: KeyPlace): ServiceKeys {
  if (!existsSync(place.file)) {
    mkdirSync(dirname(place.file), { recursive: true, mode: 0o700 });
    write(place, firstKeys());
  }
  return keysOf(read(place));
}

/** Puts a new key in the place of the newest, signed by it. Users keep the address that they entered. @throws ServiceError `key` */
export function rotateIdentity(place: KeyPlace): ServiceKeys {
  const old = read(place);
  const { secretKey, publicKey } = ed25519.keygen();
  const signature = ed25519.sign(keyMessage(publicKey), bytesOf(old.secret));
  const chain = [...old.chain, { key: base64(publicKey), signature: base64(signature) }];
  if (chain.length > 16)
    throw new ServiceError('key', 'a key can be replaced 15 times; after that users need a new address');
  return written(place, { ...old, chain, secret: base64(secretKey) });
}

/** Puts a new token key in the place of the old one: tokens that were not spent are worth nothing from then on. @throws ServiceError `key` */
export function rotateTokens(place: KeyPlace): ServiceKeys {
  return written(place, { ...read(place), tokenSeed: base64(randomBytes(32)) });
}

function firstKeys(): KeyFile {
  const { secretKey, publicKey } = ed25519.keygen();
  const signature = ed25519.sign(keyMessage(publicKey), secretKey);
  const chain = [{ key: base64(publicKey), signature: base64(signature) }];
  return { format: 1, chain, secret: base64(secretKey), tokenSeed: base64(randomBytes(32)) };
}

function keysOf({ chain, secret, tokenSeed }: KeyFile): ServiceKeys {
  const bytes = bytesOf(secret);
  const newest = chain.at(-1)?.key;
  if (base64(ed25519.getPublicKey(bytes)) !== newest)
    throw new ServiceError('key', 'the secret key is not that of the newest key');
  return {
    fingerprint: fingerprintOf(bytesOf(chain[0]?.key ?? '')),
    chain,
    token: tokenKeys(bytesOf(tokenSeed)),
    sign: (message) => ed25519.sign(message, bytes),
  };
}

function read({ file, passphrase }: KeyPlace): KeyFile {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const locked = lockedSchema.safeParse(content);
    if (!locked.success) return fileSchema.parse(content);
    if (passphrase === null) throw new Error('a passphrase locks it: set KEY_PASSPHRASE');
    return fileSchema.parse(JSON.parse(unlock(locked.data, passphrase)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ServiceError(
      'key',
      `${file} cannot be read as the keys of a service, or the passphrase is another one: ${why}`,
    );
  }
}

function written(place: KeyPlace, file: KeyFile): ServiceKeys {
  write(place, file);
  return keysOf(file);
}

/** Whole or not at all: a crash leaves the old file. */
function write({ file, passphrase }: KeyPlace, keys: KeyFile): void {
  const text = JSON.stringify(keys);
  const content = passphrase === null ? text : JSON.stringify(lock(text, passphrase));
  writeFileSync(`${file}.new`, `${content}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** Locks a file that lies open, or locks it anew with another passphrase. @throws ServiceError `key` */
export function lockKeys(place: KeyPlace, passphrase: string): void {
  write({ ...place, passphrase }, read(place));
}
