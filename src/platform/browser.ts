/** The one import of the browser's API. `webextension-polyfill` gives older Chromium the promises of `browser.*`. */
export { default as browser } from 'webextension-polyfill';
export type { Downloads, Runtime, Tabs, WebRequest } from 'webextension-polyfill';
