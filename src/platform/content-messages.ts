import type { VerbName, RequestOf } from '#protocol/define';
import type { contentApi } from '#protocol/content-api';

/*
 * The content script's way to the background. It is put into every page of the allowed sites, so it stays free of the
 * polyfill and of zod: the background validates what arrives.
 */

interface Sender {
  runtime?: { id?: string; sendMessage(message: unknown): Promise<unknown> };
}

function sender(): Sender {
  const { browser, chrome } = globalThis as unknown as { browser?: Sender; chrome?: Sender };
  return browser ?? chrome ?? {};
}

/** Whether there is a background to tell. */
export const canTell = (): boolean => sender().runtime?.id !== undefined;

/** Tells the background something. Does nothing in an orphan: a script whose extension was updated or removed. */
export function tellBackground<V extends VerbName<typeof contentApi>>(
  verb: V,
  request: RequestOf<typeof contentApi, V>,
): void {
  const address: (typeof contentApi)['address'] = 'content';
  const { runtime } = sender();
  if (runtime?.id === undefined) return;
  runtime.sendMessage({ to: address, verb, request }).catch((error: unknown) => console.debug('Perseid:', error));
}
