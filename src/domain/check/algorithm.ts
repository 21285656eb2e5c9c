/** Hash algorithms that are checked, the strongest first. */
export const algorithms = ['sha-512', 'sha-256', 'sha-1', 'md5'] as const;
export type Algorithm = (typeof algorithms)[number];

/** Those that the browser itself can compute, of a piece in memory. */
export const pieceAlgorithms = ['sha-512', 'sha-256', 'sha-1'] as const;
export type PieceAlgorithm = (typeof pieceAlgorithms)[number];

/** Hexadecimal digits of a digest. */
const digits: Readonly<Record<Algorithm, number>> = { 'sha-512': 128, 'sha-256': 64, 'sha-1': 40, md5: 32 };

/** Two different files with the same digest can be made of these: they show accidents, not attacks. */
const weak: ReadonlySet<Algorithm> = new Set(['sha-1', 'md5']);

/** Whether a match says nothing against a forged file. */
export function isWeak(algorithm: Algorithm): boolean {
  return weak.has(algorithm);
}

/** Below 0: `a` is the stronger. For sorting, the strongest first. */
export function byStrength(a: Algorithm, b: Algorithm): number {
  return algorithms.indexOf(a) - algorithms.indexOf(b);
}

/** The algorithm of a name in any usual spelling (`SHA256`, `sha-256`; RFC 3230's `SHA` is SHA-1); null: none of ours. */
export function algorithmNamed(name: string): Algorithm | null {
  const plain = name.trim().toLowerCase().replaceAll(/[-_]/g, '');
  if (plain === 'sha') return 'sha-1';
  return algorithms.find((algorithm) => algorithm.replace('-', '') === plain) ?? null;
}

/** The algorithm whose digests have so many hexadecimal digits. */
export function algorithmOfLength(length: number): Algorithm | null {
  return algorithms.find((algorithm) => digits[algorithm] === length) ?? null;
}

/** A digest in lower-case hexadecimal, if it is one of this algorithm. */
export function readHex(algorithm: Algorithm, text: string): string | null {
  return /^[\da-f]+$/i.test(text) && text.length === digits[algorithm] ? text.toLowerCase() : null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A digest written in base64 (RFC 4648 section 4) as lower-case hexadecimal, if it is one of this algorithm. */
export function readBase64(algorithm: Algorithm, text: string): string | null {
  const [, symbols] = /^([A-Za-z\d+/]+)={0,2}$/.exec(text) ?? [];
  if (symbols === undefined) return null;
  const bits = Array.from(symbols, (symbol) => alphabet.indexOf(symbol).toString(2).padStart(6, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return readHex(algorithm, bytes.map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join(''));
}
