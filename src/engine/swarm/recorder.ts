import type { Range } from '#domain/segment/range';
import { isHere, wantedBytes, type SwarmContent } from '#domain/swarm/swarm';
import type { TaskEvent } from '#domain/task/reduce';
import type { Tally } from '../tally.ts';
import type { Given } from './given.ts';

/** What is here of a torrent, flushed or not. */
export interface Here {
  readonly content: SwarmContent;
  readonly have: Range[];
}

interface RecorderPorts {
  readonly work: 'fetch' | 'share';
  /** What is here now; null: it is not known what is in it. */
  here(): Here | null;
  readonly given: () => Given | undefined;
  readonly tally: Tally;
  readonly flush: () => Promise<void>;
  readonly tell: (event: TaskEvent) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/**
 * Records what a session has brought, given and met: what was put before the flush is on the disk after it. One record is made after the other,
 * and the last when the session has ended.
 */
export class Recorder {
  readonly #ports: RecorderPorts;
  #chain: Promise<void> = Promise.resolve();
  #ended = false;
  /** Every peer that saw the user's address: kept in memory alone, so that none counts twice. */
  readonly #met = new Set<string>();
  #told = 0;

  constructor(ports: RecorderPorts) {
    this.#ports = ports;
  }

  /** A peer sees the user's address. @param id its number, of this session */
  met(id: string): void {
    this.#met.add(id);
  }

  /** Records what is here now. */
  look(): void {
    this.#chain = this.#chain
      .then(() => (this.#ended ? undefined : this.#record(this.#ports.here())))
      .catch(this.#ports.failed);
  }

  /** The last record. Nothing is put or given any more. @param here as it was then */
  async end(here: Here | null): Promise<void> {
    this.#ended = true;
    await this.#chain;
    await this.#record(here);
  }

  async #record(here: Here | null): Promise<void> {
    const { work, given, tally, flush, tell } = this.#ports;
    const peers = this.#met.size - this.#told;
    this.#told = this.#met.size;
    if (peers > 0) await tell({ kind: 'met', peers });
    const gave = given()?.next(performance.now());
    if (gave) await tell({ kind: 'gave', ...gave });
    if (here === null || work === 'share') return;
    const { content, have } = here;
    await flush();
    await tell({ kind: 'checkpoint', have, traffic: tally.take() });
    if (!this.#ended && isHere(content, have)) await tell({ kind: 'fetched', have, size: wantedBytes(content) });
  }
}
