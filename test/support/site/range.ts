/** Inclusive positions, as in the header. */
export interface AskedRange {
  from: number;
  to: number;
}

/**
 * Reads a Range header (RFC 9110 section 14.1.2) for a file of `size` bytes.
 * @returns null when there is none, or one this server does not serve (several ranges, another unit, bad syntax: the whole file
 * is answered); 'unsatisfiable' when it lies outside (416)
 */
export function readRange(header: string | undefined, size: number): AskedRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match) return null;
  const [, start = '', end = ''] = match;
  if (start === '' && end === '') return null;
  if (start === '') return readSuffix(Number(end), size);
  const from = Number(start);
  const to = end === '' ? size - 1 : Math.min(Number(end), size - 1);
  if (end !== '' && Number(end) < from) return null;
  return from < size ? { from, to } : 'unsatisfiable';
}

function readSuffix(length: number, size: number): AskedRange | 'unsatisfiable' {
  return length > 0 && size > 0 ? { from: Math.max(0, size - length), to: size - 1 } : 'unsatisfiable';
}
