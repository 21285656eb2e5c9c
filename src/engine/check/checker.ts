import { isWeak } from '#domain/check/algorithm';
import { expectsNothing, nothingExpected } from '#domain/check/expected';
import { sumsBeside } from '#domain/check/checksum-text';
import type { Verdict } from '#domain/check/verdict';
import { PerseidError, type TaskError } from '#domain/error';
import { describedFile, type DescribedFile } from '#domain/mirror/described';
import type { Range } from '#domain/segment/range';
import { isOnSites } from '#domain/source/site';
import { askedOf } from '#domain/task/asked';
import { nameFromUrl } from '#domain/task/name-from-url';
import { opensAs } from '#domain/task/moves';
import type { TaskEvent } from '#domain/task/reduce';
import type { OpenedTorrent } from '#domain/swarm/new-swarm';
import { givenPieces } from '#domain/swarm/pieces';
import type { Task, TaskId } from '#domain/task/task';
import { Ahead } from './ahead.ts';
import { CheckClient } from './client.ts';

/** What describes files: a task that was fetched, or what the user has given (`folder` null: where all downloads go). */
export interface Describer {
  readonly id: TaskId;
  readonly folder: string | null;
  readonly placedBy: Task['placedBy'];
}

interface CheckerPorts {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  /** Told how far a check is, 0 to 1. */
  readonly showProgress: (id: TaskId, share: number) => void;
  /** Stores a task for each file, unless it is stored already; resolves when all are. */
  readonly addFiles: (by: Describer, files: readonly DescribedFile[]) => Promise<void>;
  /** The same for a torrent, which is one task. */
  readonly addTorrent: (by: Describer, opened: OpenedTorrent) => Promise<void>;
  /** Whether anybody may be asked: the user has accepted the policy. */
  readonly mayAsk: () => boolean;
  /** Sites where the user wants lists of checksums looked for. */
  readonly sumSites: () => readonly string[];
}

/**
 * Gathers what is known of a file, and holds the file against it: the part of checking that is not arithmetic. Invariant: of one
 * task at most one check is under way; a later one takes its place.
 */
export class Checker {
  readonly #ports: CheckerPorts;
  readonly #client = new CheckClient((exchange) => void this.#ports.dispatch(exchange.id, exchange));
  /** What is hashed while it arrives. */
  readonly ahead = new Ahead(this.#client.ask.bind(this.#client));
  readonly #stops = new Map<TaskId, AbortController>();
  readonly #descriptions = new Map<TaskId, Promise<void>>();
  /** Where lists of checksums were looked for, by task: a redirect of such a request may be told of later. */
  readonly #sums = new Map<TaskId, readonly string[]>();

  constructor(ports: CheckerPorts) {
    this.#ports = ports;
  }

  /** The part file is closed and has its size: checks it. What is still to be learned of it is waited for. */
  async check(id: TaskId): Promise<void> {
    this.stop(id);
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const { signal } = stop;
    try {
      const event = await this.#judge(id, signal);
      if (!signal.aborted && event !== null) await this.#ports.dispatch(id, event);
    } catch (error) {
      if (!signal.aborted) await this.#ports.dispatch(id, { kind: 'failed', error: storable(error) });
    } finally {
      if (this.#stops.get(id) === stop) this.#stops.delete(id);
    }
  }

  /** Whether a list of checksums was looked for at this address, for this task. */
  askedForSums(id: TaskId, url: string): boolean {
    return this.#sums.get(id)?.includes(url) === true;
  }

  /** Ends a check that is under way; nothing is said of it. */
  stop(id: TaskId): void {
    this.#stops.get(id)?.abort();
  }

  /** Reads the Metalink that describes a task's file, once. What goes wrong costs its checksums and mirrors, nothing more. */
  describe(id: TaskId): Promise<void> {
    const known = this.#descriptions.get(id);
    if (known) return known;
    const reading = this.#describe(id).finally(() => this.#descriptions.delete(id));
    this.#descriptions.set(id, reading);
    return reading;
  }

  /** The part file describes others: their tasks are stored, then it is told to be opened. */
  async open(task: Task): Promise<void> {
    const url = askedOf(task.source);
    const as = opensAs(task);
    if (as === null) throw new PerseidError('internal', { message: 'it describes nothing' });
    const opened = await this.#client.ask('open', { id: task.id, url, as }, new AbortController().signal);
    if ('torrent' in opened) await this.#ports.addTorrent(task, opened.torrent);
    else await this.#addFiles(task, opened.files);
    await this.#ports.dispatch(task.id, { kind: 'opened' });
  }

  /** A .torrent file that the user has given is opened as the torrent it describes. @throws PerseidError as `readTorrent` */
  async openTorrent(id: TaskId, bytes: Uint8Array): Promise<void> {
    await this.#ports.addTorrent({ id, folder: null, placedBy: 'default' }, await this.readTorrent(bytes));
  }

  /** @throws PerseidError as `readTorrent` of the domain */
  readTorrent(bytes: Uint8Array): Promise<OpenedTorrent> {
    return this.#client.ask('torrent', { bytes }, new AbortController().signal);
  }

  /** Which of these pieces of a part file are not what its .torrent file says. Nobody writes it. @param ranges of whole pieces */
  async badPieces(id: TaskId, ranges: readonly Range[]): Promise<readonly Range[]> {
    if (ranges.length === 0) return [];
    const verdict = await this.#client.ask('pieces', { id, ranges }, new AbortController().signal);
    return 'mismatch' in verdict ? (verdict.mismatch.bad ?? ranges) : [];
  }

  async #addFiles(task: Task, files: readonly DescribedFile[]): Promise<void> {
    const unused = files.reduce((sum, file) => sum + file.unused, 0);
    if (unused > 0) console.info(`A Metalink has ${unused} addresses that are not used:`, task.source.url);
    await this.#ports.addFiles(task, files);
  }

  async #judge(id: TaskId, signal: AbortSignal): Promise<TaskEvent | null> {
    const known = this.#ports.tasks.get(id);
    if (known?.state.kind !== 'verifying') return null;
    if (known.swarm !== null) return this.#judgeTorrent(known, signal);
    // Without consent to the policy nobody is asked: it is held against what is known.
    if (this.#ports.mayAsk()) {
      if (this.#ports.tasks.get(id)?.describedBy != null) await this.describe(id);
      await this.#lookForSums(id, signal);
    }
    const task = this.#ports.tasks.get(id);
    if (task?.state.kind !== 'verifying' || signal.aborted) return null;
    const { expected } = task;
    if (expectsNothing(expected)) return { kind: 'verified', checked: null };
    const size = task.file?.size ?? 0;
    this.ahead.handOver(id);
    const verdict = await this.#client.ask('compare', { id, size, expected }, signal, (share) =>
      this.#ports.showProgress(id, share),
    );
    return told(verdict);
  }

