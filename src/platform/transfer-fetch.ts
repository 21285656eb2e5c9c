import { PerseidError } from '#domain/error';

/** Size of the buffer each connection reads into, bytes: from 256 KiB on it costs the least CPU. */
const bufferSize = 1024 * 1024;

export interface TransferRequest {
  readonly url: string;
  /** First byte wanted. */
  readonly from: number;
  /** End, exclusive; null: all there is. */
  readonly to: number | null;
  readonly ifRange: string | null;
  /** Without cookies, and so from the browser's second pool of connections. */
  readonly bare: boolean;
}

export interface TransferAnswer {
  readonly status: number;
  readonly url: string;
  header(name: string): string | null;
  read(most?: number): Promise<Uint8Array | null>;
  cancel(): void;
}

/**
 * Door 1: asks a task's own source for bytes (RFC 9110 section 14). Cookies go along as for the page itself, unless
 * it is `bare`; Referer is set by session rules (request-headers). `no-store`: with the default cache, ranges of one address start one after the other.
 * @throws PerseidError `network` or `offline` when there is no answer
 */
export async function transferFetch(request: TransferRequest, signal: AbortSignal): Promise<TransferAnswer> {
  const headers = new Headers({ Range: `bytes=${request.from}-${request.to === null ? '' : request.to - 1}` });
  if (request.ifRange !== null) headers.set('If-Range', request.ifRange);
  const own = new AbortController();
  const both = AbortSignal.any([own.signal, signal]);
  const credentials = request.bare ? 'omit' : 'include';
  const response = await fetch(request.url, { headers, cache: 'no-store', credentials, signal: both }).catch(
    (error: unknown) => {
      if (signal.aborted) throw error;
      throw new PerseidError(navigator.onLine ? 'network' : 'offline');
    },
  );
  const reader = response.body?.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(bufferSize);
  return {
    status: response.status,
    url: response.url,
    header: (name) => response.headers.get(name),
    async read(most = bufferSize) {
      if (!reader) return null;
      try {
        const { value } = await reader.read(new Uint8Array(buffer, 0, Math.min(most, buffer.byteLength)));
        if (!value || value.byteLength === 0) return null;
        buffer = value.buffer;
        return value;
      } catch (error) {
        if (signal.aborted) throw error;
        throw new PerseidError('cut');
      }
    },
    cancel: () => own.abort(),
  };
}
