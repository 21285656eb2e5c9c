import type { ErrorCode } from '#domain/error';
import { browser } from './browser.ts';
import { hasAccess } from './site-access.ts';
import { transferFetch } from './transfer-fetch.ts';

/** The browsers' names of network errors (Chromium's net::, Firefox's NS_ERROR_), by what they mean for the user. */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [/TOO_MANY_REDIRECTS|REDIRECT_LOOP/, 'redirect-loop'],
  [/UNSAFE_REDIRECT|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME|UNKNOWN_PROTOCOL|DOM_BAD_URI/, 'redirect-unsafe'],
  [/NAME_NOT_RESOLVED|UNKNOWN_HOST/, 'name-not-resolved'],
  [/CONNECTION_REFUSED/, 'connection-refused'],
  [/CERT|SSL|SEC_ERROR/, 'certificate'],
  [/INTERNET_DISCONNECTED|OFFLINE/, 'offline'],
];

/** How long the question may take, ms. */
const patience = 10_000;

/**
 * Why an address gives no answer at all: asks once more while watching how the browser names the error.
 * `network` when it says nothing that we know; `no-access` when we may not read it (any more).
 */
export async function explainNetworkError(url: string): Promise<ErrorCode> {
  if (!(await hasAccess(url))) return 'no-access';
  let seen: string | null = null;
  const watch = (details: { error: string }): void => {
    seen = details.error;
  };
  // Any address: redirects lead elsewhere, and the error is that of the last one.
  browser.webRequest.onErrorOccurred.addListener(watch, {
    urls: ['http://*/*', 'https://*/*'],
    types: ['xmlhttprequest'],
    tabId: -1,
  });
  try {
    const answer = await transferFetch({ url, from: 0, to: 1, ifRange: null }, AbortSignal.timeout(patience));
    answer.cancel();
    return 'network';
  } catch (error) {
    console.info('No answer:', url.length, seen, error);
    const meaning = meanings.find(([pattern]) => pattern.test(seen ?? ''));
    return meaning?.[1] ?? 'network';
  } finally {
    browser.webRequest.onErrorOccurred.removeListener(watch);
  }
}
