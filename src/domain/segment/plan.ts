import { Flow } from './flow.ts';
import { addRange, gaps, totalBytes, type Range } from './range.ts';

/** A range lent to one connection: `[from, to)` as asked, `at` the next byte to come. `to` shrinks when others do its work. */
export interface Lease {
  readonly from: number;
  at: number;
  to: number;
  /** When it was lent, ms; with `at - from` this gives the connection's rate. */
  readonly since: number;
}

/** Who asks for work. */
export interface Hand {
  /** What one connection of its source brings, bytes a ms; null: not known yet. */
  readonly rate: number | null;
  /** What a request costs before its first byte, ms. */
  readonly overhead: number;
  /** Connections that look for work now, this one included: a gap is shared between them. */
  readonly hands: number;
  /** Most work that is lent at once, ms of it, and then the first bytes first: the beginning is whole early. Infinity: all there is. */
  readonly span: number;
}

/** What is given away must be worth a request of its own: at least this many bytes ... */
const smallestSplit = 256 * 1024;
/** (the old owner, which may be much slower, keeps at least this many) */
const smallestRest = 64 * 1024;
/** ... and the part given away must take its new owner so many times what the request costs. */
const worthwhile = 3;
/** A request costs at least this much, ms: reading, judging, and what the old connection has under way in vain. */
const leastOverhead = 100;
/** A request without a byte after so long (ms, and twice what requests cost) is thought to be lost. */
const overdue = 1500;
/** Where nothing is known of a rate, so many bytes are thought to be a span's work. */
const unknownSpan = 4 * 1024 * 1024;
/** The tail is fetched twice where its owner would take so many times as long as a fresh connection ... */
const hopeless = 2;
/** ... and once more where that one is no better. */
const mostTwins = 3;

/**
 * Who fetches which bytes of one file. Large ranges are lent; when nothing is left to lend, the lease that would finish
 * last is split; when it is too small to be split and its owner too slow, it is lent a second time (a hedge). Knows
 * neither sockets nor disk nor clock: times come in as arguments (ms).
 *
 * Invariant: `have`, the leases' `[at, to)` and the unlent gaps make up `[0, size)`, and overlap only where a hedge has
 * lent bytes twice.
 */
export class Plan {
  /** Bytes; null while unknown, and then there is one lease at most. */
  readonly size: number | null;
  #have: Range[];
  readonly #leases = new Set<Lease>();
  readonly #flows = new WeakMap<Lease, Flow>();
  /** Leases of the same bytes: each with all of them. */
  readonly #twins = new Map<Lease, Set<Lease>>();

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

  /** A range for one more connection, or null when another one would bring nothing. */
  lend(now: number, hand: Hand): Lease | null {
    const free = this.#unlent();
    const [first] = free;
    if (first && Number.isFinite(hand.span)) {
      return this.#lendPart(first, Math.min(spanOf(hand), totalBytes(free) / hand.hands), now);
    }
    const largest = largestOf(free);
    if (largest) return this.#lendPart(largest, length(largest) / Math.ceil(hand.hands / free.length), now);
    return this.#relieve(now, hand);
  }

  /** Lends exactly what an answer turned out to bring, from `from` on; the first request is made before the size is known. */
  lendFrom(from: number, now: number, hands: number): Lease | null {
    const gap = this.#unlent().find((g) => g.from <= from && from < g.to);
    if (!gap) return null;
    return this.#lendPart({ from, to: gap.to }, (gap.to - from) / Math.max(1, hands), now);
  }

