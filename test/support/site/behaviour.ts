import type { IncomingHttpHeaders } from 'node:http';

/** One request as a file's behaviour sees it. */
export interface Seen {
  /** 1 for the first request of this file since it was added or reset. */
  nth: number;
  /** Bytes written for this file before this request. */
  bytesBefore: number;
  method: string;
  /** As asked: path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

/**
 * How one named file is answered. This is the whole of fault injection: fields for what an answer is like, and `vary`,
 * which changes fields for single requests (see `first`, `after`, `afterBytes`).
 */
export interface Behaviour {
  /** Bytes there really are. */
  size: number;
  /** The bytes, and the ETag unless given, follow from the name and this. */
  version: string;
  /** Raw header value with its quotes; null: none; undefined: a strong one made of `version`. */
  etag: string | null | undefined;
  /** Raw header value; null: none. */
  lastModified: string | null;
  /** Content-Type. */
  type: string;
  /** Raw Content-Disposition. */
  disposition: string | null;
  /** Further headers of every answer, by lower-case name. */
  headers: Record<string, string>;
  /** The file is this, instead of computed bytes; `size` is its length. */
  text: string | Uint8Array | null;
  /** `refused`: says so and answers 200; `ignored`: claims to serve ranges and answers 200. */
  ranges: 'served' | 'refused' | 'ignored';
  /** `ignored`: serves the range of another version than the one asked for. */
  ifRange: 'honoured' | 'ignored';
  /** `chunked`: no Content-Length, and an unknown total in Content-Range. */
  length: 'known' | 'chunked';
  /** Bytes/s of a connection while it carries this file; null: no cap; undefined: the site's. */
  rate: number | null | undefined;
  /** Ms before the answer begins. */
  delay: number;
  /** Refuses (403, 401 or 405) what does not bring it. */
  needs: { cookie?: boolean; referer?: boolean; password?: { user: string; password: string }; method?: 'POST' };
  /** Leads elsewhere, after `hops` - 1 redirects (default 0) to the same file. `to` may be relative or of any scheme. */
  redirect: { to: string; status?: number; hops?: number } | null;

  /** Answers this instead of the file. */
  status: number | null;
  /** Raw Retry-After beside `status`. */
  retryAfter: string | null;
  /** Bytes the server says there are (a lie, short or long). */
  declaredSize: number | null;
  /** A 206 carries this many bytes more than its Content-Range says (its Content-Length is right). */
  surplus: number;
  /** A 206 is of a range this many bytes further on than the one asked for. */
  shift: number;
  /** The bytes at these places are sent wrong, under the same validator. */
  flip: readonly number[];
  /** `gzip`: sends the packed file with this Content-Encoding, also in a 206 and whatever was accepted. */
  encoding: 'gzip' | null;
  /** Closes the connection after so many bytes of each answer. */
  cutAfter: number | null;
  /** A cut is a TCP reset instead of a close. */
  reset: boolean;
  /** Stops sending after so many bytes of each answer, until `site.release(name)` or the client goes. */
  stallAfter: number | null;

  /** How the index page shows it; null: not at all. `query` is asked each time the page is sent. */
  link: { label?: string; note?: string; download?: string; query?: () => string } | null;
  /** Changes fields for one request. */
  vary: ((seen: Seen) => Partial<Behaviour>) | null;
}

const ordinary: Behaviour = {
  size: 0,
  version: 'v1',
  etag: undefined,
  // Long ago, so that it is a strong validator (RFC 9110 section 8.8.2.2).
  lastModified: 'Wed, 01 Jan 2020 00:00:00 GMT',
  type: 'application/octet-stream',
  disposition: null,
  headers: {},
  text: null,
  ranges: 'served',
  ifRange: 'honoured',
  length: 'known',
  rate: undefined,
  delay: 0,
  needs: {},
  redirect: null,
  status: null,
  retryAfter: null,
  declaredSize: null,
  surplus: 0,
  shift: 0,
  flip: [],
  encoding: null,
  cutAfter: null,
  reset: false,
  stallAfter: null,
  link: {},
  vary: null,
};

/** A behaviour that differs from an honest server's only in what is given. */
export function behaviour(change: Partial<Behaviour>): Behaviour {
  const size = change.text == null ? {} : { size: Buffer.byteLength(change.text) };
  return { ...ordinary, ...change, ...size };
}

/** For `vary`: the change holds for the first `count` requests. */
export function first(count: number, change: Partial<Behaviour>): (seen: Seen) => Partial<Behaviour> {
  return (seen) => (seen.nth <= count ? change : {});
}

/** For `vary`: the change holds for every request after the first `count`. */
export function after(count: number, change: Partial<Behaviour>): (seen: Seen) => Partial<Behaviour> {
  return (seen) => (seen.nth > count ? change : {});
}

/** For `vary`: the change holds for requests that come when `bytes` of the file have been sent. */
export function afterBytes(bytes: number, change: Partial<Behaviour>): (seen: Seen) => Partial<Behaviour> {
  return (seen) => (seen.bytesBefore >= bytes ? change : {});
}
