import type { TaskId } from '#domain/task/task';
import type { TransferReport } from '#protocol/transfer-api';

/** Reports that say where a task stands; the others tell what was done, and that stays true. */
const ofNow: ReadonlySet<TransferReport['kind']> = new Set(['answered', 'proved', 'live', 'fetched', 'failed']);

/**
 * Numbers the runs of tasks in the worker. What is on its way from there when a run is stopped, or another one begins, must
 * not be taken for news of the task as it is now.
 */
export class Runs {
  readonly #latest = new Map<TaskId, { readonly number: number; stopped: boolean }>();

  /** @returns the number of a run that begins now */
  begin(id: TaskId): number {
    const number = (this.#latest.get(id)?.number ?? 0) + 1;
    this.#latest.set(id, { number, stopped: false });
    return number;
  }

  /** Bytes that were written before the end still count. */
  stop(id: TaskId): void {
    const run = this.#latest.get(id);
    if (run) run.stopped = true;
  }

  /** What of a report counts; null: nothing. */
  sift(report: TransferReport): TransferReport | null {
    if (report.run === undefined || !('id' in report)) return report;
    const latest = this.#latest.get(report.id);
    const isLatest = latest?.number === report.run;
    if (ofNow.has(report.kind)) return isLatest && !latest.stopped ? report : null;
    if (report.kind !== 'checkpoint' || isLatest) return report;
    // The run that goes on records its bytes anew; what was exchanged was exchanged.
    return { kind: 'traffic', id: report.id, traffic: report.traffic };
  }
}
