import { createMD5, createSHA1, createSHA256, createSHA512 } from 'hash-wasm';
import type { Algorithm, PieceAlgorithm } from '#domain/check/algorithm';
import { PerseidError } from '#domain/error';

/** Hashes bytes as they come, with flat memory. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal. Ends the hasher. */
  digest(): string;
}

/**
 * WebAssembly: the browser's own hashing is several times as fast, but takes whole buffers only, and nothing in plain JavaScript is
 * as fast (docs/architecture.md, "Checking").
 */
const makers = { 'sha-512': createSHA512, 'sha-256': createSHA256, 'sha-1': createSHA1, md5: createMD5 } as const;

/** A hasher of one algorithm, ready for its first bytes. */
export async function createHasher(algorithm: Algorithm): Promise<Hasher> {
  const hasher = await makers[algorithm]();
  hasher.init();
  return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest('hex') };
}

const nativeNames = { 'sha-512': 'SHA-512', 'sha-256': 'SHA-256', 'sha-1': 'SHA-1' } as const;

/** Fills `into` from the place `at` on, and tells how many bytes there were. */
export type ReadAt = (at: number, into: Uint8Array<ArrayBuffer>) => number | Promise<number>;

/**
 * Hashes the bytes `[from, to)` by the browser itself, which does so on threads of its own: what is read is the only work of the
 * calling thread. For pieces: they are held in memory.
 * @returns lower-case hexadecimal
 * @throws PerseidError `part-lost` when there are fewer bytes
 */
export async function hashRange(read: ReadAt, from: number, to: number, algorithm: PieceAlgorithm): Promise<string> {
  const bytes = new Uint8Array(to - from);
  const found = await read(from, bytes);
  if (found !== bytes.byteLength) throw new PerseidError('part-lost', { expected: to, bytes: from + found });
  const digest = await crypto.subtle.digest(nativeNames[algorithm], bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
