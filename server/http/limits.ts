import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { dayOf } from '../calendar.ts';

/** What is counted together, and how much of it one network address may ask for in an hour. */
export const hourly = { read: 600, token: 120, write: 240, report: 20, probe: 7200 } as const;
export type Limit = keyof typeof hourly;

const hour = 60 * 60 * 1000;
/** More addresses than this are not counted at once; the longest known are forgotten first. */
const usually = 200_000;

/**
 * Counts requests by network address. In memory alone, under a salt of the day that nobody can read back: what is here tells whether
 * an address that asks was here in this hour, and names none.
 */
export class Limits {
  #salt = randomBytes(32);
  #day = -1;
  #hour = -1;
  readonly #counts = new Map<string, number>();
  readonly #most: number;

  /** @param most so many addresses are counted at once */
  constructor(most = usually) {
    this.#most = most;
  }

  /** Whether one more is within the limit. @param now ms since 1970 */
  take(limit: Limit, address: string, now: number): boolean {
    this.#turn(now);
    const name = `${limit} ${saltedNetwork(this.#salt, address)}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    if (count > hourly[limit]) return false;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined && this.#counts.size >= this.#most) this.#counts.delete(oldest);
    this.#counts.set(name, count);
    return true;
  }

  /** A new hour counts anew, a new day under another salt. */
  #turn(now: number): void {
    const [day, current] = [dayOf(now), Math.floor(now / hour)];
    if (current !== this.#hour) this.#counts.clear();
    if (day !== this.#day) this.#salt = randomBytes(32);
    [this.#day, this.#hour] = [day, current];
  }
}

/** A name for the network of an address that nobody can read back without the salt. */
export function saltedNetwork(salt: Uint8Array, address: string): string {
  return createHmac('sha256', salt).update(network(address)).digest('base64').slice(0, 16);
}

/** Whoever has one IPv6 address has all of its /64. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const ends = tail?.split(':').filter((group) => group !== '') ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - ends.length) }, () => '0');
  const all = tail === undefined ? groups : [...groups, ...zeros, ...ends];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}
