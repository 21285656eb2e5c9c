/** RFC 5854 section 7.2, and what version 3 was served as. */
export const metalinkTypes: ReadonlySet<string> = new Set(['application/metalink4+xml', 'application/metalink+xml']);

/** A Metalink larger than this is not read, bytes: piece checksums of terabytes fit in. */
export const largestMetalink = 4 * 1024 * 1024;

/** Whether a file is a Metalink, by its type or, where that says nothing, by its name. */
export function isMetalink(mime: string | null, name: string | null): boolean {
  return metalinkTypes.has(mime?.toLowerCase() ?? '') || /\.(?:meta4|metalink)$/i.test(name ?? '');
}
