import { totalBytes, type Range } from '#domain/segment/range';
import { firstOf, isHere, wantedRanges, type SwarmContent } from '#domain/swarm/swarm';

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

  /** What is to be asked for from now on; null: what was before. @param now by a clock that nobody sets, ms */
  next(have: readonly Range[], now: number): readonly Range[] | null {
    const bytes = totalBytes(have);
    if (bytes !== this.#bytes) this.#at = now;
    this.#bytes = bytes;
    const first = firstOf(this.#content);
    const waits = this.#asked !== 'all' && !isHere(first, have) && now - this.#at < patience;
    const asks = waits ? 'first' : 'all';
    if (asks === this.#asked) return null;
    this.#asked = asks;
    return wantedRanges(asks === 'first' ? first : this.#content);
  }
}
