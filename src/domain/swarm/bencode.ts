import { PerseidError } from '../error.ts';

/** A dictionary: keys as Latin-1 text. */
export interface Dictionary {
  readonly values: ReadonlyMap<string, Bencoded>;
  /** The bytes that each value was written in (an info hash is taken of those); only of one that is in no other. */
  readonly raw: ReadonlyMap<string, Uint8Array>;
}

export type Bencoded = number | Uint8Array | readonly Bencoded[] | Dictionary;

/** Deeper nesting is nobody's torrent: v2 file trees nest by folder. */
const deepest = 200;
/** More than this is not made of any number of bytes: a bomb of empty values. An integer or a list counts as one ... */
const mostValues = 1_500_000;
/** ... and what takes more room in memory for as few bytes as more. */
const weights = { string: 2, dictionary: 4 } as const;

const code = (character: string): number => character.charCodeAt(0);
const [ends, integer, list, dictionary, colon, minus] = ['e', 'i', 'l', 'd', ':', '-'].map(code);
const [zero, nine] = [code('0'), code('9')];

/**
 * Reads one bencoded value that takes all of the bytes (BEP 3).
 * @throws PerseidError `torrent-broken`: not bencoded, a key twice, an integer that is none or not safe; `torrent-large`: more values or
 *   deeper than is read
 */
export function readBencode(bytes: Uint8Array): Bencoded {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw broken();
  return value;
}

export const isDictionary = (value: Bencoded | undefined): value is Dictionary =>
  typeof value === 'object' && 'values' in value && value.values instanceof Map;

export const isList = (value: Bencoded | undefined): value is readonly Bencoded[] => Array.isArray(value);

export const isBytes = (value: Bencoded | undefined): value is Uint8Array => value instanceof Uint8Array;

const broken = (): PerseidError => new PerseidError('torrent-broken');

const none: ReadonlyMap<string, Uint8Array> = new Map();

class Reader {
  at = 0;
  readonly #bytes: Uint8Array;
  #weight = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  value(depth: number): Bencoded {
    if (depth > deepest) throw new PerseidError('torrent-large');
    switch (this.#bytes[this.at]) {
      case integer:
        this.#weigh(1);
        return this.#integer();
      case list:
        this.#weigh(1);
        return this.#list(depth);
      case dictionary:
        this.#weigh(weights.dictionary);
        return this.#dictionary(depth);
      default:
        this.#weigh(weights.string);
        return this.#string();
    }
  }

  #weigh(weight: number): void {
    this.#weight += weight;
    if (this.#weight > mostValues) throw new PerseidError('torrent-large');
  }

  #integer(): number {
    this.at++;
    const negative = this.#bytes[this.at] === minus;
    if (negative) this.at++;
    const value = this.#digits(ends);
    if (negative && value === 0) throw broken();
    return negative ? -value : value;
  }

  #string(): Uint8Array {
    const length = this.#digits(colon);
    const from = this.at;
    this.at += length;
    if (this.at > this.#bytes.length) throw broken();
    return this.#bytes.subarray(from, this.at);
  }

  #list(depth: number): Bencoded[] {
    this.at++;
    const values: Bencoded[] = [];
    while (!this.#ended()) values.push(this.value(depth + 1));
    return values;
  }

  #dictionary(depth: number): Dictionary {
    this.at++;
    const values = new Map<string, Bencoded>();
    const raw = depth === 0 ? new Map<string, Uint8Array>() : null;
    while (!this.#ended()) {
      const key = latin1(this.#string());
      // Two programs could read two different torrents.
      if (values.has(key)) throw broken();
      const from = this.at;
      values.set(key, this.value(depth + 1));
      raw?.set(key, this.#bytes.subarray(from, this.at));
    }
    return { values, raw: raw ?? none };
  }

  #ended(): boolean {
    if (this.at >= this.#bytes.length) throw broken();
    if (this.#bytes[this.at] !== ends) return false;
    this.at++;
    return true;
  }

  /** A number without leading zeros, and the byte that ends it. */
  #digits(end: number | undefined): number {
    const from = this.at;
    let value = 0;
    for (;;) {
      const digit = this.#bytes[this.at];
      if (digit === undefined || digit < zero || digit > nine) break;
      value = value * 10 + (digit - zero);
      if (!Number.isSafeInteger(value)) throw broken();
      this.at++;
    }
    const length = this.at - from;
    if (length === 0 || (length > 1 && this.#bytes[from] === zero) || this.#bytes[this.at] !== end) throw broken();
    this.at++;
    return value;
  }
}

function latin1(bytes: Uint8Array): string {
  // Keys are short: no torrent has one of a kilobyte.
  if (bytes.length > 1024) throw broken();
  return String.fromCharCode(...bytes);
}
