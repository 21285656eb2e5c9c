import { PerseidError, type ErrorCode } from '#domain/error';
import { Climb } from '#domain/source/climb';
import type { Lesson } from '#domain/source/lesson';
import type { Answer } from '#domain/source/answer';
import type { Validator } from '#domain/source/validator';
import type { Hand, Lease } from '#domain/segment/plan';
import { addRange, withoutRanges, type Range } from '#domain/segment/range';
import type { Lane, Lanes } from './lanes.ts';
import type { TransferPorts } from './ports.ts';
import { Troubles } from './troubles.ts';

/** One request under way. */
export interface Connection {
  readonly source: LiveSource;
  readonly lane: Lane;
  readonly abort: AbortController;
  lease: Lease;
  heardAt: number;
  /** It has brought a byte. */
  delivering: boolean;
  /** Opened before the origin's first answer, beside the request that asks for that. */
  readonly early: boolean;
  /** Where the bytes that were asked for end. */
  end: number;
}

/** Ends these requests; what they have brought stays. */
export function giveUp(connections: Iterable<Connection>): void {
  for (const { abort } of connections) abort.abort();
}

/** A request that is about to be sent. @param now ms */
export function connectionOf(of: Pick<Connection, 'source' | 'lane' | 'lease'>, now: number): Connection {
  const early = !of.source.trusted && of.source.connections.size > 0;
  return { ...of, abort: new AbortController(), heardAt: now, delivering: false, early, end: 0 };
}

/** Where a source is asked. */
interface Address {
  readonly url: string;
  /** Where redirects led, as far as known. */
  readonly finalUrl: string | null;
}

/** What a source may say to a request without cookies that wants them: an error, another file, or a page to log in. */
const cookiesNeeded: ReadonlySet<ErrorCode> = new Set([
  'http-unauthorized',
  'http-forbidden',
  'http-not-found',
  'http-gone',
  'http-range',
  'http-refused',
  'http-unexpected',
  'changed',
  'range-ignored',
  'range-wrong',
  'encoded-range',
  'redirect-loop',
]);

/** What a server says to a range that may have the file all the same, as a whole. */
const useless: ReadonlySet<ErrorCode> = new Set(['range-wrong', 'encoded-range']);

/** Where the beginning is wanted first a request asks for so many times its cost, at least. */
const worthAll = 40;

/** A connection that was silent for so long (ms) when the network came back belonged to the one before. */
const hushed = 1000;

/** What a source may be used for now. */
export interface Allowance {
  readonly now: number;
  /** Most connections. */
  readonly limit: number;
  /** Most connections when what is being tried is known. */
  readonly later: number;
}

/**
 * One source of a running transfer: its connections, what they bring and what its server puts up with. A mirror never gets
 * cookies and is not trusted before it has shown bytes that are here already.
 */
export class LiveSource {
  /** Stays the same wherever redirects lead. */
  readonly name: string;
  readonly mirror: boolean;
  /** A mirror that was found: nobody of the file's own has named it. */
  readonly stranger: boolean;
  /** It is asked no more. */
  readonly gone = new AbortController();
  readonly climb: Climb;
  readonly troubles: Troubles;
  readonly connections = new Set<Connection>();
  /** What identifies the file's version at this source. */
  validator: Validator | null = null;
  /** The origin: it has answered. A mirror: it has the same bytes. */
  trusted = false;
  /** The origin, before its first answer: the version that it has, as the browser was told. */
  foretold: Validator | null = null;
  /** A mirror that could not be compared or had other bytes, the last time. */
  disproved = false;
  /** What it was compared with then; null: it was not disproved by a comparison. */
  disprovedBy: Range | null = null;
  /** A mirror that names another version than the origin. */
  otherVersion = false;
  /** A mirror is being compared. */
  proving = false;
  /** There was nothing to lend it, and nothing has come back since: it needs no place of others. */
  idle = false;
  /** Brought in this run. */
  bytes = 0;
  /** Where these lie in the file, as far as nobody else had brought them: sorted, disjoint. */
  parts: readonly Range[] = [];
  readonly #lanes: Lanes;
  /** Never gets cookies. */
  readonly #cookieless: boolean;
  /** Its answer was a range. */
  ranged = false;
  /** Asked for all there is, without a range: it makes nothing sound of one. */
  plain = false;
  /** Whether it answers without cookies just the same. */
  #bare: 'untried' | 'trying' | 'works' | 'fails';
  /** From request to answer, ms. */
  #latency = 0;

