import type { Settings } from '#domain/settings/settings';

/** A click with a key held speaks for the download that follows it within this time, ms. */
const validFor = 10_000;

/** Which keys were held. */
export type HeldKeys = Readonly<Record<Exclude<Settings['bypassKey'], 'none'>, boolean>>;

const clicks = new Map<string, { keys: HeldKeys; at: number }>();

/** The user held these keys while clicking this link. */
export function noteClick(url: string, keys: HeldKeys): void {
  clicks.set(withoutFragment(url), { keys, at: Date.now() });
}

/** Whether the download of one of these addresses was clicked with the key that leaves it to the browser; counts once. */
export function takeBypass(urls: readonly string[], key: Settings['bypassKey']): boolean {
  const limit = Date.now() - validFor;
  for (const [url, { at }] of clicks) if (at < limit) clicks.delete(url);
  const found = urls.map(withoutFragment).find((url) => clicks.has(url));
  const click = found === undefined ? undefined : clicks.get(found);
  if (found !== undefined) clicks.delete(found);
  return click !== undefined && key !== 'none' && click.keys[key];
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
