import type { Wire } from './webtorrent.ts';

/**
 * So many wrong pieces a peer may have had a part in, or twice as many as good ones: honest peers have a part in what a liar spoils. One that
 * brought a wrong piece alone is not asked again at all.
 */
const patience = 3;

/** Who brought which piece, and who is to blame when one is wrong: a liar is dropped, and stays so for this session. */
export class Blame {
  readonly #bringers = new Map<number, Set<Wire>>();
  readonly #strikes = new Map<string, number>();
  /** Good pieces that each had a part in. */
  readonly #merits = new Map<string, number>();
  readonly #banned = new Set<string>();

  /** A connection to a peer stands: it is heard from now on, unless it has lied before. */
  follow(wire: Wire): void {
    if (this.#banned.has(wire.peerId)) return wire.destroy();
    wire.on('piece', (index) => {
      const bringers = this.#bringers.get(index) ?? new Set();
      this.#bringers.set(index, bringers.add(wire));
    });
  }

  /** The piece is what it should be. */
  good(piece: number): void {
    for (const { peerId } of this.#bringers.get(piece) ?? []) this.#merits.set(peerId, this.#meritsOf(peerId) + 1);
    this.#bringers.delete(piece);
  }

  #meritsOf(peerId: string): number {
    return this.#merits.get(peerId) ?? 0;
  }

  /** It is not, and will be fetched again. */
  bad(piece: number): void {
    const bringers = [...(this.#bringers.get(piece) ?? [])];
    this.#bringers.delete(piece);
    for (const wire of bringers) {
      const strikes = (this.#strikes.get(wire.peerId) ?? 0) + 1;
      this.#strikes.set(wire.peerId, strikes);
      if (bringers.length > 1 && (strikes < patience || strikes <= 2 * this.#meritsOf(wire.peerId))) continue;
      this.#banned.add(wire.peerId);
      wire.destroy();
    }
  }
}
