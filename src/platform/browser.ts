import type { Browser } from 'webextension-polyfill';

export type { Downloads, Runtime, Tabs, WebRequest } from 'webextension-polyfill';

/**
 * The browser's API, with promises. Chromium before it had `browser` gives promises as `chrome`, too, for all that is called; only
 * answers to messages differ (serve.ts).
 */
export const browser: Browser = apiOf(globalThis);

function apiOf(scope: object): Browser {
  const { browser: standard, chrome: older } = scope as { browser?: Browser; chrome?: Browser };
  const api = standard?.runtime?.id === undefined ? older : standard;
  if (api === undefined) throw new TypeError('this is no page of an extension');
  return api;
}
