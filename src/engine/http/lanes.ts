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
  readonly #perHost = new Map<string, number>();
  /** Who has no place in a pool, and wants one. */
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

  /** Somebody without any connection finds no place there. */
  want(origin: string, bare: boolean, who: object): void {
    this.#wanting.set(who, keyOf(origin, bare));
  }

  unwant(who: object): void {
    this.#wanting.delete(who);
  }

  /** How many places one may hold while others wait for their first. @param who it is */
  share(origin: string, bare: boolean, who: object): number {
    const key = keyOf(origin, bare);
    const others = [...this.#wanting].filter(([other, wanted]) => other !== who && wanted === key).length;
    return others === 0 ? Infinity : Math.ceil(poolSize / (1 + others));
  }

  /** Takes a place; null when none is free. */
  take(origin: string, bare: boolean): Lane | null {
    if (this.free(origin, bare) <= 0 || this.allowed(origin) <= 0) return null;
    this.#add(origin, bare, 1);
    let taken = true;
    return {
      bare,
      giveBack: () => {
        if (taken) this.#add(origin, bare, -1);
        taken = false;
      },
    };
  }

  #count(origin: string, change: number): void {
    const { group } = this.#limit(new URL(origin));
    this.#perHost.set(group, (this.#perHost.get(group) ?? 0) + change);
  }

  #add(origin: string, bare: boolean, change: number): void {
    this.#count(origin, change);
    const key = keyOf(origin, bare);
    const taken = (this.#taken.get(key) ?? 0) + change;
    if (taken === 0) this.#taken.delete(key);
    else this.#taken.set(key, taken);
  }
}

function keyOf(origin: string, bare: boolean): string {
  return `${bare ? 'bare' : 'cookies'} ${origin}`;
}