  /**
   * Bytes arrived and were written at the lease's head.
   * @returns the leases that have nothing left to bring, because a twin was at the end first
   */
  advance(lease: Lease, bytes: number, now: number): Lease[] {
    this.#flowOf(lease).came(now, bytes);
    this.#have = addRange(this.#have, { from: lease.at, to: lease.at + bytes });
    lease.at += bytes;
    if (lease.at < lease.to) return [];
    const others = [...(this.#twins.get(lease) ?? [])].filter((twin) => twin !== lease);
    for (const twin of others) twin.to = twin.at;
    return others;
  }

  /** Cuts what was lent for much longer than `span` ms, at its rate so far, down to about that: the rest is lent anew. Ranges only. */
  trim(lease: Lease, now: number, span: number): void {
    const rate = (lease.at - lease.from) / Math.max(now - lease.since, 1);
    const kept = Math.max(smallestSplit, rate * span);
    if (rate === 0 || this.#twins.has(lease) || lease.to - lease.at < 2 * kept) return;
    lease.to = lease.at + Math.ceil(kept);
  }

  /** The connection is gone: what it did not bring can be lent again. */
  release(lease: Lease): void {
    this.#leases.delete(lease);
    this.#part(lease);
  }

  /** What of these bytes is not here. */
  missing({ from, to }: Range): Range[] {
    return gaps(addRange(this.#have, { from: 0, to: from }), to);
  }

  /** Bytes that were thought to be here are not good: they are fetched again. */
  forget(range: Range): void {
    const size = this.size ?? Number.POSITIVE_INFINITY;
    this.#have = gaps(addRange(gaps(this.#have, size), range), size);
  }

  /** @param wanted bytes, or nearly so */
  #lendPart(gap: Range, wanted: number, now: number): Lease {
    const share = Math.max(smallestSplit, Math.ceil(wanted));
    // A rest too small for a request of its own goes along.
    const to = length(gap) - share < smallestSplit ? gap.to : gap.from + share;
    return this.#add({ from: gap.from, at: gap.from, to, since: now });
  }

  /** Takes work off the lease that would finish last, or off the next that can spare some. */
  #relieve(now: number, hand: Hand): Lease | null {
    const busy = [...this.#leases].filter(({ at, to }) => at < to && Number.isFinite(to));
    const time = new Map(busy.map((lease) => [lease, this.#remainingTime(lease, now, hand)]));
    const timeOf = (lease: Lease): number => time.get(lease) ?? Number.POSITIVE_INFINITY;
    // Of twins the one that will be done first counts.
    const isFirst = (lease: Lease): boolean =>
      [...(this.#twins.get(lease) ?? [])].every((twin) => twin === lease || timeOf(lease) <= timeOf(twin));
    for (const lease of busy.filter(isFirst).toSorted((a, b) => timeOf(b) - timeOf(a))) {
      const own = timeOf(lease);
      const given = this.#split(lease, own, now, hand) ?? this.#hedge(lease, own, now, hand);
      if (given !== null) return given;
    }
    return null;
  }

  /** Each gets what it brings in the same time. */
  #split(last: Lease, time: number, now: number, hand: Hand): Lease | null {
    if (this.#twins.has(last)) return null;
    const left = last.to - last.at;
    const own = left / time;
    const rate = hand.rate ?? own;
    const given = Math.min(Math.floor((left * rate) / (rate + own)), left - smallestRest);
    const cost = Math.max(leastOverhead, hand.overhead);
    if (given < smallestSplit || given / rate < worthwhile * cost) return null;
    const lease = this.#add({ from: last.to - given, at: last.to - given, to: last.to, since: now });
    last.to = lease.from;
    return lease;
  }

  #hedge(last: Lease, time: number, now: number, hand: Hand): Lease | null {
    const twins = this.#twins.get(last) ?? new Set([last]);
    if (hand.rate === null || twins.size >= mostTwins) return null;
    const fresh = Math.max(leastOverhead, hand.overhead) + (last.to - last.at) / hand.rate;
    if (time < hopeless * fresh) return null;
    const lease = this.#add({ from: last.at, at: last.at, to: last.to, since: now });
    for (const twin of twins.add(lease)) this.#twins.set(twin, twins);
    return lease;
  }

  /** It is nobody's twin any more. */
  #part(lease: Lease): void {
    const twins = this.#twins.get(lease) ?? new Set();
    this.#twins.delete(lease);
    twins.delete(lease);
    if (twins.size === 1) for (const last of twins) this.#twins.delete(last);
  }

  #flowOf(lease: Lease): Flow {
    const flow = this.#flows.get(lease) ?? new Flow(lease.since);
    this.#flows.set(lease, flow);
    return flow;
  }

  /**
   * Milliseconds until the lease is done, by how its bytes come. One without a byte is thought to be as good as the hand that
   * asks, until it is overdue; then it counts as very slow, by its length.
   */
  #remainingTime(lease: Lease, now: number, { rate, overhead }: Hand): number {
    const left = lease.to - lease.at;
    const known = this.#flowOf(lease).timeFor(left, now);
    if (known !== null) return known;
    const age = Math.max(now - lease.since, 1);
    const fresh = age < overdue + 2 * overhead;
    return fresh && rate !== null ? left / rate + Math.max(0, overhead - age) : left * age;
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

/** Bytes that are about a span's work. */
function spanOf({ rate, span }: Hand): number {
  return rate === null ? unknownSpan : rate * span;
}

function largestOf(ranges: readonly Range[]): Range | undefined {
  return ranges.reduce<Range | undefined>((best, gap) => (best && length(best) >= length(gap) ? best : gap), undefined);
}

function length(range: Range): number {
  return range.to - range.from;
}
