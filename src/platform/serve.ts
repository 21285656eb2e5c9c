import * as z from 'zod/mini';
import { PerseidError } from '#domain/error';
import { envelopeSchema, type Api, type Handlers, type Reply, type VerbName } from '#protocol/define';
import { browser, type Runtime } from './browser.ts';

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
    // Older Chromium takes no promise as the answer.
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
