import type { Settings } from '#domain/settings/settings';
import { isStream } from '#domain/task/reduce-stream';
import type { TaskEvent } from '#domain/task/reduce';
import { worthStreaming } from '#domain/task/stream';
import type { Task, TaskId } from '#domain/task/task';
import { canStream } from '#platform/engine-host/can-stream';
import { newStreamUrl, onStreamAsked, showToBrowser } from '#platform/export-frame';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';
import type { StreamCommand, StreamReport } from '#protocol/stream-api';
import StreamWorker from './worker.ts?worker';

interface StreamsPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  readonly settings: () => Pick<Settings, 'sumSites' | 'conflict'>;
}

/** One that the browser was shown. */
interface Shown {
  readonly id: TaskId;
  readonly hide: () => void;
  /** Bytes the reader was told of. */
  reach: number;
}

/** What the browser saves while it arrives: shows it to the browser, and tells the reader how far it may read. */
export class Streams {
  readonly #ports: StreamsPorts;
  readonly #shown = new Map<string, Shown>();
  /** Tasks that were streamed in this run of their transfer: what broke once is not tried again. */
  readonly #tried = new Set<TaskId>();
  #worker: Worker | null = null;

  constructor(ports: StreamsPorts) {
    this.#ports = ports;
    if (canStream) onStreamAsked((url, port) => this.#asked(url, port));
  }

  /** Begins where it is worth it. @param speed of the transfer, bytes a second */
  consider(task: Task, speed: number): void {
    if (!canStream || this.#tried.has(task.id) || !worthStreaming(task, speed, this.#ports.settings())) return;
    this.#tried.add(task.id);
    void this.#ports.dispatch(task.id, { kind: 'stream-begun', url: newStreamUrl() });
  }

  /** A task has changed; null: it is no more. */
  follow(id: TaskId, task: Task | null): void {
    if (task?.state.kind !== 'active') this.#tried.delete(id);
    const shown = task?.stream ? this.#shown.get(task.stream.url) : undefined;
    if (!task?.stream || !shown) return;
    const [first] = task.have;
    const to = first?.from === 0 ? first.to : 0;
    // What the browser may have already turned out wrong.
    if (to < shown.reach) void this.#ports.dispatch(id, { kind: 'stream-lost' });
    else if (to > shown.reach) this.#tell({ kind: 'reach', url: task.stream.url, to });
    shown.reach = Math.max(shown.reach, to);
  }

  /** The browser is led to the stream. */
  begin({ id }: Task, url: string): void {
    this.#shown.set(url, { id, hide: showToBrowser(url), reach: 0 });
  }

  /** The browser has made an item of it. @returns whether it is wanted still */
  async item(url: string, downloadId: number): Promise<boolean> {
    const id = this.#shown.get(url)?.id;
    if (id === undefined || this.#ports.tasks.get(id)?.stream?.url !== url) return false;
    await this.#ports.dispatch(id, { kind: 'stream-item', downloadId });
    return true;
  }

  finish(url: string): void {
    this.#tell({ kind: 'finish', url });
  }

  /** Ends it, and takes what the browser has saved of it away. */
  async end(url: string): Promise<void> {
    this.close(url);
    await this.#ports.background('export.recover', { blobUrl: url });
  }

  /** Nobody reads it any more. A blob is none of these. */
  close(url: string): void {
    if (!isStream(url)) return;
    this.#shown.get(url)?.hide();
    this.#shown.delete(url);
    if (this.#worker) this.#tell({ kind: 'close', url });
  }

  #asked(url: string, port: MessagePort): void {
    const shown = this.#shown.get(url);
    const task = shown && this.#ports.tasks.get(shown.id);
    if (!shown || task?.stream?.url !== url || task.file?.size == null) return port.postMessage(null);
    const head = { name: task.file.name, size: task.file.size };
    this.#tell({ kind: 'open', url, id: task.id, head, port });
    this.#tell({ kind: 'reach', url, to: shown.reach });
  }

  #tell(command: StreamCommand): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(command, command.kind === 'open' ? [command.port] : []);
  }

  #start(): Worker {
    const worker = new StreamWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<StreamReport>) => this.#broken(data.url));
    worker.addEventListener('error', ({ message }) => {
      console.error('The stream worker failed:', message);
      // Nobody knows what it still reads: what it streamed is handed over whole instead.
      worker.terminate();
      if (this.#worker === worker) this.#worker = null;
      for (const url of this.#shown.keys()) this.#broken(url);
    });
    return worker;
  }

  #broken(url: string): void {
    const id = this.#shown.get(url)?.id;
    if (id !== undefined) void this.#ports.dispatch(id, { kind: 'stream-lost' });
  }
}
