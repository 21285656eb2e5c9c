import { browser } from '../browser.ts';
import { patternOf } from '../site-access.ts';

/** As Firefox knows permissions; the polyfill's types do not. */
interface Permissions {
  readonly origins?: string[];
  readonly data_collection?: string[];
}
interface PermissionsApi {
  request(permissions: Permissions): Promise<boolean>;
  contains(permissions: Permissions): Promise<boolean>;
}

const api = (): PermissionsApi => browser.permissions;

/**
 * Asks for sites, and in Firefox, in the same question, for its own consent to what is going to be sent. Must be called in a click's first turn.
 * @param categories of Firefox @param hosts host names
 */
export async function requestConsent(categories: readonly string[], hosts: readonly string[]): Promise<boolean> {
  const origins = hosts.map(patternOf);
  const data = import.meta.env.FIREFOX ? [...categories] : [];
  if (origins.length === 0 && data.length === 0) return true;
  return api().request({ origins, ...(data.length > 0 && { data_collection: data }) });
}

/** Whether Firefox has the user's consent to send this; other browsers do not ask for one. */
export async function hasConsent(categories: readonly string[]): Promise<boolean> {
  if (!import.meta.env.FIREFOX || categories.length === 0) return true;
  return api().contains({ data_collection: [...categories] });
}
