/** A rate is measured over at least this long, ms; where it is only about a second connection, a shorter look is enough ... */
const window = 200;
const shortWindow = 150;
/** ... or, where little arrives, until each connection has brought so many bytes, but for no longer than `longest`. */
const enough = 48 * 1024;
const longest = 2000;
/** An answer may come sooner than the one before: after this share of its time. */
const early = 0.8;
/** Where an answer comes sooner than this, ms, nothing is won by asking many before it is sure that they pay ... */
const far = 75;
/** Only where the first connection brings less than this (bytes a ms) many are asked for before it is sure that they pay. */
const notFast = 16 * 1024;
/** One more connection must bring at least this share of what the others bring each. */
const leastGain = 0.3;
/** From this share on the server plainly caps each connection: all that are allowed are tried at once. */
const plainGain = 0.7;
/** After a try that brought too little the next one waits, ms; twice as long each time, up to `patience`. */
const firstRest = 10_000;
const patience = 160_000;
/** A rate that has changed by more than this is another situation: what was learned does not count any more. */
const change = 0.5;

/** A number of connections and what they brought together, bytes a ms. */
interface Level {
  readonly connections: number;
  readonly rate: number;
}

/**
 * How many connections one source is worth: hill climbing by what they bring. More are tried; where they bring too little, as
 * many remain as what was brought is worth. Knows neither sockets nor clock: told what arrived, times in ms.
 */
export class Climb {
  #target: number;
  /** The highest level known to be worth it. */
  #base: Level | null = null;
  #mark: { at: number; bytes: number } | null = null;
  #restUntil = 0;
  #rest = firstRest;
  #gain: number | null = null;
  /** The level below the last one that was worth it. */
  #below: Level | null = null;
  #looks = 0;
  #limit = 0;
  /** The number of connections that is being measured. Of two, what came before the second delivered does not count. */
  #measured = 0;
  /** What they bring so far, bytes a ms. */
  #now = 0;

  /** @param start connections to begin with */
  constructor(start: number) {
    this.#target = Math.max(1, start);
  }

  /** Connections to hold now; the caller caps it by what is allowed. */
  get target(): number {
    return this.#target;
  }

  /** What one connection brings, bytes a ms; null: not measured yet. */
  get pace(): number | null {
    return this.#base && this.#base.rate > 0 ? this.#base.rate / this.#base.connections : null;
  }

  /** What all of them bring together, bytes a ms; null: not measured yet. */
  get rate(): number | null {
    return this.#base && this.#base.rate > 0 ? this.#base.rate : null;
  }

  /**
   * What the last connections that were tried brought each, as a share of what the others brought (1: as much, 0:
   * nothing); null: none were tried yet.
   */
  get gain(): number | null {
    return this.#gain;
  }

  /** How often `gain` was measured: what was seen once may have been a whim of the network. */
  get looks(): number {
    return this.#looks;
  }

  /**
   * Told at every tick.
   * @param bytes brought by this source so far, in all
   * @param delivering connections that have brought a byte and are open
   * @param limit most connections allowed now
   */
  observe(now: number, bytes: number, delivering: number, limit: number): void {
    // More are allowed than before, and each is known to bring as much as the others.
    if (limit > this.#limit && this.#gain !== null && this.#gain >= plainGain) this.#target = limit;
    this.#limit = limit;
    const complete = delivering > 0 && delivering >= Math.min(this.#target, limit);
    if (complete) this.#begin(now, bytes, limit);
    this.#now = rateSince(this.#mark, now, bytes);
    if (this.#mark === null) return;
    const time = now - this.#mark.at;
    const brought = bytes - this.#mark.bytes;
    const least = limit <= 2 ? shortWindow : window;
    if (time < least || (brought < enough * delivering && time < longest)) return;
    // One is between two requests, or has come to its end.
    if (!complete) {
      if (time > longest) this.#mark = null;
      return;
    }
    this.#mark = { at: now, bytes };
    this.#judge({ connections: Math.min(delivering, this.#target), rate: brought / time }, now, limit);
  }

  /** All that are wanted deliver: what they bring is measured from now on, unless it is already. */
  #begin(now: number, bytes: number, limit: number): void {
    const level = Math.min(this.#target, limit);
    const anew = limit <= 2 && level > this.#measured;
    if (this.#mark === null || anew) this.#mark = { at: now, bytes };
    this.#measured = level;
  }

  /**
   * Connections to open now: more than wanted where what is measured now will be known when they answer.
   * @param latency from request to answer, ms
   * @param limit most connections while it is measured what the first and the second bring
   * @param later most connections after that
   */
  ahead(now: number, latency: number, limit: number, later = limit): number {
    if (this.#mark === null || this.#mark.at + shortWindow - now > early * latency) return this.#target;
    if (this.#base === null) return Math.min(limit, this.#target + 1);
    const last = latency >= far && later > limit && this.#measured === limit && this.#base.connections < limit;
    return last && this.#base.rate < notFast && this.#promising ? later : this.#target;
  }

  /** What is measured now looks as if each of the connections brought as much as the first. */
  get #promising(): boolean {
    const { connections, rate } = this.#base ?? { connections: 1, rate: Number.POSITIVE_INFINITY };
    return this.#now >= (rate / connections) * (connections + plainGain * (this.#measured - connections));
  }

  /** Whether it knows for now how many are worth it. */
  resting(now: number): boolean {
    return now < this.#restUntil;
  }

  #judge(level: Level, now: number, limit: number): void {
    const base = this.#base;
    if (base === null || base.rate === 0 || level.connections < base.connections) {
      this.#base = level;
      if (now >= this.#restUntil) this.#tryMore(limit, false);
    } else if (level.connections === base.connections) this.#hold(base, level, now, limit);
    else this.#settle(base, level, now, limit);
  }

  #hold(base: Level, level: Level, now: number, limit: number): void {
    const changed = Math.abs(level.rate - base.rate) > change * base.rate;
    this.#base = { connections: base.connections, rate: (base.rate + level.rate) / 2 };
    if (this.#below !== null && this.#below.connections < base.connections) this.#see(this.#below, this.#base);
    if (changed) this.#rest = firstRest;
    if (now >= this.#restUntil) this.#tryMore(limit, false);
  }

  #settle(base: Level, level: Level, now: number, limit: number): void {
    const perConnection = base.rate / base.connections;
    this.#looks = 0;
    this.#below = base;
    if (this.#see(base, level) >= leastGain) {
      this.#base = level;
      this.#tryMore(limit, (this.#gain ?? 0) >= plainGain);
      return;
    }
    const worth = Math.ceil(level.rate / perConnection);
    this.#target = Math.min(level.connections, Math.max(base.connections, worth));
    this.#base = { connections: this.#target, rate: Math.max(base.rate, level.rate) };
    this.#restUntil = now + this.#rest;
    this.#rest = Math.min(patience, 2 * this.#rest);
  }

  #see(below: Level, level: Level): number {
    this.#looks++;
    this.#gain = (level.rate - below.rate) / (below.rate / below.connections) / (level.connections - below.connections);
    return this.#gain;
  }

  #tryMore(limit: number, boldly: boolean): void {
    const now = this.#base?.connections ?? 1;
    this.#target = boldly ? Math.max(now, limit) : Math.max(now, Math.min(limit, 2 * now));
  }
}

/** Bytes a ms since a mark. */
function rateSince(mark: { at: number; bytes: number } | null, now: number, bytes: number): number {
  return mark === null || now === mark.at ? 0 : (bytes - mark.bytes) / (now - mark.at);
}
