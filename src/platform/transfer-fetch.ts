import { wantedDigest } from '#domain/check/digest-header';
import { PerseidError } from '#domain/error';
import { addressOf } from '#domain/source/address';

/** Size of the buffer each connection reads into, bytes: from 256 KiB on it costs the least CPU. */
const bufferSize = 1024 * 1024;

export interface TransferRequest {
  readonly url: string;
  /** First byte wanted. */
  readonly from: number;
  /** End, exclusive; null: all there is. */
  readonly to: number | null;
  readonly ifRange: string | null;
  /** All there is, without asking for a range: for a server that makes nothing sound of one. Default: false. */
  readonly plain?: boolean;
  /** Without cookies, and so from the browser's second pool of connections. */
  readonly bare: boolean;
  /** No redirect is followed, and what it leads to is never asked. Default: false. */
  readonly direct?: boolean;
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
 * @throws PerseidError `network` or `offline` when there is no answer, `redirect-unsafe` for a redirect that is not followed
 */
export async function transferFetch(request: TransferRequest, signal: AbortSignal): Promise<TransferAnswer> {
  const headers = new Headers();
  if (request.plain !== true)
    headers.set('Range', `bytes=${request.from}-${request.to === null ? '' : request.to - 1}`);
  if (request.ifRange !== null) headers.set('If-Range', request.ifRange);
  // Whoever asks for the beginning is the first to hear of the file.
  if (request.from === 0) headers.set('Want-Repr-Digest', wantedDigest);
  const own = new AbortController();
  const both = AbortSignal.any([own.signal, signal]);
  const credentials = request.bare ? 'omit' : 'include';
  // Session rules (request-headers) match what the browser shows of the request, and it would show the fragment.
  const redirect = request.direct === true ? 'manual' : 'follow';
  // Without it a stranger's server would still be told from which site it is asked: none.
  const referrerPolicy = request.direct === true ? 'no-referrer' : '';
  const how: RequestInit = { headers, cache: 'no-store', credentials, redirect, referrerPolicy, signal: both };
  const response = await fetch(addressOf(request.url), how).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new PerseidError(navigator.onLine ? 'network' : 'offline');
  });
  if (response.type === 'opaqueredirect') throw new PerseidError('redirect-unsafe');
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

/** A small document that belongs to a task: a Metalink that its source names, a list of checksums that the user asked for. */
export interface DocumentRequest {
  readonly url: string;
  /** Only to the origin of the task's own source. */
  readonly cookies: boolean;
  /** Bytes. */
  readonly largest: number;
  /** Told from where the answer comes, after redirects; what that returns is told of its bytes. */
  readonly answered: (from: string) => (bytes: number) => void;
}

/** So long a document may take, ms. */
const documentTime = 30_000;

/**
 * Door 1, for text: the whole of it, as UTF-8.
 * @returns null when the server has none (any status but 200), or a larger one
 * @throws PerseidError `network` when there is no answer, or it breaks off
 */
export async function fetchDocument(request: DocumentRequest, signal: AbortSignal): Promise<string | null> {
  const own = new AbortController();
  const all = AbortSignal.any([own.signal, signal, AbortSignal.timeout(documentTime)]);
  const credentials = request.cookies ? 'include' : 'omit';
  try {
    const response = await fetch(request.url, { cache: 'no-store', credentials, signal: all });
    const got = request.answered(response.url);
    if (response.status !== 200 || response.body === null) return null;
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      got(chunk.byteLength);
      if (bytes > request.largest) return null;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    signal.throwIfAborted();
    console.info('No document:', error);
    throw new PerseidError('network');
  } finally {
    own.abort();
  }
}
