import * as z from 'zod/mini';
import { PerseidError } from '#domain/error';
import {
  envelopeSchema,
  replySchema,
  type Api,
  type Handlers,
  type Reply,
  type RequestOf,
  type ResponseOf,
  type VerbName,
} from '#protocol/define';
import { browser, type Runtime } from './browser.ts';

/** Calls one API: validates what comes back. */
export type Client<A extends Api> = <V extends VerbName<A>>(
  verb: V,
  request: RequestOf<A, V>,
) => Promise<ResponseOf<A, V>>;

/** Nobody answers: the context that serves this API is not running. */
export class NobodyAnswers extends Error {}

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

/** A page or the background of this extension, not a web page's content script. */
function isOwnPage(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL(''));
}

/** A content script of this extension. */
function isOwnScript(sender: Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && sender.tab !== undefined;
}

/**
 * Answers an API in this context. Privileged APIs answer own pages alone; the content API own content scripts.
 * Must be called in the first turn of the context, or an event that wakes it is lost.
 */
export function serve<A extends Api>(api: A, handlers: Handlers<A>): void {
  const mayCall = api.address === 'content' ? isOwnScript : isOwnPage;
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
    sendResponse: (reply: Reply) => void,
  ): true | undefined => {
    const envelope = z.safeParse(envelopeSchema, message);
    if (!envelope.success || envelope.data.to !== api.address || !mayCall(sender)) return undefined;
    void answer(api, handlers, envelope.data.verb, envelope.data.request).then(sendResponse);
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Runtime.OnMessageListenerCallback);
}

async function answer<A extends Api>(api: A, handlers: Handlers<A>, verb: string, request: unknown): Promise<Reply> {
  const schema = Object.hasOwn(api.verbs, verb) ? api.verbs[verb]?.request : undefined;
  const parsed = schema && z.safeParse(schema, request);
  if (!parsed?.success) return { ok: false, code: 'internal' };
  try {
    const handler = handlers[verb as VerbName<A>] as (request: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    if (error instanceof PerseidError) return { ok: false, code: error.code };
    console.error(`${api.address} ${verb}:`, error);
    return { ok: false, code: 'internal' };
  }
}
