import { PerseidError } from '#domain/error';
import type { CheckExchange, CheckJobs, CheckKind, CheckReport } from '#protocol/check-api';
import CheckWorker from './worker.ts?worker';

interface Pending {
  /** Takes the answer; the caller knows its type by the question. */
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: (share: number) => void;
}

/** The engine page's side of the worker that hashes and reads documents; it is started when first asked. */
export class CheckClient {
  readonly #pending = new Map<number, Pending>();
  readonly #onExchange: (exchange: CheckExchange) => void;
  #worker: Worker | null = null;
  #last = 0;

  /** @param onExchange told of what goes to hosts for a task, also when the question was stopped meanwhile */
  constructor(onExchange: (exchange: CheckExchange) => void) {
    this.#onExchange = onExchange;
  }

  /**
   * Asks one question.
   * @param onProgress told how far it is, 0 to 1
   * @throws PerseidError with the worker's code; the signal's reason when aborted
   */
  ask<K extends CheckKind>(
    kind: K,
    ask: CheckJobs[K]['ask'],
    signal: AbortSignal,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<CheckJobs[K]['answer']> {
    signal.throwIfAborted();
    const nr = ++this.#last;
    return new Promise<CheckJobs[K]['answer']>((resolve, reject) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer to a question of this kind; both sides are one program
      const take = (answer: unknown): void => resolve(answer as CheckJobs[K]['answer']);
      this.#pending.set(nr, { resolve: take, reject, onProgress });
      signal.addEventListener('abort', () => this.#stop(nr, signal.reason), { once: true });
      this.#send({ nr, kind, ask });
    });
  }

  #stop(nr: number, reason: unknown): void {
    const pending = this.#pending.get(nr);
    if (!pending) return;
    this.#pending.delete(nr);
    this.#send({ nr, kind: 'stop' });
    pending.reject(reason);
  }

  #send(command: { nr: number; kind: CheckKind | 'stop'; ask?: unknown }): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(command);
  }

  #start(): Worker {
    const worker = new CheckWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<CheckReport>) => this.#heard(data));
    worker.addEventListener('error', ({ message }) => {
      // Nobody knows what it still does: the next question goes to another one.
      worker.terminate();
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#pending.values()) reject(new PerseidError('internal', { message }));
      this.#pending.clear();
    });
    return worker;
  }

  #heard(report: CheckReport): void {
    if (report.kind === 'asked' || report.kind === 'traffic') return this.#onExchange(report);
    const pending = this.#pending.get(report.nr);
    if (report.kind === 'progress') return pending?.onProgress(report.share);
    this.#pending.delete(report.nr);
    if (report.kind === 'answer') return pending?.resolve(report.answer);
    pending?.reject(new PerseidError(report.code, { message: report.message }));
  }
}
