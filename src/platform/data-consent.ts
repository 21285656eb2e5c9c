/** The browser's own consent to what is sent. */
export { hasConsent, requestConsent } from './engine-host/data-consent.ts';
