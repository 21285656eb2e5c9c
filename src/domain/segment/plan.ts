import { addRange, gaps, totalBytes, type Range } from './range.ts';

/** A range lent to one connection: `[from, to)` as asked, `at` the next byte to come. `to` shrinks when it is split. */
export interface Lease {
  readonly from: number;
  at: number;
  to: number;
  /** When it was lent, ms; with `at - from` this gives the connection's rate. */
  readonly since: number;
}

/** A split must leave both halves worth a request of their own: at least this many bytes ... */
const smallestSplit = 512 * 1024;
/** ... and this much time (ms) at the rate of the connection that has it now. */
const shortestSplit = 800;

/**
 * Who fetches which bytes of one file. Large ranges are lent; when nothing is left to lend, the lease that would finish
 * last is split. Knows neither sockets nor disk nor clock: times come in as arguments (ms).
 *
 * Invariant: `have` and the leases' `[at, to)` never overlap; together with the unlent gaps they make up `[0, size)`.
 */
export class Plan {
  /** Bytes; null while unknown, and then there is one lease at most. */
  readonly size: number | null;
  #have: Range[];
  readonly #leases = new Set<Lease>();

  constructor(size: number | null, have: readonly Range[]) {
    this.size = size;
    this.#have = [...have];
  }

  /** Bytes here, sorted and disjoint. */
  get have(): readonly Range[] {
    return this.#have;
  }

  get bytes(): number {
    return totalBytes(this.#have);
  }

  get leases(): ReadonlySet<Lease> {
    return this.#leases;
  }

  /** Whether every byte is here; never true while the size is unknown. */
  get complete(): boolean {
    return this.size !== null && this.bytes === this.size;
  }

  /** The first byte that nobody has or fetches; null: none. */
  get firstMissing(): number | null {
    return this.#unlent()[0]?.from ?? null;
  }

  /**
   * A range for one more connection, or null when another one would bring nothing.
   * @param hands connections that are looking for work now, this one included: a gap is shared between them
   */
  lend(now: number, hands: number): Lease | null {
    const free = this.#unlent();
    const largest = free.reduce<Range | null>((best, gap) => (best && length(best) >= length(gap) ? best : gap), null);
    if (largest) return this.#lendPart(largest, Math.ceil(hands / free.length), now);
    return this.#split(now);
  }

  /** Lends exactly what an answer turned out to bring, from `from` on; the first request is made before the size is known. */
  lendFrom(from: number, now: number, hands: number): Lease | null {
    const gap = this.#unlent().find((g) => g.from <= from && from < g.to);
    if (!gap) return null;
    return this.#lendPart({ from, to: gap.to }, hands, now);
  }

  /** Bytes arrived and were written at the lease's head. */
  advance(lease: Lease, bytes: number): void {
    this.#have = addRange(this.#have, { from: lease.at, to: lease.at + bytes });
    lease.at += bytes;
  }

  /** The connection is gone: what it did not bring can be lent again. */
  release(lease: Lease): void {
    this.#leases.delete(lease);
  }

  #lendPart(gap: Range, shares: number, now: number): Lease {
    const share = Math.max(smallestSplit, Math.ceil(length(gap) / Math.max(1, shares)));
    // A rest too small for a request of its own goes along.
    const to = length(gap) - share < smallestSplit ? gap.to : gap.from + share;
    return this.#add({ from: gap.from, at: gap.from, to, since: now });
  }

  #split(now: number): Lease | null {
    let last: Lease | null = null;
    let lastTime = 0;
    for (const lease of this.#leases) {
      const time = remainingTime(lease, now);
      if (last === null || time > lastTime) [last, lastTime] = [lease, time];
    }
    if (!last || lastTime < shortestSplit || last.to - last.at < 2 * smallestSplit) return null;
    const middle = last.at + Math.ceil((last.to - last.at) / 2);
    const lease = this.#add({ from: middle, at: middle, to: last.to, since: now });
    last.to = middle;
    return lease;
  }

  #add(lease: Lease): Lease {
    this.#leases.add(lease);
    return lease;
  }

  #unlent(): Range[] {
    const size = this.size ?? Number.POSITIVE_INFINITY;
    let taken = this.#have;
    for (const lease of this.#leases) taken = addRange(taken, { from: lease.at, to: lease.to });
    return gaps(taken, size);
  }
}

function length(range: Range): number {
  return range.to - range.from;
}

/** Milliseconds until the lease is done at its rate so far; a lease without a byte counts as very slow, by its length. */
function remainingTime(lease: Lease, now: number): number {
  const rate = Math.max(lease.at - lease.from, 1) / Math.max(now - lease.since, 1);
  return (lease.to - lease.at) / rate;
}
