import * as z from 'zod/mini';
import type { MessageKey } from '../i18n/translate.ts';
import type { ChromeCategory, FirefoxCategory } from './categories.ts';
import { frozen } from './frozen.ts';
import type { Party } from './party.ts';

/** The closed list of reasons to contact anyone but a task's own sources. Each has a file in purposes/ and a row in the registry. */
export const purposeIds = frozen(['mirror-search', 'mirror-giving', 'statistics', 'updates', 'swarm']);
export type PurposeId = (typeof purposeIds)[number];

/** What one party learns, and for how long it may keep that. */
export interface Receiver {
  readonly who: Party;
  /** In plain words. */
  readonly sees: string;
  /** Most days that it may keep what was sent; 0: not at all; or until it is asked back; null: they are strangers, nobody can promise it. */
  readonly keepDays: number | 'asked-back' | null;
}

/** When a call is made: by itself while nothing downloads, for a task that needs it, or at a click. */
export type Occasion = 'idle' | 'task' | 'click';

/** Where a call goes on the service, and what may come back. No other address can be made of it. */
export interface Endpoint<Reply extends z.ZodMiniType = z.ZodMiniType> {
  readonly method: 'GET' | 'POST';
  /** Below the service's address. */
  readonly path: `/${string}`;
  /** Strict: a field that is not named refuses the answer. */
  readonly reply: Reply;
  /** Most bytes of an answer's body. */
  readonly replyBytes: number;
  /** Milliseconds until it is given up. */
  readonly timeout: number;
  /** What becomes of it while something downloads without mirror search (BC22). */
  readonly busy: 'defer' | 'drop';
}

/** One kind of message, as the door needs it: what may go out, where to, when. Without a word that is shown. */
export interface Wire<Sends extends z.ZodMiniObject = z.ZodMiniObject, To extends Endpoint | null = Endpoint | null> {
  /** Strict: exactly what is sent, as query of a GET, as JSON body of a POST, in the protocol's own form to peers and trackers. */
  readonly sends: Sends;
  /** null: not to the service, but to trackers or peers. */
  readonly endpoint: To;
  readonly when: {
    readonly occasion: Occasion;
    /** Least milliseconds from one to the next; null: as often as the occasion comes. */
    readonly every: number | null;
  };
}

/** One kind of message of a purpose, with everything that is said of it. */
export interface Call<
  Sends extends z.ZodMiniObject = z.ZodMiniObject,
  To extends Endpoint | null = Endpoint | null,
> extends Wire<Sends, To> {
  /** What it is, in plain words: in the policy, in the ledger. */
  readonly title: string;
  /** What each field is, in plain words. */
  readonly fields: { readonly [Field in keyof z.output<Sends>]: string };
  /** One literal payload, for the options page and the policy. */
  readonly example: z.input<Sends>;
}

/** One reason to contact someone, with everything that is said and shown of it. English is the binding language. */
export interface Purpose {
  /** Heading of its section of the policy. */
  readonly title: string;
  /** Its clause in plain words; one paragraph each. */
  readonly clause: readonly string[];
  /** Ids of the promises (docs/promises.md) that it states. */
  readonly promises: readonly string[];
  readonly calls: Readonly<Record<string, Call>>;
  readonly receivers: readonly Receiver[];
  /** What the stores are told. */
  readonly firefox: readonly FirefoxCategory[];
  readonly chrome: readonly ChromeCategory[];
  /** The switch: its name, and one sentence on what it brings. */
  readonly label: MessageKey;
  readonly description: MessageKey;
}

/** Keeps a wire's exact types. */
export function wire<const Sends extends z.ZodMiniObject, const To extends Endpoint | null>(
  one: Wire<Sends, To>,
): Wire<Sends, To> {
  return one;
}

/** What is said of a wire. Checked against its schemas when compiling: every field explained, the example valid. */
export function call<Sends extends z.ZodMiniObject, To extends Endpoint | null>(
  one: Wire<Sends, To>,
  words: Omit<Call<Sends, To>, keyof Wire>,
): Call<Sends, To> {
  return { ...one, ...words };
}
