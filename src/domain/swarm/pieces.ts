import { gaps, type Range } from '../segment/range.ts';
import type { SwarmContent } from './swarm.ts';

/** The pieces that a range touches: first and last. */
export function piecesOf({ from, to }: Range, pieceLength: number): readonly [first: number, last: number] {
  return [Math.floor(from / pieceLength), Math.ceil(to / pieceLength) - 1];
}

/** Whole pieces as bits, the first in the highest bit (BEP 3). */
export function bitfieldOf(have: readonly Range[], { size, pieceLength }: SwarmContent): Uint8Array {
  const count = Math.ceil(size / pieceLength);
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  const clear = (piece: number): void => {
    bits[piece >> 3] = (bits[piece >> 3] ?? 0) & ~(0x80 >> (piece & 7));
  };
  for (const gap of gaps(have, size)) {
    const [first, last] = piecesOf(gap, pieceLength);
    for (let piece = first; piece <= last; piece++) clear(piece);
  }
  for (let piece = count; piece < bits.length * 8; piece++) clear(piece);
  return bits;
}

/** The ranges of the pieces that are here. @param has whether a piece is */
export function rangesOf(has: (piece: number) => boolean, { size, pieceLength }: SwarmContent): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (let piece = 0; piece * pieceLength < size; piece++) {
    if (!has(piece)) continue;
    const range = { from: piece * pieceLength, to: Math.min(size, (piece + 1) * pieceLength) };
    const before = ranges.at(-1);
    if (before?.to === range.from) before.to = range.to;
    else ranges.push(range);
  }
  return ranges;
}
