import { PerseidError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import type { DiskAnswer, DiskQuestion } from '#protocol/disk-api';
import DiskWorker from './worker.ts?worker';

type Waiting = PromiseWithResolvers<Uint8Array | null>;
type Ask<K extends DiskQuestion['kind']> = Omit<Extract<DiskQuestion, { kind: K }>, 'nr' | 'kind'>;

/** The engine page's side of the worker that keeps the pieces of torrents; it is started when it is first needed. */
export class Disk {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nr = 0;

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

  #start(): Worker {
    const worker = new DiskWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<DiskAnswer>) => {
      const waiting = this.#waiting.get(data.nr);
      this.#waiting.delete(data.nr);
      if (data.ok) waiting?.resolve(data.bytes);
      else waiting?.reject(new PerseidError(data.error.code, data.error.detail));
    });
    worker.addEventListener('error', (event) => {
      throw new Error(event.message);
    });
    return worker;
  }
}
