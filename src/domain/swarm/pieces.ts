import { gaps, type Range } from '../segment/range.ts';
import { wantedRanges, type SwarmContent } from './swarm.ts';

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

/** The pieces into which a wanted file reaches. */
function wantedPieces(content: SwarmContent): ReadonlySet<number> {
  const pieces = new Set<number>();
  for (const range of wantedRanges(content)) {
    const [first, last] = piecesOf(range, content.pieceLength);
    for (let piece = first; piece <= last; piece++) pieces.add(piece);
  }
  return pieces;
}

/** The pieces that peers may have, of those that are here: none that belongs to unwanted files alone (BC10). In order, disjoint. */
export function givenPieces(have: readonly Range[], content: SwarmContent): Range[] {
  const here = bitfieldOf(have, content);
  const wanted = wantedPieces(content);
  return rangesOf((piece) => wanted.has(piece) && isSet(here, piece), content);
}

/** The pieces that are wanted and not here, whole; in order, disjoint. */
export function missingPieces(have: readonly Range[], content: SwarmContent): Range[] {
  const here = bitfieldOf(have, content);
  const wanted = wantedPieces(content);
  return rangesOf((piece) => wanted.has(piece) && !isSet(here, piece), content);
}

/** Whether peers that know of our pieces need to be told nothing when other files are wanted: nothing is taken back, nothing kept to ourselves is given. */
export function keepsItsPieces(before: SwarmContent, after: SwarmContent, have: readonly Range[]): boolean {
  const dropsNone = before.files.every(({ wanted }, place) => !wanted || after.files[place]?.wanted === true);
  return dropsNone && isEqual(givenPieces(have, before), givenPieces(have, after));
}

const isSet = (bits: Uint8Array, piece: number): boolean => ((bits[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0;

const isEqual = (a: readonly Range[], b: readonly Range[]): boolean =>
  a.length === b.length && a.every(({ from, to }, index) => b[index]?.from === from && b[index].to === to);
