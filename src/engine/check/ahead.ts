import type { Algorithm } from '#domain/check/algorithm';
import { planCheck } from '#domain/check/verdict';
import type { Task, TaskId } from '#domain/task/task';
import { sameAlgorithms } from './compare.ts';
import type { CheckClient } from './client.ts';

/** Asks the check worker. */
type Ask = CheckClient['ask'];

/** What is hashed of one task's file while it arrives. */
interface Reading {
  readonly algorithms: readonly Algorithm[];
  readonly stop: AbortController;
  /** Bytes that were, or are being hashed. */
  asked: number;
  /** Bytes that may be. */
  to: number;
  busy: boolean;
  /** It cannot be read while it is written: all is hashed when it is here. */
  hopeless: boolean;
}

/**
 * Hashes the beginning of each running task's file while the rest arrives, so that at the end little is left to do. Only what is
 * recorded is read: it is flushed, and never written again unless it is `forgot`. Whatever could have changed it ends the
 * reading, and all is hashed anew.
 */
export class Ahead {
  readonly #ask: Ask;
  readonly #readings = new Map<TaskId, Reading>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** A task has changed; null: it is no more. */
  follow(id: TaskId, task: Task | null): void {
    const known = this.#readings.get(id);
    // What is begun is of use to the check.
    if (task?.state.kind === 'verifying') return;
    const wanted = task === null ? null : readable(task);
    if (
      wanted === null ||
      (known && (wanted.to < known.asked || !sameAlgorithms(wanted.algorithms, known.algorithms)))
    ) {
      this.drop(id);
    }
    if (wanted === null) return;
    const reading = this.#readings.get(id) ?? begin(wanted.algorithms);
    this.#readings.set(id, reading);
    reading.to = wanted.to;
    void this.#readOn(id, reading);
  }

  /** Bytes from there on turned out wrong, and are written again. */
  forgot(id: TaskId, from: number): void {
    const reading = this.#readings.get(id);
    if (reading && from < reading.asked) this.drop(id);
  }

  /** What was hashed is of no use. */
  drop(id: TaskId): void {
    const reading = this.#readings.get(id);
    if (!reading) return;
    this.#readings.delete(id);
    reading.stop.abort();
    void this.#ask('forget', { id }, new AbortController().signal);
  }

  /** The check goes on with what was hashed. */
  handOver(id: TaskId): void {
    this.#readings.get(id)?.stop.abort();
    this.#readings.delete(id);
  }

  async #readOn(id: TaskId, reading: Reading): Promise<void> {
    const { stop, algorithms } = reading;
    if (reading.busy || reading.hopeless) return;
    reading.busy = true;
    try {
      while (reading.asked < reading.to && !reading.hopeless) {
        reading.asked = reading.to;
        const { hashed } = await this.#ask('ahead', { id, to: reading.to, algorithms }, stop.signal);
        reading.hopeless = hashed === null;
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      console.info('Not hashed while it arrives:', error);
      this.drop(id);
    } finally {
      reading.busy = false;
    }
  }
}

function begin(algorithms: readonly Algorithm[]): Reading {
  return { algorithms, stop: new AbortController(), asked: 0, to: 0, busy: false, hopeless: false };
}

/** What of a task's file may be hashed already, and how; null: nothing. */
function readable({
  state,
  trash,
  file,
  have,
  expected,
}: Task): { algorithms: readonly Algorithm[]; to: number } | null {
  const { whole } = planCheck(expected);
  if (state.kind !== 'active' || trash !== null || file?.ranged !== true || whole.length === 0) return null;
  const [first] = have;
  return { algorithms: whole, to: first?.from === 0 ? first.to : 0 };
}
