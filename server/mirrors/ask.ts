import { createHash } from 'node:crypto';
import type { FileIdentity } from '#domain/mirror/sealing';
import { ServiceError } from '../service-error.ts';

/** Until a server has answered, ms. */
const patience = 30_000;

/** Fetches a file to learn its checksum and length; nothing of it is kept. @throws ServiceError `file`: it cannot be fetched */
export async function identityOf(address: string): Promise<FileIdentity> {
  try {
    const response = await fetch(address, { redirect: 'follow' });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of response.body) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { sha256: hash.digest('hex'), size };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ServiceError(
      'file',
      `${address} cannot be fetched (${why}); say its SHA-256 and its length in bytes after it`,
    );
  }
}

/** Length of what is at an address, bytes; null: it is not there, or does not say. */
export async function sizeAt(address: string): Promise<number | null> {
  try {
    const headers = { 'accept-encoding': 'identity' };
    const response = await fetch(address, { method: 'HEAD', headers, signal: AbortSignal.timeout(patience) });
    const length = response.headers.get('content-length');
    return response.ok && length !== null ? Number(length) : null;
  } catch (error) {
    // A mirror that does not answer is none; which it was is told by the count of those left out.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return null;
    throw error;
  }
}
