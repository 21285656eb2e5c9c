import { browser } from './browser.ts';

/** Permissions that are asked for when the user switches on what needs them. */
export type Permission = 'notifications' | 'power';

// The library's types know neither of what one browser alone has.
type Wanted = Parameters<typeof browser.permissions.request>[0];
const wanted = (permission: Permission): Wanted => ({ permissions: [permission] }) as unknown as Wanted;

/** Whether this is the browser that can keep a computer awake, and has a say in the sound of notifications: Chromium alone offers us the one, and does the other. */
export function isChromiums(): boolean {
  const { optional_permissions: later = [], permissions = [] } = browser.runtime.getManifest();
  return [...later, ...permissions].map(String).includes('power');
}

/** Whether the user has given it. */
export function hasPermission(permission: Permission): Promise<boolean> {
  return browser.permissions.contains(wanted(permission));
}

/** Asks the user for it. Must be called in a click's first turn. */
export function requestPermission(permission: Permission): Promise<boolean> {
  return browser.permissions.request(wanted(permission));
}

/** Calls back when something was given or taken back. */
export function watchPermissions(onChange: () => void, signal: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  signal.addEventListener('abort', () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  });
}

/** What the user has given: permissions by name, sites by their number. */
export async function grantedPermissions(): Promise<{ permissions: readonly string[]; sites: number | 'all' }> {
  const { permissions = [], origins = [] } = await browser.permissions.getAll();
  return { permissions, sites: origins.includes('*://*/*') ? 'all' : origins.length };
}
