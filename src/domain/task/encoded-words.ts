import { decodeCharset, latin1Bytes } from './text-bytes.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Decodes the words of RFC 2047 (`=?utf-8?B?…?=`), which mail-minded servers put into file names and browsers accept.
 * Text without them, and words of an unknown charset or with broken content, come back as they are.
 */
export function decodeEncodedWords(text: string): string {
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1'); // white space between two words is no part of the text
  return joined.replace(
    /=\?([\w-]+)\?([bq])\?([^?\s]*)\?=/gi,
    (word, charset: string, kind: string, content: string) => {
      const bytes = kind.toLowerCase() === 'b' ? base64Bytes(content) : quotedBytes(content);
      return (bytes && decodeCharset(charset, bytes)) ?? word;
    },
  );
}

/** RFC 2047 section 4.2: `_` is a space, `=E4` a byte. */
function quotedBytes(content: string): Uint8Array | null {
  const spaced = content.replaceAll('_', ' ');
  return latin1Bytes(spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
}

/** RFC 4648 section 4; the padding may be missing. Written out, for the domain has no `atob`. */
function base64Bytes(content: string): Uint8Array | null {
  if (!/^[a-z\d+/]*={0,2}$/i.test(content)) return null;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of content.replaceAll('=', '')) {
    held = ((held << 6) | digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
