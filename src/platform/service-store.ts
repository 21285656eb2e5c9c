import * as z from 'zod/mini';
import { trustSchema, type Trust } from '#domain/notice/trust';
import type { PurposeId } from '#domain/policy/purpose';
import { readServiceAddress, writtenAddress, type ServiceAddress } from '#domain/policy/service-address';
import { database } from './database.ts';

const key = 'service';
const trustKey = 'trust';
const answerKey = (purpose: PurposeId, call: string): string => `answer ${purpose} ${call}`;

/** The service whose address the user entered. Only `readService` makes one: no other can be contacted. */
class StoredService {
  readonly #stored = true;
  /** Without its last slash. */
  readonly address: string;
  /** Of the first key that it signs with. */
  readonly fingerprint: string;

  constructor({ address, fingerprint }: ServiceAddress) {
    this.address = address;
    this.fingerprint = fingerprint;
    Object.freeze(this);
  }

  static {
    // Who has one cannot make another with what made it.
    Reflect.deleteProperty(this.prototype, 'constructor');
  }

  /** As the user enters it. */
  get written(): string {
    return writtenAddress(this);
  }

  /** With its port. */
  get host(): string {
    return new URL(this.address).host;
  }

  /** What stands before the path of each call: '' for an address that has none of its own. */
  get path(): string {
    return this.address.slice(new URL(this.address).origin.length);
  }

  static isStored(value: object): boolean {
    return #stored in value && value.#stored;
  }
}
export type Service = StoredService;

/** Whether a value really came from the store. */
export const isService = (value: object): boolean => StoredService.isStored(value);

/** null: the user entered none, which is the default. */
export async function readService(): Promise<Service | null> {
  const stored = z.safeParse(z.string(), await (await database()).get('privacy', key));
  const read = stored.success ? readServiceAddress(stored.data) : null;
  return read?.address ? new StoredService(read) : null;
}

/** The background is the only writer. What was remembered of another one's bundles goes with it. */
export async function storeService(service: ServiceAddress): Promise<void> {
  const writing = (await database()).transaction('privacy', 'readwrite');
  const known = readable(await writing.store.get(trustKey));
  await Promise.all([
    writing.store.put(writtenAddress(service), key),
    known?.fingerprint !== service.fingerprint && writing.store.delete(trustKey),
    writing.done,
  ]);
}

/** What is remembered of the bundles of this service; null: none was accepted yet. */
export async function readTrust({ fingerprint }: Service): Promise<Trust | null> {
  const trust = readable(await (await database()).get('privacy', trustKey));
  return trust?.fingerprint === fingerprint ? trust : null;
}

/** The background is the only writer. */
export async function storeTrust(trust: Trust): Promise<void> {
  await (await database()).put('privacy', trust, trustKey);
}

const readable = (stored: unknown): Trust | null => z.safeParse(trustSchema, stored).data ?? null;

/** Where it stands when a call was last made; written with its entry (ledger-store). */
export const lastCallKey = (purpose: PurposeId, call: string): string => `last ${purpose} ${call}`;

/** When a call was last made, ms since 1970; null: never. It outlives the ledger, or erasing that would shorten an interval. */
export async function readLastCall(purpose: PurposeId, call: string): Promise<number | null> {
  const stored = z.safeParse(z.number(), await (await database()).get('privacy', lastCallKey(purpose, call)));
  return stored.success ? stored.data : null;
}

/** Keeps the latest answer to a call. The background is the only writer. @param reply as the registry's schema gave it */
export async function storeAnswer(purpose: PurposeId, call: string, reply: unknown): Promise<void> {
  await (await database()).put('privacy', reply, answerKey(purpose, call));
}

/** The latest answer that is kept to a call, as it was stored; undefined: none. */
export async function readAnswer(purpose: PurposeId, call: string): Promise<unknown> {
  return (await database()).get('privacy', answerKey(purpose, call));
}

/** Forgets all answers to a purpose's calls; resolves when they are gone. */
export async function wipeAnswers(purpose: PurposeId): Promise<void> {
  const writing = (await database()).transaction('privacy', 'readwrite', { durability: 'strict' });
  const answers = answerKey(purpose, '');
  const keys = await writing.store.getAllKeys(IDBKeyRange.bound(answers, `${answers}\uFFFF`));
  await Promise.all([...keys.map((one) => writing.store.delete(one)), writing.done]);
}
