import type { Range } from '#domain/segment/range';

/** One rectangle of a piece bar, in thousandths of its width. */
export interface PieceRect {
  readonly kind: 'lent' | 'have' | 'tail' | 'head' | `source-${number}`;
  readonly x: number;
  readonly width: number;
}

/** Width of the whole bar. */
const whole = 1000;
/** What is narrower than this would not be seen. */
const least = 3;
/** Width of a head, and the longest tail behind it. */
const headWidth = 6;
const tailWidth = 90;

/**
 * What a piece bar shows: ranges on their way, ranges here, and at each place where bytes arrive a head with a tail.
 * While the size is unknown the bar cannot tell how much is missing: it shows the bytes as growing towards its end.
 * @param size bytes; null: unknown
 */
export function pieceRects(size: number | null, have: readonly Range[], arriving: readonly Range[]): PieceRect[] {
  const length = size ?? guessedLength(have);
  if (length <= 0) return size === 0 ? [{ kind: 'have', x: 0, width: whole }] : [];
  const at = (byte: number) => (Math.min(byte, length) / length) * whole;
  const rect = (kind: PieceRect['kind'], from: number, to: number): PieceRect => {
    const width = Math.max(least, to - from);
    return { kind, x: Math.min(from, whole - width), width };
  };
  const heads = new Set(arriving.map((range) => range.from));
  return [
    ...arriving.filter((range) => Number.isFinite(range.to)).map((range) => rect('lent', at(range.from), at(range.to))),
    ...have.map((range) => rect('have', at(range.from), at(range.to))),
    ...have.flatMap((range) => (heads.has(range.to) ? tail(at(range.from), at(range.to)) : [])),
    ...arriving.map((range) => rect('head', at(range.from) - headWidth / 2, at(range.from) + headWidth / 2)),
  ];
}

function tail(from: number, to: number): PieceRect[] {
  const width = Math.min(tailWidth, to - from);
  return width < least ? [] : [{ kind: 'tail', x: to - width, width }];
}

/** Sources are told apart by so many tints; further ones begin anew. */
const tints = 6;

/** The class of the tint of a source, by its place among those that are shown. */
export const tintOf = (source: number): `source-${number}` => `source-${source % tints}`;

/** Who brought which bytes, over what `pieceRects` shows: one tint for each source. @param size bytes; null: unknown */
export function sourceRects(size: number | null, parts: readonly (readonly Range[])[]): PieceRect[] {
  const length =
    size ?? guessedLength([{ from: 0, to: Math.max(0, ...parts.map((ranges) => ranges.at(-1)?.to ?? 0)) }]);
  if (length <= 0) return [];
  return parts.flatMap((ranges, source) =>
    ranges.map(({ from, to }): PieceRect => {
      const width = Math.max(least, ((Math.min(to, length) - from) / length) * whole);
      return { kind: tintOf(source), x: Math.min((from / length) * whole, whole - width), width };
    }),
  );
}

/** With every doubling of the bytes the bar seems half full again. */
function guessedLength(have: readonly Range[]): number {
  const bytes = have.at(-1)?.to ?? 0;
  return bytes === 0 ? 0 : 2 ** Math.ceil(Math.log2(bytes) + 0.5);
}
