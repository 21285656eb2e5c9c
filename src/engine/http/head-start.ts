import type { Validator } from '#domain/source/validator';
import type { TransferOrder } from '#protocol/transfer-api';
import type { Connection, LiveSource } from './live-source.ts';
import { aborted } from './patience.ts';

/** The version to ask several parts of before any is answered; null: that is not worth a try. */
function foretold({ offered, trial, lesson }: TransferOrder): Validator | null {
  const isKnown = !trial && lesson?.pays === true && offered?.size != null && offered.validator?.strong === true;
  return isKnown ? offered.validator : null;
}

/**
 * Several requests before the first answer, which saves its time: where the browser was told just now what the file is, and its
 * host is known to put up with several. The first of them, with cookies, speaks for all: until its answer is judged good no
 * other's is looked at, and then each of those is judged as any later one. What goes wrong before is no trouble: no further ones
 * are tried, and the first is asked once more, alone.
 */
export class HeadStart {
  readonly #origin: LiveSource;
  readonly #begun = Promise.withResolvers<void>();
  /** Until the request that speaks for all has failed. */
  #given: boolean;

  constructor(order: TransferOrder, origin: LiveSource) {
    this.#origin = origin;
    origin.foretold = foretold(order);
    this.#given = origin.foretold !== null;
  }

  /** Until its answer may be looked at. @throws the signal's reason */
  async answered(connection: Connection, signal: AbortSignal): Promise<void> {
    if (!connection.early || this.#origin.trusted) return;
    // It is not the server that keeps it waiting.
    connection.heardAt = Number.POSITIVE_INFINITY;
    await Promise.race([this.#begun.promise, aborted(signal)]);
  }

  /** The first answer was judged. @param good it is what was foretold: the others' answers are of use */
  judged(good: boolean): void {
    if (!good) this.#giveUp();
    this.#origin.foretold = null;
    this.#begun.resolve();
  }

  /** One of them failed. @returns whether that is none of the transfer's troubles */
  failed({ early, source }: Connection): boolean {
    if (source !== this.#origin || source.trusted) return false;
    source.foretold = null;
    if (early) return true;
    this.#giveUp();
    const given = this.#given;
    this.#given = false;
    return given;
  }

  #giveUp(): void {
    for (const { early, abort } of this.#origin.connections) if (early) abort.abort();
  }
}
