import * as z from 'zod/mini';
import { outsideRequestSchema, type OutsideReply } from '#protocol/outside-api';
import { browser, type Runtime } from './browser.ts';

type OutsideRequest = z.infer<typeof outsideRequestSchema>;

/**
 * Hears what other extensions say to this one. Must be called in the background's first turn.
 * @param hear gets the other's id and what it asks for, null where that is nothing that may be asked for; it gives the answer, null: none
 */
export function hearOutside(
  hear: (caller: string, request: OutsideRequest | null) => Promise<OutsideReply | null>,
): void {
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
    sendResponse: (reply?: OutsideReply) => void,
  ): true | undefined => {
    // Pages of the web have no id; the manifest lets none of them in anyway.
    if (sender.id === undefined) return undefined;
    const { data = null } = z.safeParse(outsideRequestSchema, message);
    void hear(sender.id, data).then((reply) => (reply === null ? sendResponse() : sendResponse(reply)));
    return true;
  };
  browser.runtime.onMessageExternal.addListener(listener as Runtime.OnMessageListenerCallback);
}