  constructor(
    address: Address,
    options: { mirror: boolean; stranger: boolean; once: boolean; lesson: Lesson | null; cookieless: boolean },
    ports: TransferPorts,
  ) {
    const { mirror, stranger, once, lesson, cookieless } = options;
    this.#cookieless = cookieless;
    this.name = address.url;
    this.mirror = mirror;
    this.stranger = stranger;
    this.climb = new Climb(lesson?.connections ?? 1);
    this.troubles = new Troubles(address, ports, { once, bare: cookieless, stranger });
    this.#lanes = ports.lanes;
    this.#bare = cookieless || lesson?.bare === true ? 'works' : lesson?.bare === false ? 'fails' : 'untried';
  }

  /** Whether it answers without cookies; null: not tried. */
  get bare(): boolean | null {
    return this.#bare === 'works' ? true : this.#bare === 'fails' ? false : null;
  }

  /** It brought so many bytes, and these ranges were missing before. */
  wrote(bytes: number, fresh: readonly Range[]): void {
    this.bytes += bytes;
    this.parts = fresh.reduce<readonly Range[]>(addRange, this.parts);
  }

  /** Bytes that are wrong, whoever brought them. */
  forget(range: Range): void {
    this.parts = withoutRanges(this.parts, [range]);
  }

  get host(): string {
    return new URL(this.troubles.address).host;
  }

  /** Several connections need a validator that proves each answer to be of one version (RFC 9110 section 13.1.5). */
  get several(): boolean {
    return this.ranged && this.validator?.strong === true;
  }

  /** An answer of it was judged good. @param url where it came from */
  trust(url: string, answer: Answer): void {
    this.trusted = true;
    this.disproved = false;
    this.disprovedBy = null;
    this.validator = answer.validator;
    this.ranged = answer.kind === 'range';
    this.troubles.accepted(url);
  }

