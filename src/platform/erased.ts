import { browser } from './browser.ts';

/** What the background says to whoever listens when everything that was kept is erased. */
const erased = 'data-erased';

/** Tells the open pages that everything is erased. */
export function announceErased(): void {
  // Nobody may be listening: that is the normal case.
  browser.runtime.sendMessage(erased).catch((error: unknown) => console.debug('No page is open:', error));
}

/** Calls back when everything was erased. */
export function onErased(callback: () => void, signal: AbortSignal): void {
  const listener = (message: unknown): undefined => {
    if (message === erased) callback();
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener), { once: true });
}
