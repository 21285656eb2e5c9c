import * as z from 'zod/mini';
import type { OutsideLink } from '#protocol/outside-api';
import { browser } from './browser.ts';
import { SessionMap } from './session-map.ts';

const key = 'callers';
/** As `protocol/outside-api` has checked it: what that needs stays out of the pages. */
const linkSchema: z.ZodMiniType<OutsideLink> = z.object({
  id: z.string(),
  url: z.string(),
  name: z.exactOptional(z.string()),
  page: z.exactOptional(z.string()),
});
const waitingSchema = z.object({ links: z.array(linkSchema) });

/** Links of one extension that wait for the user's word, and extensions that wait. */
const mostWaiting = 500;
const asking = new SessionMap(key, waitingSchema, 20);

/** What other extensions gave that wait for the user's word, by their ids. In memory only, gone with the browser. */
export async function readAsking(): Promise<Map<string, readonly OutsideLink[]>> {
  return new Map([...(await asking.readLatest())].map(([id, { links }]) => [id, links]));
}

/** Keeps links until the user has decided about the extension. The background is the only writer. @returns whether it is asked about already */
export async function keepAsking(caller: string, links: readonly OutsideLink[]): Promise<boolean> {
  let isKnown = false;
  await asking.change((known) => {
    isKnown = known.has(caller);
    known.set(caller, { links: [...(known.get(caller)?.links ?? []), ...links].slice(0, mostWaiting) });
  });
  return isKnown;
}

/** It is decided. */
export function endAsking(caller: string): Promise<void> {
  return asking.change((known) => known.delete(caller));
}

/** Calls back when somebody else asks, or it is decided. */
export function watchAsking(onChange: () => void, signal: AbortSignal): void {
  const listener: Parameters<typeof browser.storage.onChanged.addListener>[0] = (changes, area) => {
    if (area === 'session' && changes[key]) onChange();
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(listener), { once: true });
}
