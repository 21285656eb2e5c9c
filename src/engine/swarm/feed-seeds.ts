import type { ErrorCode } from '#domain/error';
import type { HostLimit } from '#domain/limit/host-limit';

/** Connections to one host at most: without cookies the browser has no more. */
const mostEach = 6;
/** Connections to all of them together: more bring nothing, and some torrents name two hundred. */
const mostTogether = 12;
/** Each connection holds a whole piece in memory; these hold no more than so many bytes together, unless one piece alone is larger. */
const memory = 96 * 1024 * 1024;

/** One web seed. Times in ms of a clock that nobody sets. */
export interface Seed {
  readonly url: string;
  bytes: number;
  connections: number;
  failures: number;
  /** What its connections brought together, bytes, and how long they took for it, ms. */
  brought: number;
  busy: number;
  trouble: { readonly code: ErrorCode; readonly until: number } | null;
}

/** The web seeds of a torrent, and which of them a free connection asks next. Invariant: a host has no more connections than it is allowed, whatever seeds it has. */
export class FeedSeeds {
  readonly all: readonly Seed[];
  readonly #hostLimit: HostLimit;

  /** @param urls at least one */
  constructor(urls: readonly string[], hostLimit: HostLimit) {
    this.#hostLimit = hostLimit;
    this.all = urls.map((url) => ({ url, bytes: 0, connections: 0, failures: 0, brought: 0, busy: 0, trouble: null }));
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.all.reduce((sum, seed) => sum + seed.connections, 0);
  }

  /** Whether none of them will be asked again. */
  get isOver(): boolean {
    return this.all.every(({ trouble }) => trouble?.until === Number.POSITIVE_INFINITY);
  }

  /** The one that is to be asked now: first those of which nothing is known, then the fastest; null: there is none. */
  pick(now: number): Seed | null {
    const open = this.#perGroup();
    const free = this.all.filter(({ url, trouble }) => {
      const { group, most } = this.#hostLimit(new URL(url));
      return (trouble?.until ?? 0) <= now && (open.get(group) ?? 0) < Math.min(mostEach, most);
    });
    return free.toSorted((a, b) => rankOf(b) - rankOf(a) || a.connections - b.connections)[0] ?? null;
  }

  #perGroup(): Map<string, number> {
    const open = new Map<string, number>();
    for (const { url, connections } of this.all) {
      const { group } = this.#hostLimit(new URL(url));
      open.set(group, (open.get(group) ?? 0) + connections);
    }
    return open;
  }
}

/** Connections to the web seeds of one torrent at most. @param pieceLength bytes */
export const mostConnections = (pieceLength: number): number =>
  Math.max(1, Math.min(mostTogether, Math.floor(memory / pieceLength)));

/** What one of its connections brings, bytes a ms; those that were never asked before all others. */
function rankOf({ brought, busy, connections }: Seed): number {
  if (busy > 0) return brought / busy;
  return connections === 0 ? Number.MAX_VALUE : 0;
}
