import { decodeEncodedWords } from './encoded-words.ts';
import { decodeCharset, decodeUtf8, latin1Bytes, percentBytes } from './text-bytes.ts';

export interface ContentDisposition {
  /** Lower case: 'attachment', 'inline', …; '' when the header names none. */
  type: string;
  /** As the server wrote it, decoded but not sanitised; null when there is none or it cannot be read. */
  filename: string | null;
}

/**
 * Reads a Content-Disposition header (RFC 6266, with the extended notation of RFC 8187). `filename*` wins over `filename`;
 * of two the first counts. What is broken is passed over as browsers do; never throws.
 * @param header the value as `fetch` gives it: one character per byte
 */
export function parseContentDisposition(header: string): ContentDisposition {
  const type = /^\s*([\w!#$%&'*+.^`|~-]+)\s*(?:;|$)/.exec(header);
  const parameters = readParameters(header, type?.[0].length ?? 0);
  const extended = parameters.get('filename*');
  const plain = parameters.get('filename');
  return {
    type: type?.[1]?.toLowerCase() ?? '',
    filename: (extended && readExtended(extended)) || (plain && readPlain(plain)) || null,
  };
}

/** The parameters from `start` on, by lower-case name, quotes removed. Ends at a quoted string that is not well-formed. */
function readParameters(header: string, start: number): Map<string, string> {
  const found = new Map<string, string>();
  let at = start;
  /** The first group of `pattern` (sticky) at the place reached, which moves on behind the match. */
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match?.[1];
  };
  while (at < header.length) {
    const name = take(/[;\s]*([\w!#$%&'*+.^`|~-]+)\s*=\s*/y)?.toLowerCase();
    if (name === undefined) {
      take(/([;\s]*[^;]*);?/y); // junk
      continue;
    }
    const value =
      header[at] === '"'
        ? take(/"((?:\\.|[^"\\])*)"\s*(?:;|$)/sy)?.replace(/\\(.)/gs, '$1')
        : take(/([^;]*);?/y)?.trim();
    if (value === undefined) break;
    if (!found.has(name)) found.set(name, value);
  }
  return found;
}

/** RFC 8187 section 3.2: charset'language'percent-encoded. */
function readExtended(value: string): string | null {
  const [, charset, encoded] = /^([^']+)'[^']*'(.*)$/s.exec(value) ?? [];
  const bytes = encoded === undefined ? null : percentBytes(encoded);
  return charset !== undefined && bytes ? decodeCharset(charset, bytes) : null;
}

/** Many servers write raw UTF-8, which reaches us as one character per byte: what is valid UTF-8 was meant as such. */
function readPlain(value: string): string {
  const bytes = latin1Bytes(value);
  return decodeEncodedWords((bytes && decodeUtf8(bytes)) ?? value);
}
