import { browser } from './browser.ts';

/**
 * Chromium shows some headers, and the question for a password (401), only on a wish that Firefox does not know.
 * @param listener the name of its list of wishes
 */
export function knowsExtraHeaders(listener: 'OnSendHeadersOptions' | 'OnHeadersReceivedOptions'): boolean {
  const known: unknown = Reflect.get(browser.webRequest, listener);
  return typeof known === 'object' && known !== null && 'EXTRA_HEADERS' in known;
}
