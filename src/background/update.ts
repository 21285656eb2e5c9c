import { browser } from '#platform/browser';
import { engineNeededAt } from './engine-need.ts';

const key = 'update-waiting';

/** An update waits until nothing is running. Must be called in the background's first turn. */
export function watchUpdates(): void {
  browser.runtime.onUpdateAvailable.addListener(
    () =>
      void (async () => {
        await browser.storage.session.set({ [key]: true });
        await updateIfIdle();
      })(),
  );
}

/** Applies an update that waits, if nothing is running. */
export async function updateIfIdle(): Promise<void> {
  const waiting = (await browser.storage.session.get(key))[key] === true;
  if (waiting && (await engineNeededAt()) > Date.now()) browser.runtime.reload();
}
