import { Bucket, readSize, requestSize } from './bucket.ts';
import { hostRuleOf, noLimits, type SpeedLimits } from './limits.ts';

/** A connection as the limiter knows it. */
export interface Payer {
  readonly task: string;
  /** Host name asked, without port. */
  readonly host: string;
}

/** Bytes that have been read and wait until the limits let them pass. */
export interface Payment {
  readonly payer: Payer;
  /** Place in the order of fairness: the bytes its task had had when it was made. */
  readonly start: number;
  bytes: number;
}

/**
 * Speed limits as a tree: all, each host with a rule, each task. A payment passes when every limit above it has room.
 * Fair by start-time fair queuing: tasks share a limit equally however many connections they have, and the connections of
 * a task share its part. Knows no clock: times come in as arguments (ms).
 *
 * Invariant: what waits first for a limit gets it first; others pass it only where they use other limits.
 */
export class Limiter {
  #limits: SpeedLimits = noLimits;
  readonly #buckets = new Map<string, Bucket>();
  /** The limits above each connection, by name. */
  readonly #payers = new Map<Payer, readonly string[]>();
  readonly #finished = new Map<string, number>();
  #waiting: Payment[] = [];
  #virtual = 0;

  /** Changes the limits, for what waits already too. */
  set(limits: SpeedLimits, now: number): void {
    this.#limits = limits;
    const rates = ratesOf(limits);
    for (const name of this.#buckets.keys()) if (!rates.has(name)) this.#buckets.delete(name);
    for (const [name, rate] of rates) {
      const known = this.#buckets.get(name);
      if (known) known.setRate(rate, now);
      else this.#buckets.set(name, new Bucket(rate, now));
    }
    for (const payer of this.#payers.keys()) this.#payers.set(payer, this.#namesFor(payer));
    // What was read under a looser limit must not block the new one for long.
    for (const payment of this.#waiting) payment.bytes = Math.min(payment.bytes, this.most(payment.payer));
  }

  /** A connection begins. */
  join(payer: Payer): void {
    this.#payers.set(payer, this.#namesFor(payer));
  }

  /** A connection ends; what it has still to pay is paid in its turn. */
  leave(payer: Payer): void {
    this.#payers.delete(payer);
    if (![...this.#payers.keys()].some(({ task }) => task === payer.task)) this.#finished.delete(payer.task);
  }

  /** Most bytes that the next read of this connection may take. */
  most(payer: Payer): number {
    return this.#least(payer, readSize);
  }

  /** Most bytes that the next request of this connection should ask for. */
  reach(payer: Payer): number {
    return this.#least(payer, requestSize);
  }

  /** Bytes were read. @returns what has to wait for `settle`; null: no limit is above this connection */
  pay(payer: Payer, bytes: number): Payment | null {
    if (this.#namesOf(payer).length === 0) return null;
    // A read that was begun under a looser limit counts as one of now.
    const due = Math.min(bytes, this.most(payer));
    const start = Math.max(this.#virtual, this.#finished.get(payer.task) ?? 0);
    const payment: Payment = { payer, start, bytes: due };
    this.#finished.set(payer.task, start + due);
    const at = this.#waiting.findIndex((other) => other.start > start);
    this.#waiting.splice(at === -1 ? this.#waiting.length : at, 0, payment);
    return payment;
  }

  /** Lets pass what may. @returns what passed, and ms until the next may; null: nothing waits */
  settle(now: number): { passed: Payment[]; next: number | null } {
    const passed: Payment[] = [];
    const taken = new Set<Bucket>();
    let next: number | null = null;
    for (const payment of this.#waiting) {
      const buckets = this.#bucketsOf(payment.payer);
      const behind = buckets.some((bucket) => taken.has(bucket));
      const short = buckets.filter((bucket) => bucket.waitFor(payment.bytes, now) > 0);
      if (!behind && short.length === 0) {
        for (const bucket of buckets) bucket.take(payment.bytes, now);
        this.#virtual = Math.max(this.#virtual, payment.start);
        passed.push(payment);
        continue;
      }
      for (const bucket of short) taken.add(bucket);
      if (behind) continue;
      const wait = Math.max(...short.map((bucket) => bucket.waitFor(payment.bytes, now)));
      next = Math.min(next ?? wait, wait);
    }
    this.#waiting = this.#waiting.filter((payment) => !passed.includes(payment));
    return { passed, next };
  }

  #least(payer: Payer, size: (rate: number, connections: number) => number): number {
    const sizes = this.#namesOf(payer).map((name) => size(this.#rateOf(name), this.#users(name)));
    return Math.min(...sizes, Number.POSITIVE_INFINITY);
  }

  #namesOf(payer: Payer): readonly string[] {
    return this.#payers.get(payer) ?? this.#namesFor(payer);
  }

  #namesFor({ task, host }: Payer): readonly string[] {
    const rule = hostRuleOf(host, this.#limits.hosts);
    const names = ['all', `task ${task}`, ...(rule ? [`host ${rule.host}`] : [])];
    return names.filter((name) => this.#buckets.has(name));
  }

  #bucketsOf(payer: Payer): Bucket[] {
    return this.#namesOf(payer).flatMap((name) => this.#buckets.get(name) ?? []);
  }

  #rateOf(name: string): number {
    return this.#buckets.get(name)?.rate ?? Number.POSITIVE_INFINITY;
  }

  #users(name: string): number {
    return [...this.#payers.values()].filter((names) => names.includes(name)).length;
  }
}

function ratesOf({ all, tasks, hosts }: SpeedLimits): Map<string, number> {
  return new Map([
    ...(all === null ? [] : [['all', all] as const]),
    ...Object.entries(tasks).map(([task, rate]) => [`task ${task}`, rate] as const),
    ...hosts.map(({ host, speedLimit }) => [`host ${host}`, speedLimit] as const),
  ]);
}
