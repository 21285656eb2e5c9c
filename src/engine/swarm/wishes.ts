import type { Range } from '#domain/segment/range';
import { missingPieces } from '#domain/swarm/pieces';
import { firstOf, isHere, type SwarmContent } from '#domain/swarm/swarm';

/** The files that go first are waited for alone so long without a byte, ms: perhaps nobody has them. */
const patience = 10_000;

/** Who could bring pieces now. */
export interface Bringers {
  /** There is somebody. */
  readonly some: boolean;
  /** Bytes that came from them so far. */
  readonly received: number;
  /** How many of them have one of these pieces. */
  readonly owners: (missing: readonly Range[]) => number;
}

/**
 * What peers are asked for: the files that go first and nothing else, as long as bytes of them come. Who is alone waits; where nobody brings any,
 * everything is asked for until one more has a piece of them. WebTorrent's own priorities do not help: it merges neighbours, and asks for what
 * matters least first.
 */
export class Wishes {
  readonly #content: SwarmContent;
  #asked: 'nothing' | 'first' | 'all' = 'nothing';
  #received = 0;
  #at = 0;
  /** When nobody brought what goes first, so many had some of it; fewer, if some of them left. */
  #owners = 0;

  constructor(content: SwarmContent) {
    this.#content = content;
  }

  /** The content as if only what is asked for now were wanted. */
  get content(): SwarmContent {
    return this.#asked === 'first' ? firstOf(this.#content) : this.#content;
  }

  /** Looks again. @param now by a clock that nobody sets, ms @returns whether other files are to be asked for than before */
  look(have: readonly Range[], now: number, bringers: Bringers): boolean {
    const asks = this.#next(have, now, bringers);
    const other = asks !== this.#asked;
    this.#asked = asks;
    return other;
  }

  #next(have: readonly Range[], now: number, { some, received, owners }: Bringers): 'first' | 'all' {
    const first = firstOf(this.#content);
    if (isHere(first, have)) return 'all';
    if (this.#asked === 'all') {
      const count = owners(missingPieces(have, first));
      const more = count > this.#owners;
      this.#owners = count;
      if (!more) return 'all';
      [this.#at, this.#received] = [now, received];
      return 'first';
    }
    if (this.#asked === 'nothing' || !some || received !== this.#received) this.#at = now;
    this.#received = received;
    if (now - this.#at < patience) return 'first';
    this.#owners = owners(missingPieces(have, first));
    return 'all';
  }
}
