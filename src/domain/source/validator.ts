import * as z from 'zod/mini';

/**
 * What identifies one version of a file at a server (RFC 9110 section 8.8). `strong`: `ifRange` may be sent, and equal
 * validators mean equal bytes. A weak one only allows comparison.
 */
export const validatorSchema = z.object({
  etag: z.nullable(z.string()),
  lastModified: z.nullable(z.string()),
  strong: z.boolean(),
});
export type Validator = z.infer<typeof validatorSchema>;

/** A Last-Modified is strong only if it lies at least this long before Date (RFC 9110 section 8.8.2.2; ms). */
const settledAfter = 60_000;

/** A strong entity tag (RFC 9110 section 8.8.3). Without its quotes a server takes it for a date in If-Range. */
const strongTag = /^"[^"]*"$/;

/**
 * Reads the validator of an answer. Gives null when it has none.
 * @param headers values of ETag, Last-Modified and Date; null or '' where missing
 */
export function readValidator(headers: {
  etag: string | null;
  lastModified: string | null;
  date: string | null;
}): Validator | null {
  const etag = headers.etag || null;
  const lastModified = headers.lastModified || null;
  if (etag === null && lastModified === null) return null;
  if (etag !== null) return { etag, lastModified, strong: strongTag.test(etag) };
  const modified = Date.parse(lastModified ?? '');
  const answered = Date.parse(headers.date ?? '');
  return { etag, lastModified, strong: answered - modified >= settledAfter };
}

/** The value for If-Range (RFC 9110 section 13.1.5), or null when none may be sent. */
export function ifRangeOf(validator: Validator | null): string | null {
  if (!validator?.strong) return null;
  return validator.etag ?? validator.lastModified;
}

/**
 * Whether an answer is of the same version. One that has no validator is so only if the known one is a strong date: If-Range was
 * sent then, and a server that holds it may leave Last-Modified out of its 206, but not ETag (RFC 9110 section 15.3.7).
 */
export function sameVersion(known: Validator | null, answered: Validator | null): boolean {
  if (answered === null) return known === null || (known.strong && known.etag === null);
  if (known === null) return false;
  if (known.etag !== null || answered.etag !== null) return stripWeak(known.etag) === stripWeak(answered.etag);
  return known.lastModified === answered.lastModified;
}

/** Whether two servers name one version of a file: only entity tags do, a date is another file's as well. */
export function sameTag(one: Validator | null, other: Validator | null): boolean {
  return one?.strong === true && other?.strong === true && one.etag !== null && one.etag === other.etag;
}

/** Some servers weaken the tag of one and the same version (compression modules): compare opaque tags. */
function stripWeak(etag: string | null): string | null {
  return etag?.replace(/^W\//, '') ?? null;
}
