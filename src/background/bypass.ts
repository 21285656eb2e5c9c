import type { Settings } from '#domain/settings/settings';
import { addressOf } from '#domain/source/address';
import { readClicks, storeClicks, type Click } from '#platform/click-store';

/** A click with a key held speaks for the download that follows it within this time, ms: servers may be slow to answer. */
const validFor = 60_000;

/** Which keys were held. */
export type HeldKeys = Readonly<Record<Exclude<Settings['bypassKey'], 'none'>, boolean>>;

/** Outlives the background, which may be ended while the server thinks; gone with the browser. */
const clicks: Promise<Map<string, Click>> = readClicks();

/** The user held these keys while clicking this link. */
export async function noteClick(url: string, keys: HeldKeys): Promise<void> {
  const known = await clicks;
  known.set(addressOf(url), { ...keys, at: Date.now() });
  await storeClicks(known);
}

/** Whether the download of one of these addresses was clicked with the key that leaves it to the browser; counts once. */
export async function takeBypass(urls: readonly string[], key: Settings['bypassKey']): Promise<boolean> {
  const known = await clicks;
  const limit = Date.now() - validFor;
  for (const [url, { at }] of known) if (at < limit) known.delete(url);
  const found = urls.map(addressOf).find((url) => known.has(url));
  if (found === undefined) return false;
  const click = known.get(found);
  known.delete(found);
  await storeClicks(known);
  return click !== undefined && key !== 'none' && click[key];
}
