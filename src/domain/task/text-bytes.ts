/**
 * Reads bytes as UTF-8. Gives null when they are not valid UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // a fatal decoder throws for nothing but invalid bytes, which is the answer here
  }
}

/** Reads bytes as ISO-8859-1: every byte is the character of the same number. */
function decodeLatin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** The reverse of `decodeLatin1`. Gives null when a character is above U+00FF. */
export function latin1Bytes(text: string): Uint8Array | null {
  const codes = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return codes.every((code) => code <= 0xff) ? Uint8Array.from(codes) : null;
}

/** The charsets that HTTP names in headers (RFC 8187 section 3.2.1). Gives null for others, and for bytes that do not fit. */
export function decodeCharset(charset: string, bytes: Uint8Array): string | null {
  const name = charset.toLowerCase();
  if (name === 'utf-8') return decodeUtf8(bytes);
  return name === 'iso-8859-1' ? decodeLatin1(bytes) : null;
}

/**
 * The bytes of an ASCII text with percent escapes (RFC 3986 section 2.1). Gives null for a broken escape or a character
 * outside ASCII.
 */
export function percentBytes(text: string): Uint8Array | null {
  if (/%(?![0-9a-f]{2})|[^\x20-\x7e]/i.test(text)) return null;
  const bytes = text.match(/%..|./g) ?? [];
  return Uint8Array.from(bytes, (byte) => (byte.length === 3 ? parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
}
