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
 * (`credentials: 'omit'`). One object for all transfers, for they share the pools.
 */
export class Lanes {
  readonly #taken = new Map<string, number>();

  /** Free places in one pool of a host. @param origin scheme, host and port */
  free(origin: string, bare: boolean): number {
    return poolSize - (this.#taken.get(keyOf(origin, bare)) ?? 0);
  }

  /** Takes a place; null when none is free. */
  take(origin: string, bare: boolean): Lane | null {
    if (this.free(origin, bare) <= 0) return null;
    this.#add(keyOf(origin, bare), 1);
    let taken = true;
    return {
      bare,
      giveBack: () => {
        if (taken) this.#add(keyOf(origin, bare), -1);
        taken = false;
      },
    };
  }

  #add(key: string, change: number): void {
    const taken = (this.#taken.get(key) ?? 0) + change;
    if (taken === 0) this.#taken.delete(key);
    else this.#taken.set(key, taken);
  }
}

function keyOf(origin: string, bare: boolean): string {
  return `${bare ? 'bare' : 'cookies'} ${origin}`;
}
