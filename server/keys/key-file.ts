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

/** Reads the keys of a service; makes them where there are none. @throws ServiceError `key`: the file is not what it should be */
export function readKeys(path: string): ServiceKeys {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    write(path, firstKeys());
  }
  return keysOf(read(path));
}

/** Puts a new key in the place of the newest, signed by it. Users keep the address that they entered. @throws ServiceError `key` */
export function rotateIdentity(path: string): ServiceKeys {
  const old = read(path);
  const { secretKey, publicKey } = ed25519.keygen();
  const signature = ed25519.sign(keyMessage(publicKey), bytesOf(old.secret));
  const chain = [...old.chain, { key: base64(publicKey), signature: base64(signature) }];
  if (chain.length > 16)
    throw new ServiceError('key', 'a key can be replaced 15 times; after that users need a new address');
  return written(path, { ...old, chain, secret: base64(secretKey) });
}

/** Puts a new token key in the place of the old one: tokens that were not spent are worth nothing from then on. @throws ServiceError `key` */
export function rotateTokens(path: string): ServiceKeys {
  return written(path, { ...read(path), tokenSeed: base64(randomBytes(32)) });
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

function read(path: string): KeyFile {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new ServiceError('key', `${path} cannot be read as keys of a service: ${String(error)}`);
  }
}

function written(path: string, file: KeyFile): ServiceKeys {
  write(path, file);
  return keysOf(file);
}

/** Whole or not at all: a crash leaves the old file. */
function write(path: string, file: KeyFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
