const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(alphabet, (symbol, value) => [symbol, value]));

/** Base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const symbols = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63)).join('');
    text += left >= 3 ? symbols : `${symbols.slice(0, left + 1)}${'='.repeat(3 - left)}`;
  }
  return text;
}

/** The bytes of base64 with padding; null: it is none, or not written as `toBase64` writes it. */
export function fromBase64(text: string): Uint8Array | null {
  const symbols = text.replace(/={1,2}$/, '');
  const bytes = new Uint8Array(Math.floor((symbols.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const symbol of symbols) {
    const value = values.get(symbol);
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  // One text for each row of bytes, or a row could be sent twice under two names.
  return toBase64(bytes) === text ? bytes : null;
}
