import { browser } from './browser.ts';

const anySite = '*://*/*';

/** Whether the user has allowed the site of this address. Only http and https can be allowed. */
export async function hasAccess(url: string): Promise<boolean> {
  if (!/^https?:/.test(url)) return false;
  return browser.permissions.contains({ origins: [patternOf(new URL(url).hostname)] });
}

/** Asks the user for these sites. Must be called in a click's first turn. @param hosts host names */
export function requestSites(hosts: string[]): Promise<boolean> {
  return browser.permissions.request({ origins: hosts.map(patternOf) });
}

/** Asks the user for all sites. Must be called in a click's first turn. */
export function requestAllSites(): Promise<boolean> {
  return browser.permissions.request({ origins: [anySite] });
}

/** Match patterns of the allowed sites. */
export async function grantedSites(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** The pattern by which the site of an address is allowed, the narrowest there is; null: none. */
export function grantingSite(patterns: readonly string[], url: string): string | null {
  const own = patternOf(new URL(url).hostname);
  return [own, anySite].find((pattern) => patterns.includes(pattern)) ?? null;
}

/** Takes the permission for a pattern back. */
export function revokeSite(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] });
}

/** Calls back when the user allowed or forbade sites. */
export function watchAccess(onChange: () => void): void {
  browser.permissions.onAdded.addListener(onChange);
  browser.permissions.onRemoved.addListener(onChange);
}

/** Calls back when the user forbade a site. */
export function onAccessLost(callback: () => void): void {
  browser.permissions.onRemoved.addListener(callback);
}

/** All addresses of a host. */
export function patternOf(host: string): string {
  return `*://${host}/*`;
}
