/** What can be bencoded; text is written as UTF-8. */
export type Writable = number | string | Uint8Array | readonly Writable[] | { readonly [key: string]: Writable };

/** Bencodes a value, the keys of dictionaries in order, as programs that make torrents do (BEP 3). */
export function writeBencode(value: Writable): Uint8Array<ArrayBuffer> {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return writeBencode(Buffer.from(value));
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  if (Array.isArray(value)) return joined('l', value.map(writeBencode));
  const keys = Object.keys(value).toSorted();
  const entries = value as Readonly<Record<string, Writable>>;
  return joined(
    'd',
    keys.flatMap((key) => [writeBencode(key), writeBencode(entries[key] ?? '')]),
  );
}

const joined = (begins: string, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Buffer.concat([Buffer.from(begins), ...parts, Buffer.from('e')]);
