import { PerseidError, type ErrorCode } from '../error.ts';
import { parseRetryAfter } from './retry.ts';
import { readValidator, sameVersion, type Validator } from './validator.ts';

/** What an answer tells of its file, whatever part of it follows. */
interface Representation {
  readonly validator: Validator | null;
  /** Without parameters, lower case; null when the server names none. */
  readonly mime: string | null;
  /** Value of Content-Disposition. */
  readonly disposition: string | null;
}

/** Bytes `from` (inclusive) to `to` (exclusive) of `size` follow. */
interface RangeAnswer extends Representation {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/** The whole file follows. */
interface WholeAnswer extends Representation {
  readonly kind: 'whole';
  /** Bytes; null when the server does not say, or says it of the encoded form. */
  readonly size: number | null;
}

export type Answer = RangeAnswer | WholeAnswer;

/** The beginning of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: (name: string) => string | null;
  /** The range asked for, `to` exclusive; `to` null: to the end; null: no Range was sent. */
  readonly requested: { readonly from: number; readonly to: number | null } | null;
  /** Ms since 1970, for a Retry-After that is a date. */
  readonly now: number;
}

/** What earlier answers told. */
export interface KnownFile {
  readonly size: number | null;
  readonly validator: Validator | null;
  /** As `Representation`; null: not known. */
  readonly mime: string | null;
}

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'http-unauthorized',
  403: 'http-forbidden',
  404: 'http-not-found',
  407: 'http-unauthorized',
  408: 'http-busy',
  410: 'http-gone',
  416: 'http-range',
  425: 'http-busy',
  429: 'http-busy',
  503: 'http-unavailable',
};

/**
 * Judges the head of an answer (RFC 9110) before a byte of it is taken.
 * @throws PerseidError with the code of what is wrong; `detail.status` always, `retryAfter` when the server gave one
 */
export function readAnswer(head: AnswerHead): Answer {
  if (head.status === 206) return readRange(head);
  if (head.status === 200) {
    // fetch decodes: the length is that of the encoded form
    return { kind: 'whole', size: isEncoded(head) ? null : contentLength(head), ...readRepresentation(head) };
  }
  // no range fits an empty file
  if (head.status === 416 && /^\s*bytes\s+\*\/0+\s*$/i.test(head.headers('content-range') ?? '')) {
    return { kind: 'whole', size: 0, ...readRepresentation(head) };
  }
  throw failure(head, codeByStatus[head.status] ?? codeByClass(head.status));
}

/**
 * Holds a further answer against what is known of the file from the first.
 * @param from where the range that was asked for begins
 * @throws PerseidError `changed` when version or size differ, `range-ignored` when the file begins again where its middle was
 *   asked for
 */
export function checkContinuation(known: KnownFile, answer: Answer, from: number): void {
  const sameSize = known.size === null || (answer.size ?? known.size) === known.size;
  if (!sameSize || !isSameVersion(known.validator, answer) || isPageInstead(known, answer))
    throw new PerseidError('changed');
  if (answer.kind === 'whole' && from > 0) throw new PerseidError('range-ignored');
}

/**
 * A whole answer may stand alone where no version was known. Where one was, a whole without any is another file: a server leaves a
 * validator out of a 206 alone.
 */
function isSameVersion(known: Validator | null, answer: Answer): boolean {
  if (answer.kind === 'range') return sameVersion(known, answer.validator);
  return known === null || (answer.validator !== null && sameVersion(known, answer.validator));
}

/** A page to log in, or one that says why there is no file, in the place of the file. */
const isPageInstead = (known: KnownFile, answer: Answer): boolean =>
  known.mime !== null && known.mime !== 'text/html' && answer.mime === 'text/html';

/** A 206 (RFC 9110 sections 14.4 and 15.3.7). It may end early, but neither begin elsewhere nor go beyond what was asked for. */
function readRange(head: AnswerHead): RangeAnswer {
  if (isEncoded(head)) throw failure(head, 'encoded-range');
  const representation = readRepresentation(head);
  const range = parseContentRange(head.headers('content-range'));
  if (!range || !fits(range, head.requested) || representation.mime === 'multipart/byteranges')
    throw failure(head, 'range-wrong');
  const length = range.to - range.from;
  const announced = contentLength(head) ?? length;
  if (announced !== length) throw failure(head, announced < length ? 'length-short' : 'length-long');
  return { kind: 'range', ...range, ...representation };
}

function fits(range: { from: number; to: number }, requested: AnswerHead['requested']): boolean {
  return requested !== null && range.from === requested.from && range.to <= (requested.to ?? Infinity);
}

/** `bytes first-last/size`; null when it is malformed or does not tell the size. `to` is exclusive. */
function parseContentRange(value: string | null): { from: number; to: number; size: number } | null {
  const [, first, last, total] = /^\s*bytes\s+(\d+)-(\d+)\/(\d+)\s*$/i.exec(value ?? '') ?? [];
  const [from, to, size] = [Number(first), Number(last) + 1, Number(total)];
  const isSound = [from, to, size].every(Number.isSafeInteger) && from < to && to <= size;
  return isSound ? { from, to, size } : null;
}

/** Bytes; null when missing or malformed. A proxy may repeat the one value (RFC 9110 section 8.6). */
function contentLength(head: AnswerHead): number | null {
  const [value, ...others] = (head.headers('content-length') ?? '').split(',').map((part) => part.trim());
  if (value === undefined || !/^\d+$/.test(value) || others.some((other) => other !== value)) return null;
  return Number.isSafeInteger(Number(value)) ? Number(value) : null;
}

function isEncoded(head: AnswerHead): boolean {
  return !['', 'identity'].includes((head.headers('content-encoding') ?? '').toLowerCase());
}

function readRepresentation({ headers }: AnswerHead): Representation {
  return {
    validator: readValidator({ etag: headers('etag'), lastModified: headers('last-modified'), date: headers('date') }),
    mime: headers('content-type')?.split(';')[0]?.trim().toLowerCase() || null,
    disposition: headers('content-disposition'),
  };
}

function codeByClass(status: number): ErrorCode {
  if (status >= 500 && status < 600) return 'http-server';
  return status >= 400 && status < 500 ? 'http-refused' : 'http-unexpected';
}

function failure(head: AnswerHead, code: ErrorCode): PerseidError {
  return new PerseidError(code, { status: head.status }, parseRetryAfter(head.headers('retry-after'), head.now));
}
