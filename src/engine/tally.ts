import { dayOf } from '#domain/task/day';
import type { HostTraffic } from '#domain/task/host-traffic';

/** Sums what is exchanged with each host for one task, until that is taken to be stored. */
export class Tally {
  readonly #now: () => number;
  readonly #onHost: (host: string) => void;
  #sums = new Map<string, HostTraffic>();
  /** Hosts that were told of. */
  readonly #told = new Set<string>();

  /**
   * @param now ms since 1970
   * @param onHost told of each host that saw the user's address without being asked by us: a redirect led there
   */
  constructor(now: () => number, onHost: (host: string) => void) {
    this.#now = now;
    this.#onHost = onHost;
  }

  /** A request is about to go out. */
  asked(url: string): void {
    const { host } = new URL(url);
    this.#told.add(host);
    this.#add(host, 1, 0);
  }

  /**
   * An answer came from `from`, where redirects led from `url`. What lay between is not shown to who asks: the background tells of it (`host.passed`).
   * @returns to be told of the bytes of its body
   */
  answered(url: string, from: string): (bytes: number) => void {
    const { host } = new URL(from);
    if (host !== new URL(url).host) {
      this.#add(host, 1, 0);
      if (!this.#told.has(host)) this.#onHost(host);
      this.#told.add(host);
    }
    return (bytes) => this.#add(host, 0, bytes);
  }

  /** What was exchanged since this was last asked. */
  take(): HostTraffic[] {
    const taken = [...this.#sums.values()];
    this.#sums = new Map();
    return taken;
  }

  #add(host: string, requests: number, bytes: number): void {
    const day = dayOf(this.#now());
    const known = this.#sums.get(host) ?? { host, requests: 0, bytes: 0, firstDay: day, lastDay: day };
    const sums = { requests: known.requests + requests, bytes: known.bytes + bytes };
    this.#sums.set(host, { ...known, ...sums, lastDay: day });
  }
}
