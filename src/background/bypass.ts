import type { Settings } from '#domain/settings/settings';
import { addressOf } from '#domain/source/address';
import { clickStore } from '#platform/click-store';

/** A click with a key held speaks for the download that follows it within this time, ms: servers may be slow to answer. */
const validFor = 60_000;

/** Which keys were held. */
export type HeldKeys = Readonly<Record<Exclude<Settings['bypassKey'], 'none'>, boolean>>;

/** The user held these keys while clicking this link. Outlives the background, which may be ended while the server thinks. */
export async function noteClick(url: string, keys: HeldKeys): Promise<void> {
  await clickStore.change((known) => known.set(addressOf(url), { ...keys, at: Date.now() }));
}

/** Whether the download of one of these addresses was clicked with the key that leaves it to the browser; counts once. */
export async function takeBypass(urls: readonly string[], key: Settings['bypassKey']): Promise<boolean> {
  const addresses = urls.map(addressOf);
  const isKnown = (known: ReadonlyMap<string, unknown>) => addresses.some((url) => known.has(url));
  if (!isKnown(await clickStore.readLatest())) return false;
  let bypasses = false;
  await clickStore.change((known) => {
    const limit = Date.now() - validFor;
    for (const [url, { at }] of known) if (at < limit) known.delete(url);
    const found = addresses.find((url) => known.has(url));
    if (found === undefined) return;
    bypasses = key !== 'none' && known.get(found)?.[key] === true;
    known.delete(found);
  });
  return bypasses;
}
