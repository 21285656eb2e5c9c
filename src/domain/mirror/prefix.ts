/** The first binary digits of a tag, by which its rows are asked for. */
export function prefixOf(tag: Uint8Array, bits: number): string {
  return [...tag.subarray(0, 4)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, bits);
}
