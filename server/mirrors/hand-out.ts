import { createHash } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import type { Store } from '../store/store.ts';
import { readRelease, rowsBody, type Release } from './release.ts';

/** What another node released, or an operator blocked, is seen after so many milliseconds. */
const recheck = 200;
/** Bodies of look-ups that are kept, bytes. */
const cacheBytes = 64_000_000;
/** Answers to look-ups have a multiple of so many rows. */
const padTo = 64;

type Body = Uint8Array<ArrayBuffer>;

const empty: Release = { week: 0, mode: 'snapshot', prefixBits: 1, snapshot: '', rows: 0, serial: 0 };

/** Hands out what is released: from memory, as far as it was asked for before. */
export class HandOut {
  readonly #store: Store;
  #release = empty;
  #checked = -Infinity;
  readonly #bodies = new Map<string, Body>();
  #kept = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The release that is handed out. */
  async current(): Promise<Release> {
    if (performance.now() - this.#checked >= recheck) await this.#look();
    return this.#release;
  }

  async #look(): Promise<void> {
    const release = (await readRelease(this.#store.db)) ?? empty;
    if (release.serial !== this.#release.serial) {
      this.#bodies.clear();
      this.#kept = 0;
    }
    this.#release = release;
    this.#checked = performance.now();
  }

  /** Every row. @throws ServiceError `unknown`: there are too many; they are asked for by prefix */
  async all(): Promise<Body> {
    const { mode, snapshot, serial } = await this.current();
    if (mode !== 'snapshot')
      throw new ServiceError('unknown', 'the list is too long to be handed out whole; ask by prefix');
    if (serial === empty.serial) return rowsBody([]);
    const body = await this.#remembered('all', () => this.#snapshot(snapshot));
    if (body !== null) return body;
    // Another one has taken its place since we looked.
    await this.#look();
    if (this.#release.serial === serial) throw new Error('the list that is released is not in the database');
    return this.all();
  }

  async #snapshot(hash: string): Promise<Body | null> {
    const row = await this.#store.db
      .selectFrom('snapshots')
      .select('body')
      .where('hash', '=', Buffer.from(hash, 'hex'))
      .executeTakeFirst();
    return row ? new Uint8Array(row.body) : null;
  }

  /** The rows of a prefix, padded. @throws ServiceError `malformed`: not as many binary digits as the bundle says */
  async some(prefix: string): Promise<Body> {
    const { prefixBits } = await this.current();
    if (prefix.length !== prefixBits) throw new ServiceError('malformed', `a prefix has ${prefixBits} digits now`);
    return this.#remembered(prefix, async () => rowsBody(padded(prefix, await this.#rows(prefix))));
  }

  #rows(prefix: string) {
    const end = upperEnd(prefix);
    return this.#store.db
      .selectFrom('entries')
      .select(['tag', 'entry', 'sealed'])
      .where('tag', '>=', lowerEnd(prefix))
      .$if(end !== null, (query) => query.where('tag', '<', end ?? new Uint8Array(0)))
      .where('released', '=', 1)
      .orderBy('tag')
      .orderBy('entry')
      .execute();
  }

  async #remembered<B extends Body | null>(name: string, make: () => Promise<B>): Promise<Body | B> {
    const known = this.#bodies.get(name);
    if (known) return known;
    const { serial } = this.#release;
    const body = await make();
    // What was read for one release is not kept for the next: an address that was blocked meanwhile would be handed out for a week.
    if (body !== null && serial === this.#release.serial) this.#keep(name, body);
    return body;
  }

  #keep(name: string, body: Body): void {
    for (const [oldest, { length }] of this.#bodies) {
      if (this.#kept + body.length <= cacheBytes) break;
      this.#bodies.delete(oldest);
      this.#kept -= length;
    }
    if (!this.#bodies.has(name)) this.#kept += body.length;
    this.#bodies.set(name, body);
  }
}

/** The first tag that begins so. */
function lowerEnd(prefix: string): Uint8Array {
  const bytes = prefix.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (bits) => parseInt(bits.padEnd(8, '0'), 2));
}

/** The first tag after those that begin so; null: these are the last ones. */
function upperEnd(prefix: string): Uint8Array | null {
  if (!prefix.includes('0')) return null;
  const next = (parseInt(prefix, 2) + 1).toString(2).padStart(prefix.length, '0');
  return lowerEnd(next);
}

/** Rows that look like others and that no key opens, the same whenever they are needed: the answer's size does not tell its prefix. */
function padded<R extends { tag: Uint8Array; entry: Uint8Array; sealed: Uint8Array }>(prefix: string, rows: R[]) {
  const missing = Math.max(1, Math.ceil(rows.length / padTo)) * padTo - rows.length;
  return [...rows, ...Array.from({ length: missing }, (_, index) => madeUp(prefix, index))];
}

function madeUp(prefix: string, index: number) {
  const bytes = createHash('shake256', { outputLength: 32 + 16 + 528 })
    .update(`${prefix} ${index}`)
    .digest();
  const first = bytes.readUInt32BE();
  const kept = 2 ** (32 - prefix.length);
  bytes.writeUInt32BE(parseInt(prefix, 2) * kept + (first % kept));
  return { tag: bytes.subarray(0, 32), entry: bytes.subarray(32, 48), sealed: bytes.subarray(48) };
}
