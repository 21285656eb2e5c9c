import * as z from 'zod/mini';
import { browser } from './browser.ts';

/**
 * Facts by id that live as long as the browser does: in memory only (session storage), never on the disk. One context alone writes.
 * What does not validate counts as nothing known.
 */
export class SessionMap<Value> {
  readonly #key: string;
  readonly #most: number;
  readonly #schema: z.ZodMiniRecord<z.ZodMiniString, z.ZodMiniType<Value>>;
  /** The write that all before it have led to. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param most so many are remembered, the newest */
  constructor(key: string, schema: z.ZodMiniType<Value>, most: number) {
    this.#key = key;
    this.#most = most;
    this.#schema = z.record(z.string(), schema);
  }

  async read(): Promise<Map<string, Value>> {
    const stored = (await browser.storage.session.get(this.#key))[this.#key];
    if (stored === undefined) return new Map();
    const parsed = z.safeParse(this.#schema, stored);
    return new Map(parsed.success ? Object.entries(parsed.data) : []);
  }

  /** What is known once everything has been written that was begun before. */
  async readLatest(): Promise<Map<string, Value>> {
    await this.#turn;
    return this.read();
  }

  /** Changes one after the other, whoever asks for them. */
  change(apply: (known: Map<string, Value>) => unknown): Promise<void> {
    const done = this.#turn.then(async () => {
      const known = await this.read();
      apply(known);
      await browser.storage.session.set({ [this.#key]: Object.fromEntries([...known].slice(-this.#most)) });
    });
    this.#turn = done.catch((error: unknown) => console.error(`${this.#key}:`, error));
    return done;
  }
}
