import * as z from 'zod/mini';
import type { PurposeId } from '#domain/policy/purpose';
import { readServiceAddress } from '#domain/policy/service-address';
import { database } from './database.ts';

const key = 'service';
const answerKey = (purpose: PurposeId, call: string): string => `answer ${purpose} ${call}`;

/** The service whose address the user entered. Only `readService` makes one: no other can be contacted. */
class StoredService {
  readonly #stored = true;
  /** Without its last slash. */
  readonly address: string;

  constructor(address: string) {
    this.address = address;
    Object.freeze(this);
  }

  static {
    // Who has one cannot make another with what made it.
    Reflect.deleteProperty(this.prototype, 'constructor');
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
  const address = stored.success ? readServiceAddress(stored.data).address : null;
  return address ? new StoredService(address) : null;
}

/** The background is the only writer. @param address as `readServiceAddress` gives it */
export async function storeService(address: string): Promise<void> {
  await (await database()).put('privacy', address, key);
}

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

/** Forgets all answers to a purpose's calls; resolves when they are gone. */
export async function wipeAnswers(purpose: PurposeId): Promise<void> {
  const writing = (await database()).transaction('privacy', 'readwrite', { durability: 'strict' });
  const answers = answerKey(purpose, '');
  const keys = await writing.store.getAllKeys(IDBKeyRange.bound(answers, `${answers}\uFFFF`));
  await Promise.all([...keys.map((one) => writing.store.delete(one)), writing.done]);
}
