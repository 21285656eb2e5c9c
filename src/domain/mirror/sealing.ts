import { gcmsiv } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** What must be known of a file to read its rows: docs/mirror-protocol.md, "The secret". */
export interface FileIdentity {
  /** SHA-256, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** A row as it travels and lies on a service. */
export interface Row {
  readonly tag: Uint8Array;
  readonly entry: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Bytes of an address before it is sealed, whatever its length, and after. */
const plainBytes = 512;
export const sealedBytes = plainBytes + 16;
/** The first two say how long the address is. */
export const longestAddress = plainBytes - 2;

const text = new TextEncoder();
const version = text.encode('perseid mirrors 1');
const nonce = new Uint8Array(12);

const derived = (secret: Uint8Array, use: 'tag' | 'key'): Uint8Array =>
  hkdf(sha256, secret, version, text.encode(use), 32);

/**
 * The label that a file's rows lie under. Made of the checksum alone, so that whoever is told only that can ask for a file to be
 * taken down; it determines the file, so the length would add nothing.
 */
export function tagOf({ sha256: digest }: Pick<FileIdentity, 'sha256'>): Uint8Array {
  return derived(bytesOfHex(digest), 'tag');
}

/** The key of a file's rows. @throws RangeError: no checksum, or no length */
function keyOf({ sha256: digest, size }: FileIdentity): Uint8Array {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a length in bytes is needed, not ${size}`);
  const secret = new Uint8Array(40);
  secret.set(bytesOfHex(digest));
  new DataView(secret.buffer).setBigUint64(32, BigInt(size));
  return derived(secret, 'key');
}

/**
 * Seals an address of a file. The same file and address always give the same row: so a service can count without reading.
 * With the nonce fixed, AES-GCM-SIV (RFC 8452) tells who has no key nothing but that two rows are equal.
 * @throws RangeError: the address is longer than `longestAddress` bytes
 */
export function sealAddress(file: FileIdentity, address: string): Row {
  const bytes = text.encode(address);
  if (bytes.length === 0 || bytes.length > longestAddress) {
    throw new RangeError(`an address has 1 to ${longestAddress} bytes, not ${bytes.length}`);
  }
  const plain = new Uint8Array(plainBytes);
  new DataView(plain.buffer).setUint16(0, bytes.length);
  plain.set(bytes, 2);
  const sealed = gcmsiv(keyOf(file), nonce).encrypt(plain);
  return { tag: tagOf(file), entry: entryOf(sealed), sealed };
}

/** A row's name below its tag: of the sealed bytes, so that anyone can hold it against them. */
export function entryOf(sealed: Uint8Array): Uint8Array {
  return sha256(sealed).slice(0, 16);
}

/** The address in a row's sealed bytes; null: they are not of this file, or not as `sealAddress` makes them. */
export function openAddress(file: FileIdentity, sealed: Uint8Array): string | null {
  const plain = sealed.length === sealedBytes ? decrypted(keyOf(file), sealed) : null;
  if (plain === null) return null;
  const length = new DataView(plain.buffer, plain.byteOffset).getUint16(0);
  if (length === 0 || length > longestAddress || plain.subarray(2 + length).some((byte) => byte !== 0)) return null;
  return utf8(plain.subarray(2, 2 + length));
}

function decrypted(key: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    return gcmsiv(key, nonce).decrypt(sealed);
  } catch {
    return null; // the lengths were looked at, so all that it throws for is a seal that does not fit
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // no text
  }
}

function bytesOfHex(digest: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new RangeError('a SHA-256 has 64 lower-case hexadecimal digits');
  return Uint8Array.from(digest.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
