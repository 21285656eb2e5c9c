import type { Browser } from 'webextension-polyfill';

export type { Downloads, Runtime, Tabs, WebRequest } from 'webextension-polyfill';

const { browser: named, chrome } = globalThis as unknown as { browser?: Browser; chrome: Browser };

/**
 * The one way to the browser's API; its types are those of `webextension-polyfill`, which is not needed itself: older Chromium calls
 * it `chrome`, and gives the same promises in Manifest V3. Only listeners that answer must use `sendResponse` there (message.ts).
 */
export const browser: Browser = named ?? chrome;
