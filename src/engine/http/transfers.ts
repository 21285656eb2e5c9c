import { PerseidError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import type { TransferCommand, TransferOrder, TransferReport } from '#protocol/transfer-api';
import { describeFailure } from './failure.ts';
import type { PartFile, TransferPorts } from './ports.ts';
import { Transfer } from './transfer.ts';

/** Where part files lie. */
export interface PartStore {
  open(id: TaskId): Promise<PartFile & { close(): void }>;
  /** Bytes. Throws PerseidError `part-lost`. */
  size(id: TaskId): Promise<number>;
  delete(id: TaskId): Promise<void>;
}

interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  transfer: Transfer | null;
  /** How many it may open now. */
  connections: number;
}

type Command<K extends TransferCommand['kind']> = Extract<TransferCommand, { kind: K }>;

/**
 * The transfers of all tasks. Invariant: at most one open handle per part file; what touches a part file waits for what did
 * before.
 */
export class Transfers {
  readonly #runs = new Map<TaskId, Run>();
  readonly #parts: PartStore;
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;

  constructor(parts: PartStore, ports: TransferPorts, report: (report: TransferReport) => void) {
    this.#parts = parts;
    this.#ports = ports;
    this.#report = report;
  }

  start({ order }: Command<'start'>): void {
    this.#enter(order.id, order.connections, (signal, before) => this.#execute(order, signal, before));
  }

  go({ id }: Command<'go'>): void {
    this.#transfer(id)?.go();
  }

  /** A limit may come before the part file is open. */
  limit({ id, connections }: Command<'limit'>): void {
    const run = this.#runs.get(id);
    if (run) run.connections = connections;
    run?.transfer?.setLimit(connections);
  }

  inform(more: Command<'inform'>): void {
    this.#transfer(more.id)?.inform(more);
  }

  /** The device is on a network again. */
  online(): void {
    for (const { transfer } of this.#runs.values()) transfer?.online();
  }

  stop({ id }: Command<'stop'>): void {
    this.#runs.get(id)?.stop.abort();
  }

  /** Resolves when nobody writes a task's part file. */
  async idle(id: TaskId): Promise<void> {
    await this.#runs.get(id)?.ended;
  }

  async close({ id }: Command<'close'>): Promise<void> {
    await this.idle(id);
    this.#report({ kind: 'closed', id });
  }

  /** The part file is whole: it has the size that was announced. */
  async verify({ id, size }: Command<'verify'>): Promise<void> {
    try {
      await this.idle(id);
      const actual = await this.#parts.size(id);
      if (actual !== size) throw new PerseidError('part-lost', { expected: size, bytes: actual });
      this.#report({ kind: 'intact', id });
    } catch (error) {
      this.#report({ kind: 'failed', id, error: describeFailure(error) });
    }
  }

  async discard({ id }: Command<'discard'>): Promise<void> {
    const run = this.#enter(id, 0, async (_signal, before) => {
      await before;
      // The next start of the engine page sweeps it away.
      await this.#parts.delete(id).catch((error: unknown) => console.error('A part file could not be deleted:', error));
    });
    await run.ended;
    if (this.#runs.get(id) === run) this.#runs.delete(id);
    this.#report({ kind: 'discarded', id });
  }

  #transfer(id: TaskId): Transfer | null {
    return this.#runs.get(id)?.transfer ?? null;
  }

  #enter(
    id: TaskId,
    connections: number,
    work: (signal: AbortSignal, before: Promise<void> | undefined) => Promise<void>,
  ): Run {
    const before = this.#runs.get(id);
    before?.stop.abort();
    const stop = new AbortController();
    const run: Run = { stop, transfer: null, connections, ended: work(stop.signal, before?.ended) };
    this.#runs.set(id, run);
    return run;
  }

  async #execute(order: TransferOrder, signal: AbortSignal, before: Promise<void> | undefined): Promise<void> {
    const { id, run: number } = order;
    const tell = (told: TransferReport): void => this.#report({ ...told, run: number });
    try {
      await before;
      const part = await this.#parts.open(id);
      try {
        signal.throwIfAborted();
        const run = this.#runs.get(id);
        const { connections } = run ?? order;
        const transfer = new Transfer({ ...order, connections }, part, this.#ports, tell);
        if (run) run.transfer = transfer;
        await transfer.run(signal);
      } finally {
        part.close();
      }
    } catch (error) {
      if (!signal.aborted) tell({ kind: 'failed', id, error: describeFailure(error) });
    }
  }
}
