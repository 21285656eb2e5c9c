import type { HostLimit } from '#domain/limit/host-limit';

/** Browsers hold so many HTTP/1.1 connections to one host in one pool; a request beyond them waits unseen. */
const poolSize = 6;

/** A place in a pool; given back when its connection is at its end. */
export interface Lane {
  /** In the pool without cookies. */
  readonly bare: boolean;
  giveBack(): void;
}

/**
 * The browser's connection pools, as far as our own requests fill them: per host one with cookies and one without
 * (`credentials: 'omit'`); and what the user allows a host. One object for all transfers, for they share both, whether a host is
 * one task's own or another's mirror.
 */
export class Lanes {
  readonly #taken = new Map<string, number>();
  /** How many places of each pool who holds. */
  readonly #holders = new Map<string, Map<object, number>>();
  readonly #perHost = new Map<string, number>();
  /** Who finds no place in a pool, and has less than his share. */
  readonly #wanting = new Map<object, string>();
  #limit: HostLimit;

  constructor(limit: HostLimit) {
    this.#limit = limit;
  }

  /** The user allows hosts more or fewer connections. */
  allow(limit: HostLimit): void {
    this.#limit = limit;
    this.#perHost.clear();
    for (const [key, taken] of this.#taken) this.#count(key.slice(key.indexOf(' ') + 1), taken);
  }

  /** Free places in one pool of a host. @param origin scheme, host and port */
  free(origin: string, bare: boolean): number {
    return poolSize - (this.#taken.get(keyOf(origin, bare)) ?? 0);
  }

  /** How many more connections the user allows the host; below 0 when it is fewer than there are. */
  allowed(origin: string): number {
    const { group, most } = this.#limit(new URL(origin));
    return most - (this.#perHost.get(group) ?? 0);
  }

  /** How many places more of a pool somebody may come to: those that are free, or those that others give up for him. */
  open(origin: string, bare: boolean, who: object): number {
    return Math.max(this.free(origin, bare), this.#due(keyOf(origin, bare), who));
  }

  /** Somebody finds no place there. Counts where he has less than his share. @returns whether it does */
  want(origin: string, bare: boolean, who: object): boolean {
    const key = keyOf(origin, bare);
    if (this.#due(key, who) <= 0) return false;
    this.#wanting.set(who, key);
    return true;
  }

  unwant(who: object): void {
    this.#wanting.delete(who);
  }

  /** How many places one may hold while others have less than they want and are due. @param who it is */
  share(origin: string, bare: boolean, who: object): number {
    const key = keyOf(origin, bare);
    const isWanted = [...this.#wanting].some(([other, wanted]) => other !== who && wanted === key);
    return isWanted ? this.#fairShare(key, who) : Infinity;
  }

  /** Takes a place; null when none is free. @param who takes it */
  take(origin: string, bare: boolean, who: object): Lane | null {
    if (this.free(origin, bare) <= 0 || this.allowed(origin) <= 0) return null;
    this.#add(origin, bare, who, 1);
    let taken = true;
    return {
      bare,
      giveBack: () => {
        if (taken) this.#add(origin, bare, who, -1);
        taken = false;
      },
    };
  }

  /** How many places somebody's share is larger than what he holds. */
  #due(key: string, who: object): number {
    return this.#fairShare(key, who) - (this.#holders.get(key)?.get(who) ?? 0);
  }

  #fairShare(key: string, who: object): number {
    return Math.max(1, Math.floor(poolSize / this.#users(key, who)));
  }

  /** How many hold or want places of a pool, this one among them. */
  #users(key: string, who: object): number {
    const wanting = [...this.#wanting].filter(([, wanted]) => wanted === key).map(([other]) => other);
    return new Set([who, ...wanting, ...(this.#holders.get(key)?.keys() ?? [])]).size;
  }

  #count(origin: string, change: number): void {
    const { group } = this.#limit(new URL(origin));
    this.#perHost.set(group, (this.#perHost.get(group) ?? 0) + change);
  }

  #add(origin: string, bare: boolean, who: object, change: number): void {
    this.#count(origin, change);
    const key = keyOf(origin, bare);
    addTo(this.#taken, key, change);
    const holders = this.#holders.get(key) ?? new Map<object, number>();
    addTo(holders, who, change);
    if (holders.size === 0) this.#holders.delete(key);
    else this.#holders.set(key, holders);
  }
}

/** Adds to a count; what comes to 0 is no longer listed. */
function addTo<K>(counts: Map<K, number>, key: K, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function keyOf(origin: string, bare: boolean): string {
  return `${bare ? 'bare' : 'cookies'} ${origin}`;
}