  /** Each piece was held against its checksum before it was written; here it is read as it lies on the disk. */
  async #judgeTorrent(known: Task, signal: AbortSignal): Promise<TaskEvent | null> {
    const { id, swarm } = known;
    const content = swarm?.content;
    if (content == null) throw new PerseidError('internal', { message: 'it is not known what is in it' });
    const ranges = givenPieces([{ from: 0, to: content.size }], content);
    if (ranges.length === 0) return { kind: 'verified', checked: null };
    const verdict = await this.#client.ask('pieces', { id, ranges }, signal, (share) =>
      this.#ports.showProgress(id, share),
    );
    const { file, expected } = known;
    // What the user, or a server, said of the file before it was known as a torrent's holds, too.
    if ('mismatch' in verdict || content.several || expectsNothing(expected)) return told(verdict);
    return told(await this.#client.ask('compare', { id, size: file?.size ?? 0, expected }, signal));
  }

  async #describe(id: TaskId): Promise<void> {
    const task = this.#ports.tasks.get(id);
    if (!task || task.describedBy === null) return;
    const url = task.describedBy;
    const cookies = task.source.mirror === undefined && new URL(url).origin === new URL(askedOf(task.source)).origin;
    const ask = this.#client.ask('describe', { id, url, cookies }, new AbortController().signal);
    const files = await ask.catch((error: unknown) => {
      console.info('A Metalink cannot be read:', url, error);
      return null;
    });
    const found = describedFile(files ?? [], { name: task.file?.name ?? '', size: task.file?.size ?? null });
    const told = { expected: found?.expected ?? nothingExpected, mirrors: found?.urls ?? [] };
    await this.#ports.dispatch(id, { kind: 'declared', ...told, described: true });
  }

  /** Only where nothing as good is known, and only on sites that the user named for it. */
  async #lookForSums(id: TaskId, signal: AbortSignal): Promise<void> {
    const task = this.#ports.tasks.get(id);
    if (!task || task.expected.pieces !== null) return;
    if (task.expected.hashes.some(({ algorithm }) => !isWeak(algorithm))) return;
    const { url } = task.source;
    if (!isOnSites([url], this.#ports.sumSites())) return;
    await this.#ports.dispatch(id, { kind: 'asked', host: new URL(url).host });
    this.#sums.set(id, sumsBeside(url));
    const names = [nameFromUrl(url), task.file?.name ?? ''].filter((name) => name !== '');
    const hashes = await this.#client.ask('sums', { id, url, names }, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      console.info('No checksums beside', url, error);
      return [];
    });
    const expected = { ...nothingExpected, hashes };
    await this.#ports.dispatch(id, { kind: 'declared', expected, mirrors: [], described: false });
  }
}

const told = (verdict: Verdict): TaskEvent =>
  'mismatch' in verdict ? { kind: 'damaged', ...verdict } : { kind: 'verified', ...verdict };

function storable(error: unknown): TaskError {
  return error instanceof PerseidError ? error.toTaskError() : { code: 'internal', detail: { message: String(error) } };
}
