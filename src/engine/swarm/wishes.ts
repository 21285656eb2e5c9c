import { totalBytes, type Range } from '#domain/segment/range';
import { firstOf, isHere, type SwarmContent } from '#domain/swarm/swarm';

/** The files that go first are waited for alone so long without a new piece, ms: perhaps nobody has them. */
const patience = 10_000;

/**
 * What peers are asked for: the files that go first and nothing else, as long as pieces of them come. WebTorrent's own priorities do not
 * help: it merges neighbours, and asks for what matters least first.
 */
export class Wishes {
  readonly #content: SwarmContent;
  #asked: 'nothing' | 'first' | 'all' = 'nothing';
  #bytes = -1;
  #at = 0;

  constructor(content: SwarmContent) {
    this.#content = content;
  }

  /** The content as if only what is asked for now were wanted. */
  get content(): SwarmContent {
    return this.#asked === 'first' ? firstOf(this.#content) : this.#content;
  }

  /** Looks again. @param now by a clock that nobody sets, ms @returns whether other files are to be asked for than before */
  look(have: readonly Range[], now: number): boolean {
    const bytes = totalBytes(have);
    if (bytes !== this.#bytes) this.#at = now;
    this.#bytes = bytes;
    const first = firstOf(this.#content);
    const waits = this.#asked !== 'all' && !isHere(first, have) && now - this.#at < patience;
    const asks = waits ? 'first' : 'all';
    const other = asks !== this.#asked;
    this.#asked = asks;
    return other;
  }
}
