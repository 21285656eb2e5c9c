import { fromBase64 } from '#domain/base64';
import { ServiceError } from './service-error.ts';

/** The bytes of base64 that came over the wire. @throws ServiceError `malformed`: not the canonical form */
export function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === null) throw new ServiceError('malformed', 'base64 must have padding and no left-over bits');
  return bytes;
}

/** Without a copy: `Buffer.from(bytes)` would make one. */
export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
