import { PerseidError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import type { DiskAnswer, DiskQuestion } from '#protocol/disk-api';
import DiskWorker from './worker.ts?worker';

type Waiting = PromiseWithResolvers<Uint8Array | null>;
type Ask<K extends DiskQuestion['kind']> = Omit<Extract<DiskQuestion, { kind: K }>, 'nr' | 'kind'>;

type DiskWorkerPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/**
 * The engine page's side of the worker that keeps the pieces of torrents; it is started when it is first needed. When it breaks down whatever waits for
 * it fails (`internal`), and the next question goes to a new one: what is not recorded counts as not there.
 */
export class Disk {
  readonly #newWorker: () => DiskWorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #worker: DiskWorkerPort | undefined;
  #nr = 0;

  constructor(newWorker: () => DiskWorkerPort = () => new DiskWorker()) {
    this.#newWorker = newWorker;
  }

  /** @throws PerseidError `disk-full` */
  async write(id: TaskId, at: number, bytes: Uint8Array): Promise<void> {
    await this.#ask('write', { id, at, bytes });
  }

  /** @throws PerseidError `part-lost`: not so many bytes are there */
  async read(id: TaskId, at: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#ask('read', { id, at, length });
    if (bytes === null) throw new PerseidError('internal');
    return bytes;
  }

  async flush(id: TaskId): Promise<void> {
    await this.#ask('flush', { id });
  }

  /** Nothing of the task is open when it resolves. */
  async close(id: TaskId): Promise<void> {
    if (this.#worker !== undefined) await this.#ask('close', { id });
  }

  #ask<K extends DiskQuestion['kind']>(kind: K, ask: Ask<K>): Promise<Uint8Array | null> {
    const nr = this.#nr++;
    const waiting: Waiting = Promise.withResolvers();
    this.#waiting.set(nr, waiting);
    this.#worker ??= this.#start();
    this.#worker.postMessage({ nr, kind, ...ask });
    return waiting.promise;
  }

  #start(): DiskWorkerPort {
    const worker = this.#newWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<DiskAnswer>) => {
      const waiting = this.#waiting.get(data.nr);
      this.#waiting.delete(data.nr);
      if (data.ok) waiting?.resolve(data.bytes);
      else waiting?.reject(new PerseidError(data.error.code, data.error.detail));
    });
    worker.addEventListener('error', ({ message }) => {
      // Nobody knows what it still does; with it go the part files that it holds open.
      worker.terminate();
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new PerseidError('internal', { message }));
      this.#waiting.clear();
    });
    return worker;
  }
}
