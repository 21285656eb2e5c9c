import { isMagnet } from '#domain/swarm/magnet-type';
import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';

type Standing = 'saved' | 'listed';

/** What has become of links that were added before. */
export class KnownLinks {
  readonly #standings: ReadonlyMap<string, Standing>;

  private constructor(standings: ReadonlyMap<string, Standing>) {
    this.#standings = standings;
  }

  /** Of several downloads from one address, one that is saved counts. */
  static of(tasks: readonly Task[]): KnownLinks {
    const known = new Map<string, Standing>();
    for (const task of tasks) {
      if (task.trash !== null) continue;
      const key = keyOf(task.source.url);
      if (isSaved(task)) known.set(key, 'saved');
      else if (!known.has(key)) known.set(key, 'listed');
    }
    return new KnownLinks(known);
  }

  /** The same, and these have just been added. */
  with(urls: readonly string[]): KnownLinks {
    return new KnownLinks(new Map([...urls.map((url) => [keyOf(url), 'listed'] as const), ...this.#standings]));
  }

  get(url: string): Standing | undefined {
    return this.#standings.get(keyOf(url));
  }
}

/** What tells one download from another: of a magnet link its torrent, of an address all but the place in the file. */
function keyOf(url: string): string {
  if (!isMagnet(url)) return url.replace(/#.*$/s, '');
  return /[?&]xt=urn:btih:(\w+)/i.exec(url)?.[1]?.toLowerCase() ?? url;
}
