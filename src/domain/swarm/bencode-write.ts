/** What can be bencoded; text is written as UTF-8. */
export type Bencodable = number | string | Uint8Array | readonly Bencodable[] | { readonly [key: string]: Bencodable };

const encoder = new TextEncoder();

/** Bencodes a value (BEP 3); the keys of dictionaries, which are plain ASCII, in order. */
export function writeBencode(value: Bencodable): Uint8Array<ArrayBuffer> {
  if (typeof value === 'number') return encoder.encode(`i${value}e`);
  if (typeof value === 'string') return writeBencode(encoder.encode(value));
  if (value instanceof Uint8Array) return joined([encoder.encode(`${value.length}:`), value]);
  const ends = encoder.encode('e');
  if (isList(value)) return joined([encoder.encode('l'), ...value.map(writeBencode), ends]);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return joined([
    encoder.encode('d'),
    ...entries.flatMap(([key, one]) => [writeBencode(key), writeBencode(one)]),
    ends,
  ]);
}

const isList = (
  value: readonly Bencodable[] | { readonly [key: string]: Bencodable },
): value is readonly Bencodable[] => Array.isArray(value);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
