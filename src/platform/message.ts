import * as z from 'zod/mini';
import { PerseidError } from '#domain/error';
import { replySchema, type Api, type RequestOf, type ResponseOf, type VerbName } from '#protocol/define';
import { browser } from './browser.ts';
import { NobodyAnswers } from './nobody-answers.ts';

/** Calls one API: validates what comes back. */
export type Client<A extends Api> = <V extends VerbName<A>>(
  verb: V,
  request: RequestOf<A, V>,
) => Promise<ResponseOf<A, V>>;

/**
 * A client for an API served in another context of this extension.
 * @throws PerseidError with the code the handler threw; NobodyAnswers when nobody serves it now
 */
export function client<A extends Api>(api: A): Client<A> {
  return async (verb, request) => {
    const raw: unknown = await browser.runtime
      .sendMessage({ to: api.address, verb, request })
      .catch((error: unknown) => {
        throw new NobodyAnswers(String(error));
      });
    if (raw === undefined || raw === null) throw new NobodyAnswers(api.address);
    const reply = z.parse(replySchema, raw);
    if (!reply.ok) throw new PerseidError(reply.code);
    const schema: Api['verbs'][string] | undefined = api.verbs[verb];
    if (!schema) throw new PerseidError('internal', { message: `no verb ${verb}` });
    return z.parse(schema.response, reply.value) as ResponseOf<A, typeof verb>;
  };
}

/**
 * A client that calls once more when the other side died under the call (a service worker may, at any moment).
 * @param except verbs that must not be repeated unseen
 */
export function repeating<A extends Api>(call: Client<A>, except: readonly VerbName<A>[]): Client<A> {
  return async (verb, request) => {
    try {
      return await call(verb, request);
    } catch (error) {
      if (!(error instanceof NobodyAnswers) || except.includes(verb)) throw error;
      return call(verb, request);
    }
  };
}
