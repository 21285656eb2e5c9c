import type { TaskError } from '#domain/error';
import type { Conflict } from '#domain/settings/settings';
import type { TaskEvent } from '#domain/task/reduce';
import { isStream } from '#domain/task/reduce-stream';
import { placeToSave } from '#domain/task/place-to-save';
import type { Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import { NobodyAnswers } from '#platform/nobody-answers';
import { readPart } from '#platform/part-file';
import type { RequestOf } from '#protocol/define';
import type { backgroundApi } from '#protocol/background-api';
import type { Streams } from './stream/streams.ts';

/** What became of an export, as the background sees it in the browser's list. */
type Outcome =
  | { kind: 'saved'; savedAs: string; bytes: number | null }
  | { kind: 'held' }
  | { kind: 'failed'; error: TaskError };

interface ExportPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  readonly streams: Pick<Streams, 'item' | 'close'>;
  /** What is done where a name is taken. */
  readonly conflict: () => Conflict;
  /** What follows when the disk of the Downloads folder is full. */
  readonly diskFull: (task: Task, error: TaskError) => Promise<TaskEvent>;
}

/** A blob without this type would let the browser guess another extension (`setup.exe` became `setup.txt`). */
const neutralType = 'application/octet-stream';

/** What is to be saved; of a torrent of empty files alone nothing ever came, and there is no part file. */
const bytesOf = ({ id, swarm, file }: Task): Promise<Blob> =>
  swarm !== null && file?.size === 0 ? Promise.resolve(new Blob()) : readPart(id);

/**
 * Puts whole part files into the Downloads folder: a blob of the part file, saved by the browser itself. Watches the browser's
 * items, those of streams as well.
 */
export class Exporter {
  readonly #ports: ExportPorts;
  /** Outcomes that came before the browser's item was known here. */
  readonly #early = new Map<number, Outcome>();

  constructor(ports: ExportPorts) {
    this.#ports = ports;
  }

  /** Hands the part file over. The blob's address is stored first: it finds the browser's item after a crash. */
  async begin(task: Task): Promise<void> {
    const { background } = this.#ports;
    const dispatch = (event: TaskEvent): Promise<void> => this.#ports.dispatch(task.id, event);
    const part = await bytesOf(task);
    const { from, to, path } = placeToSave(task, part.size);
    const blobUrl = URL.createObjectURL(part.slice(from, to, neutralType));
    await dispatch({ kind: 'export-begun', blobUrl });
    const isWanted = (): boolean => {
      const state = this.#ports.tasks.get(task.id)?.state;
      return state?.kind === 'exporting' && state.blobUrl === blobUrl;
    };
    if (!isWanted()) return this.revoke(blobUrl);
    const downloadId = await this.#start(task.id, { blobUrl, path, conflict: task.conflict ?? this.#ports.conflict() });
    if (downloadId === null) return;
    // Cancelled while the browser was being asked.
    if (!isWanted()) {
      await background('export.cancel', { downloadId });
      return;
    }
    await dispatch({ kind: 'export-item', downloadId });
    await this.#hearEarly(downloadId);
  }

  /** The browser has begun to save a stream. @returns whether it is wanted still */
  async begun(url: string, downloadId: number): Promise<boolean> {
    const wanted = await this.#ports.streams.item(url, downloadId);
    if (wanted) await this.#hearEarly(downloadId);
    return wanted;
  }

  async #hearEarly(downloadId: number): Promise<void> {
    const early = this.#early.get(downloadId);
    this.#early.delete(downloadId);
    if (early) await this.changed(downloadId, early);
  }

  /** @returns the browser's item; null when there is none, and what became of it is told: the name is taken, or the background died under the call */
  async #start(id: TaskId, asked: RequestOf<typeof backgroundApi, 'export.start'>): Promise<number | null> {
    const { background, dispatch } = this.#ports;
    const { blobUrl } = asked;
    try {
      const { downloadId } = await background('export.start', asked);
      if (downloadId === null) await dispatch(id, { kind: 'name-taken', blobUrl });
      return downloadId;
    } catch (error) {
      if (!(error instanceof NobodyAnswers)) throw error;
      const { saved } = await background('export.recover', { blobUrl });
      await dispatch(id, saved ? { kind: 'saved', now: Date.now(), ...saved } : { kind: 'export-lost' });
      return null;
    }
  }

  /** The browser's item changed. */
  async changed(downloadId: number, outcome: Outcome): Promise<void> {
    const task = this.#taskOf(downloadId);
    if (!task) {
      this.#early.set(downloadId, outcome);
      return;
    }
    const saving = task.state.kind === 'exporting';
    const full = outcome.kind === 'failed' && outcome.error.code === 'save-disk-full';
    const event = full && saving ? await this.#ports.diskFull(task, outcome.error) : eventOf(outcome, downloadId);
    await this.#ports.dispatch(task.id, isLoss(task, outcome) ? { kind: 'stream-lost' } : event);
  }

  /** What the browser saved it from is not needed any more. */
  revoke(blobUrl: string): void {
    URL.revokeObjectURL(blobUrl);
    this.#ports.streams.close(blobUrl);
  }

  #taskOf(downloadId: number): Task | undefined {
    for (const task of this.#ports.tasks.values()) {
      const item = task.state.kind === 'exporting' ? task.state.downloadId : task.stream?.downloadId;
      if (item === downloadId) return task;
    }
    return undefined;
  }
}

/** A stream that breaks costs nothing: the file is handed over whole. Only what the user stopped is stopped. */
function isLoss({ state, stream }: Task, outcome: Outcome): boolean {
  if (outcome.kind === 'failed' && outcome.error.code === 'save-canceled') return false;
  if (stream !== null) return outcome.kind !== 'saved';
  const streamed = state.kind === 'exporting' && state.blobUrl !== null && isStream(state.blobUrl);
  return streamed && outcome.kind === 'failed' && outcome.error.code === 'save-failed';
}

function eventOf(outcome: Outcome, downloadId: number): TaskEvent {
  switch (outcome.kind) {
    case 'saved':
      return { kind: 'saved', downloadId, savedAs: outcome.savedAs, bytes: outcome.bytes, now: Date.now() };
    case 'held':
      return { kind: 'export-held' };
    case 'failed':
      return { kind: 'failed', error: outcome.error };
  }
}
