import type { Range } from '#domain/segment/range';
import { readPart } from '#platform/part-file';
import type { ProofOrder, TransferReport } from '#protocol/transfer-api';
import { Tally } from '../tally.ts';
import type { TransferPorts } from './ports.ts';
import { prove, type ProofPorts } from './prove.ts';
import { tallied } from './tallied.ts';
import { describeFailure } from './failure.ts';

/** The proofs under way in the worker. */
export class Proofs {
  readonly #running = new Map<string, AbortController>();
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;
  readonly #idle: (id: string) => Promise<void>;

  /** @param idle resolves when nobody writes a task's part file */
  constructor(ports: TransferPorts, report: (report: TransferReport) => void, idle: (id: string) => Promise<void>) {
    this.#ports = ports;
    this.#report = report;
    this.#idle = idle;
  }

  /** Proves a link; reports `proved` or `failed`, nothing when stopped. Never rejects. */
  async start(order: ProofOrder): Promise<void> {
    const { id, run } = order;
    this.stop(id);
    const control = new AbortController();
    this.#running.set(id, control);
    const tally = new Tally(
      () => this.#ports.date(),
      (host) => this.#report({ kind: 'asked', id, host }),
    );
    const counted = tallied(this.#ports, tally);
    const exchanged = (): void => {
      const traffic = tally.take();
      if (traffic.length > 0) this.#report({ kind: 'traffic', id, traffic });
    };
    const ports: ProofPorts = {
      ...counted,
      readKnown: (known, range) => this.#read(known, range),
    };
    try {
      const proof = await prove(order, ports, control.signal).finally(exchanged);
      if (!control.signal.aborted) this.#report({ kind: 'proved', id, run, ...proof });
    } catch (error) {
      if (!control.signal.aborted) this.#report({ kind: 'failed', id, run, error: describeFailure(error) });
    } finally {
      if (this.#running.get(id) === control) this.#running.delete(id);
    }
  }

  stop(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** A part that is not there any more, or has begun to grow again, cannot be compared. */
  async #read(id: string, { from, to }: Range): Promise<Uint8Array | null> {
    try {
      await this.#idle(id);
      const part = await readPart(id);
      return part.size < to ? null : new Uint8Array(await part.slice(from, to).arrayBuffer());
    } catch (error) {
      console.info('Nothing to compare with:', error);
      return null;
    }
  }
}