  /** How many connections more it may open now. */
  room({ now, limit, later }: Allowance): number {
    if (!this.troubles.ready(now) || this.proving) return 0;
    const wanted = this.climb.ahead(now, this.#latency, limit, later);
    const isForetold = this.foretold !== null;
    const most = this.trusted || isForetold ? Math.min(later, wanted, this.troubles.tolerated) : Number(!this.mirror);
    return (this.several || isForetold ? most : Math.min(1, most)) - this.connections.size;
  }

  /** For how many connections it is to be left work: those that it may have soon. */
  growing({ now, limit }: Allowance): number {
    // Who sends no ranges sends all there is, in one answer: a lease of a part would end in the middle of it.
    if (!this.several) return 1;
    const most = this.climb.resting(now) ? this.climb.target : Math.min(limit, this.troubles.tolerated);
    return Math.max(1, most - this.connections.size);
  }

  /** A place for one more connection; null: the browser would let it wait. */
  takeLane(): Lane | null {
    const origin = new URL(this.troubles.address).origin;
    for (const bare of this.#laneOrder(origin)) {
      // A place that was given up for somebody else is left to him.
      const isFull = this.#in(bare).length >= this.#lanes.share(origin, bare, this);
      const lane = isFull ? null : this.#lanes.take(origin, bare, this);
      if (!lane) continue;
      if (bare && this.#bare === 'untried') this.#bare = 'trying';
      this.#lanes.unwant(this);
      return lane;
    }
    if (!this.idle) this.#laneOrder(origin).some((bare) => this.#lanes.want(origin, bare, this));
    return null;
  }

  /**
   * What the plan needs to know to lend it work.
   * @param inOrder the first bytes first, so many ms each; null: in any order
   */
  hand(hands: number, inOrder: number | null): Hand {
    const span = inOrder === null ? Number.POSITIVE_INFINITY : this.orderlySpan(inOrder);
    return { rate: this.climb.pace, overhead: this.#latency, hands, span };
  }

  /** So long a request's work is where the first bytes are wanted first, ms. @param shortest ms */
  orderlySpan(shortest: number): number {
    return Math.max(shortest, worthAll * this.#latency);
  }

  /** Connections that have brought a byte and are open. */
  get delivering(): number {
    return [...this.connections].filter((connection) => connection.delivering).length;
  }

  /** Told at every tick: finds how many connections are worth it. @returns those that are not */
  observe({ now, limit, later }: Allowance): Connection[] {
    const { delivering } = this;
    const most = Math.min(limit, this.troubles.tolerated, this.#capacity());
    this.climb.observe(now, this.bytes, delivering, this.several ? most : 1);
    const wanted = this.climb.ahead(now, this.#latency, most, Math.max(most, later));
    return wanted < this.connections.size ? [...this.connections].slice(wanted) : [];
  }

  /**
   * Connections that are given up for others: beyond what the user allows the host by now, and beyond a fair share of a pool
   * in which somebody has no place at all.
   */
  surplus(): Connection[] {
    const { origin } = new URL(this.troubles.address);
    const all = [...this.connections];
    const crowding = [false, true].flatMap((bare) => this.#in(bare).slice(this.#lanes.share(origin, bare, this)));
    const beyond = Math.max(0, -this.#lanes.allowed(origin));
    return [...crowding, ...all.slice(Math.max(0, all.length - beyond))];
  }

  /** Gives up connections that were not heard of for long. @param oldest heard of last before this time, ms */
  dropStalled(oldest: number): void {
    for (const { heardAt, abort } of this.connections) {
      if (heardAt < oldest) abort.abort(new PerseidError('stalled'));
    }
  }

  /** The device is on a network again: what was under way over the one before will not come. */
  online(now: number): void {
    this.troubles.online();
    giveUp([...this.connections].filter(({ heardAt }) => heardAt < now - hushed));
  }

  /** It is given up for good, with all that is under way. */
  leave(): void {
    this.rest();
    this.gone.abort();
    giveUp(this.connections);
  }

  /** It asks for nothing any more. */
  rest(): void {
    this.#lanes.unwant(this);
  }

  /** A connection has its answer, and it is of the same file. */
  answered(lane: Lane, latency: number): void {
    this.troubles.answered();
    if (lane.bare) this.#bare = 'works';
    this.#latency = this.#latency === 0 ? latency : (this.#latency + latency) / 2;
  }

  /**
   * A request without cookies failed before its first byte.
   * @returns whether that is no trouble: with cookies the source answers, and from now on it is asked with them only
   */
  refusesBare(reason: unknown): boolean {
    if (this.#cookieless || !(reason instanceof PerseidError)) return false;
    // Also where it did without before: of one host some files may be for members alone.
    if (!cookiesNeeded.has(reason.code)) return false;
    this.#bare = 'fails';
    return true;
  }

  /**
   * Its first answer to a range was of no use: a part of a size that it does not tell, or a whole that is packed.
   * @returns whether it is now asked once more, for all there is
   */
  asksPlainly(): boolean {
    const { fatal } = this.troubles;
    if (this.plain || this.trusted || !(fatal instanceof PerseidError) || !useless.has(fatal.code)) return false;
    this.plain = true;
    this.troubles.forgive();
    return true;
  }

  /** Nothing was learned by asking without cookies: may be tried again. */
  tryBareAgain(): void {
    if (this.#bare === 'trying') this.#bare = 'untried';
  }

  /** Its connections in one pool. */
  #in(bare: boolean): Connection[] {
    return [...this.connections].filter(({ lane }) => lane.bare === bare);
  }

  /** Pools in the order in which a place is looked for. */
  #laneOrder(origin: string): boolean[] {
    if (this.#cookieless) return [true];
    if (this.foretold !== null && this.connections.size > 0 && this.#bare === 'works') return [true, false];
    // Who is asked over one connection gains nothing by the second pool.
    if (this.#bare === 'fails' || this.#bare === 'trying' || !this.trusted || !this.several) return [false];
    const bareFirst = this.#bare === 'untried' || this.#lanes.free(origin, true) >= this.#lanes.free(origin, false);
    return bareFirst ? [true, false] : [false, true];
  }

  #capacity(): number {
    const origin = new URL(this.troubles.address).origin;
    const open = (bare: boolean): number => this.#lanes.open(origin, bare, this);
    const cookies = this.#cookieless ? 0 : open(false);
    const bare = this.#bare === 'fails' ? 0 : open(true);
    return this.connections.size + Math.min(cookies + bare, this.#lanes.allowed(origin));
  }
}
