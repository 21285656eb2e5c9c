import * as z from 'zod/mini';

/**
 * Everything that can go wrong with a task, as a closed list. Who detects an error names it; the retry table
 * (source/retry) decides what follows; the catalogue (i18n) holds one sentence per code.
 */
export const errorCodes = [
  // the server's answer
  'http-unauthorized', // 401, 407
  'http-forbidden', // 403
  'http-not-found', // 404
  'http-gone', // 410
  'expired', // one of the four above, when bytes were here already
  'http-range', // 416
  'http-busy', // 429
  'http-unavailable', // 503
  'http-server', // other 5xx
  'http-refused', // other 4xx
  'http-unexpected', // any other status that carries no file
  'range-ignored', // 200 to a range in mid-file
  'range-wrong', // another range than the one asked for
  'encoded-range', // Content-Encoding on a 206
  'changed', // validator or size differ from those of the bytes already here
  'length-short', // fewer bytes than announced
  'length-long', // more bytes than announced
  'piece-wrong', // bytes that do not agree with a checksum
  // the way there
  'cut', // the connection ended in mid-answer
  'stalled', // no byte for the stall time
  'network', // no answer, and no more precise reason known
  'offline',
  'name-not-resolved',
  'connection-refused',
  'certificate',
  'redirect-loop',
  'redirect-unsafe', // to something other than http or https
  'not-accepted', // the user has not accepted the privacy policy
  'no-access', // the browser does not let us read this site
  // a Metalink, opened as what it describes
  'metalink-broken', // not well-formed, or no Metalink
  'metalink-unsafe', // a name that leads out of the Downloads folder
  'metalink-empty', // no file that can be fetched over http
  'metalink-large', // larger, or with more files, than is read
  // a torrent, opened as what it describes
  'torrent-broken', // not bencoded, or not what BEP 3 asks for
  'torrent-large', // larger, or with more files, than is read
  'torrent-v2', // of the second version alone (BEP 52)
  'magnet-broken', // no magnet link, or one without a hash
  'swarm-failed', // what speaks with peers gave up
  // this device
  'disk-full', // the profile's disk
  'disk-failed', // it has room, and does not take what is written
  'file-unreadable', // one that the user picked to share was changed or taken away
  'part-lost', // the part file is not there any more
  'save-disk-full', // the Downloads folder's disk
  'save-folder', // the folder cannot be written
  'save-name', // the browser refuses the name
  'save-blocked', // the browser or its scanner blocks the file
  'save-canceled', // by the user, in the browser's own list
  'save-size', // the saved file has another size than the part file
  'save-failed',
  'database-newer', // the stored tasks are of a newer release
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const taskErrorSchema = z.object({
  code: z.enum(errorCodes),
  /** Numbers and names for the sentence: bytes, a status, a host. */
  detail: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});

/** An error as it is stored with a task and crosses contexts. */
export type TaskError = z.infer<typeof taskErrorSchema>;

/** The only error class thrown on purpose: carries a code, never a sentence for the user. */
export class PerseidError extends Error {
  readonly code: ErrorCode;
  readonly detail: TaskError['detail'];
  /** Milliseconds the server asked us to wait (Retry-After), if it did. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, detail?: TaskError['detail'], retryAfter?: number) {
    super(code);
    this.name = 'PerseidError';
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** The storable form. */
  toTaskError(): TaskError {
    return this.detail ? { code: this.code, detail: this.detail } : { code: this.code };
  }
}
