import { toBase64 } from '#domain/base64';
import { mostFound, type SearchOutcome } from '#domain/mirror/search';
import type { TaskEvent } from '#domain/task/reduce';
import { identityOf } from '#domain/task/search';
import type { Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';

interface SearchPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
}

/**
 * Looks for further mirrors of files. The background has the list, or asks for a part of it; what a row says can be read here alone,
 * where it is known which file it is.
 */
export class MirrorSearch {
  readonly #ports: SearchPorts;
  readonly #looks = new Map<TaskId, AbortController>();

  constructor(ports: SearchPorts) {
    this.#ports = ports;
  }

  /** Never rejects: without mirrors the download goes on as it does. */
  async look(task: Task): Promise<void> {
    const { id } = task;
    const look = new AbortController();
    this.#looks.get(id)?.abort();
    this.#looks.set(id, look);
    try {
      const found = await this.#find(task, look.signal);
      if (found !== null && !look.signal.aborted) await this.#ports.dispatch(id, { kind: 'looked-up', ...found });
    } catch (error) {
      console.error('The search for mirrors failed:', error);
    } finally {
      if (this.#looks.get(id) === look) this.#looks.delete(id);
    }
  }

  /** Gives a look-up up that is under way. */
  async end(id: TaskId): Promise<void> {
    this.#looks.get(id)?.abort();
    await this.#ports.background('mirrors.give-up', { task: id });
  }

  /** null: it is not wanted. */
  async #find(task: Task, signal: AbortSignal): Promise<{ outcome: SearchOutcome; urls: string[] } | null> {
    const file = identityOf(task);
    if (file === null) return null;
    const { tagOf, openRows } = await sealing();
    if (signal.aborted) return null;
    const { outcome, sealed } = await this.#ports.background('mirrors.find', {
      task: task.id,
      tag: toBase64(tagOf(file)),
    });
    if (outcome === 'off') return null;
    if (outcome !== 'rows') return { outcome, urls: [] };
    const { source, mirrors } = task;
    const own = [source.url, source.finalUrl ?? source.url, ...mirrors.map(({ url }) => url)];
    const hosts = own.map((url) => new URL(url).hostname);
    const urls = openRows(file, inAnyOrder(sealed), hosts).slice(0, mostFound + task.search.wrong.length);
    return { outcome: urls.length === 0 ? 'none' : 'found', urls };
  }
}

/** What reads rows: not loaded before one is to be read. */
async function sealing() {
  const [{ tagOf }, { openRows }] = await Promise.all([
    import('#domain/mirror/sealing'),
    import('#domain/mirror/open-rows'),
  ]);
  return { tagOf, openRows };
}

/** So that not everybody asks the same three. */
function inAnyOrder<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
