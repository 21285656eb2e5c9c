import { expect } from 'vitest';
import type { Outcome, StoredEntry } from '#domain/ledger/entry';
import type { Consent } from '#domain/policy/consent';
import type { Deferred } from '#domain/policy/deferred';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { policy } from '#domain/policy/policy';
import type { PurposeId } from '#domain/policy/purpose';
import type { RequestOf, ResponseOf, VerbName } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import type { Stage } from './stage.ts';

type Api = typeof privacyApi;
type Drawn = Deferred & { readonly id: number };

/** Asks the background of consent, service and ledger, as the pages do. */
export class Privacy {
  readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async call<V extends VerbName<Api>>(verb: V, request: RequestOf<Api, V>): Promise<ResponseOf<Api, V>> {
    const page = await this.stage.control();
    const reply = await page.evaluate(
      (message): Promise<{ ok: boolean; value?: unknown }> => chrome.runtime.sendMessage(message),
      { to: 'privacy', verb, request },
    );
    expect(reply, verb).toMatchObject({ ok: true });
    return reply.value as ResponseOf<Api, V>;
  }

  /** As the first-run page does. */
  accept() {
    return this.call('consent.decide', { decision: 'accepted', policyHash: policy.current.hash });
  }

  decline() {
    return this.call('consent.decide', { decision: 'declined', policyHash: policy.current.hash });
  }

  /** Stores grants as they are stored; by its verb none can be given for a purpose that is not built. */
  async plant(...purposes: PurposeId[]): Promise<void> {
    const { version, hash, clauses } = policy.current;
    const grants = purposes.map((id) => [id, { at: 1, policyHash: hash, clauseHash: clauses[id] ?? '' }] as const);
    const consent: Consent = {
      format: 1,
      decision: { kind: 'accepted', version, hash, at: 1 },
      grants: Object.fromEntries(grants),
    };
    await this.stage.browser.consentToData(purposes.flatMap((id) => firefoxCategories[id]));
    await this.put('privacy', consent, 'consent');
  }

  /** Writes into the extension's database. */
  async put(store: string, value: unknown, key?: string): Promise<void> {
    const page = await this.stage.control();
    await page.evaluate(
      (...[where, what, at]) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('perseid');
          opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
          opening.onsuccess = () => {
            const writing = opening.result.transaction(where, 'readwrite');
            writing.objectStore(where).put(what, at);
            writing.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
      store,
      value,
      key,
    );
  }

  /** Keeps a store from being written by anybody, and what is to be written with it. @returns what lets go of it */
  async hold(store: string): Promise<() => Promise<void>> {
    const page = await this.stage.control();
    const held = await page.evaluateHandle(
      (where) =>
        new Promise<{ release: () => Promise<void> }>((resolve, reject) => {
          const opening = indexedDB.open('perseid');
          opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
          opening.onsuccess = () => {
            const writing = opening.result.transaction(where, 'readwrite');
            let over = false;
            const goOn = (): void => {
              // A transaction lasts as long as something is asked of it.
              writing.objectStore(where).count().onsuccess = () => (over ? opening.result.close() : goOn());
            };
            goOn();
            const release = (): Promise<void> =>
              new Promise((released) => {
                over = true;
                writing.oncomplete = () => released();
              });
            resolve({ release });
          };
        }),
      store,
    );
    return () => held.evaluate(({ release }) => release());
  }

  /** Everything in one of its stores. */
  all(store: string): Promise<unknown[]> {
    return this.#read(store, 'getAll');
  }

  /** The keys of one of its stores. */
  async keys(store: string): Promise<string[]> {
    return (await this.#read(store, 'getAllKeys')).map(String);
  }

  async #read(store: string, what: 'getAll' | 'getAllKeys'): Promise<unknown[]> {
    const page = await this.stage.control();
    return page.evaluate(
      (where, read) =>
        new Promise<unknown[]>((resolve, reject) => {
          const opening = indexedDB.open('perseid');
          opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
          opening.onsuccess = () => {
            const reading = opening.result.transaction(where).objectStore(where)[read]();
            reading.onsuccess = () => {
              opening.result.close();
              resolve(reading.result);
            };
          };
        }),
      store,
      what,
    );
  }

  /** The signed file of notices: a GET without a parameter. */
  async bundle(): Promise<Outcome> {
    return (await this.make('updates', 'bundle', {})).outcome;
  }

  /** A call whose answer is not awaited: what comes of it stands in the ledger. */
  async begin(purpose: PurposeId, call: string, payload: Record<string, unknown>): Promise<void> {
    const page = await this.stage.control();
    await page.evaluate(
      (message) => {
        chrome.runtime.sendMessage(message).catch((error: unknown) => console.info(error));
      },
      { to: 'privacy', verb: 'contact.make', request: { purpose, call, payload, task: null } },
    );
  }

  /** When the alarm for the next contact rings, ms since 1970; null: there is none. */
  async alarm(): Promise<number | null> {
    const page = await this.stage.control();
    const alarm = await page.evaluate(() => chrome.alarms.get('contact'));
    return alarm?.scheduledTime ?? null;
  }

  /** Lets that alarm ring now. */
  async ring(): Promise<void> {
    const page = await this.stage.control();
    await page.evaluate(() => chrome.alarms.create('contact', { when: Date.now() }));
  }

  /** The next report of the statistics, when it has been drawn and its alarm is set. */
  async drawn(): Promise<Drawn> {
    let drawn: Drawn | undefined;
    await this.stage.until(async () => {
      drawn = (await this.#waiting()).find(({ from }) => from !== undefined);
      return drawn !== undefined && (await this.alarm()) !== null;
    }, 'the next report is drawn');
    return drawn!;
  }

  /** Its moment has come. @returns what it says */
  async report(): Promise<Drawn> {
    const drawn = await this.drawn();
    await this.put('deferred', { ...drawn, from: 0 });
    await this.ring();
    return drawn;
  }

  /** Calls that were put off: all that wait, but for a report that waits for its moment. */
  async putOff(): Promise<unknown[]> {
    return (await this.#waiting()).filter(({ from }) => from === undefined || from === 0);
  }

  async #waiting(): Promise<Drawn[]> {
    return (await this.all('deferred')) as Drawn[];
  }

  /** Names of the answers that are kept. */
  async answers(): Promise<string[]> {
    return (await this.keys('privacy')).filter((key) => key.startsWith('answer '));
  }

  make(purpose: PurposeId, call: string, payload: Record<string, unknown>, task: string | null = null) {
    return this.call('contact.make', { purpose, call, payload, task });
  }

  /** The newest first. */
  async ledger(search: Partial<RequestOf<Api, 'ledger.read'>> = {}): Promise<StoredEntry[]> {
    const any = { text: '', purpose: null, task: null, before: null, most: 500 };
    return (await this.call('ledger.read', { ...any, ...search })).entries;
  }
}
