import { totalBytes, type Range } from './range.ts';

/** Bytes of a piece and who brought them; null: nobody who is known any more, for they were here when this run began. */
interface Share extends Range {
  readonly source: string | null;
}

/** What follows from a piece that is wrong. */
export interface BadPiece {
  /** To be fetched again. */
  readonly again: Range;
  /** Who brought bytes of it; one alone is to blame, several are under suspicion. */
  readonly suspects: ReadonlySet<string>;
}

/**
 * Keeps account of the pieces of one file while its bytes arrive: which are complete and not judged yet, and who brought what of
 * them. Knows neither hashes nor disk. Invariant: the shares of a piece are disjoint and lie inside it.
 */
export class Pieces {
  /** Bytes of the file, and of each piece but the last. */
  readonly size: number;
  readonly length: number;
  readonly #shares = new Map<number, Share[]>();
  readonly #good = new Set<number>();

  /** @param have bytes that are here already: their pieces are not judged yet */
  constructor(size: number, length: number, have: readonly Range[]) {
    this.size = size;
    this.length = length;
    for (const range of have) this.add(range, null);
  }

  get count(): number {
    return Math.ceil(this.size / this.length);
  }

  /** Where a piece lies. */
  rangeOf(index: number): Range {
    return { from: index * this.length, to: Math.min((index + 1) * this.length, this.size) };
  }

  /** Whether a piece is complete and nobody has judged it. */
  isUnjudged(index: number): boolean {
    return this.#isComplete(index) && !this.#good.has(index);
  }

  /**
   * Bytes were written, in place of those that were there before: their pieces have to be judged anew.
   * @returns the pieces that are complete and touched by it
   */
  add(range: Range, source: string | null): number[] {
    const to = Math.min(range.to, this.size);
    const touched: number[] = [];
    for (let index = Math.floor(range.from / this.length); index * this.length < to; index++) {
      const piece = this.rangeOf(index);
      const share = { from: Math.max(range.from, piece.from), to: Math.min(to, piece.to), source };
      const others = (this.#shares.get(index) ?? []).flatMap((other) => without(other, share));
      this.#shares.set(index, [...others, share]);
      this.#good.delete(index);
      touched.push(index);
    }
    return touched.filter((index) => this.#isComplete(index));
  }

  /** Pieces that are complete and were not judged. */
  unjudged(): number[] {
    return [...this.#shares.keys()].filter((index) => this.isUnjudged(index));
  }

  /** Who brought which bytes of a piece. */
  broughtBy(index: number): ReadonlyMap<string | null, readonly Range[]> {
    return Map.groupBy(this.#shares.get(index) ?? [], ({ source }) => source);
  }

  /** The piece agrees with its hash. */
  good(index: number): void {
    this.#good.add(index);
  }

  /** The piece does not agree with its hash: its bytes count as missing from now on. */
  bad(index: number): BadPiece {
    const sources = [...this.broughtBy(index).keys()].filter((source) => source !== null);
    this.#shares.delete(index);
    this.#good.delete(index);
    return { again: this.rangeOf(index), suspects: new Set(sources) };
  }

  #isComplete(index: number): boolean {
    const { from, to } = this.rangeOf(index);
    return totalBytes(this.#shares.get(index) ?? []) === to - from;
  }
}

/** What is left of a share when another takes its place. */
function without(share: Share, taken: Range): Share[] {
  const before = { ...share, to: Math.min(share.to, taken.from) };
  const after = { ...share, from: Math.max(share.from, taken.to) };
  return [before, after].filter(({ from, to }) => to > from);
}
