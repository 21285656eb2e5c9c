import * as z from 'zod/mini';
import { errorCodes, type ErrorCode } from '#domain/error';

/** One verb: the zod schemas of its request and its response. */
interface Verb {
  readonly request: z.ZodMiniType;
  readonly response: z.ZodMiniType;
}

/** An API: where it is answered, and its verbs by name (`noun.verb`). */
export interface Api {
  readonly address: 'background' | 'privacy' | 'engine' | 'content';
  readonly verbs: Readonly<Record<string, Verb>>;
}

export type VerbName<A extends Api> = keyof A['verbs'] & string;
export type RequestOf<A extends Api, V extends VerbName<A>> = z.infer<A['verbs'][V]['request']>;
export type ResponseOf<A extends Api, V extends VerbName<A>> = z.infer<A['verbs'][V]['response']>;

/** One handler per verb: a missing one does not compile. */
export type Handlers<A extends Api> = {
  readonly [V in VerbName<A>]: (request: RequestOf<A, V>) => Promise<ResponseOf<A, V>>;
};

/** Declares an API, keeping the exact verb names. */
export function defineApi<const A extends Api>(api: A): A {
  return api;
}

/** What goes over the wire. */
export const envelopeSchema = z.object({ to: z.string(), verb: z.string(), request: z.unknown() });

/** What comes back: errors cross as codes. */
export const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(errorCodes) }),
]);
export type Reply = { ok: true; value: unknown } | { ok: false; code: ErrorCode };

/** For verbs without an argument or a result. */
export const nothing = z.object({});
