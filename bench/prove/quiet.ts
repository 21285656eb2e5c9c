import { browserName } from '../../test/support/browser/browser-name.ts';

/**
 * What the browser contacts by itself, beyond what the launcher's flags keep it from, goes to names of our own choice.
 * Names that nobody else uses: whoever looks up the real ones was not the browser.
 */
const services = {
  'gaia-url': 'accounts',
  'google-apis-url': 'apis',
  'google-base-url': 'search',
  'apps-gallery-update-url': 'gallery',
};

/** All of them end in this. (`test` is nobody's: RFC 6761.) */
const domain = 'browser.test';

/** Flags that make a browser quiet, and tell what it still says apart. @param origin that files may come from without TLS */
export function quietFlags(origin: string): string[] {
  if (browserName === 'firefox') return [];
  return [
    ...Object.entries(services).map(([flag, name]) => `--${flag}=http://${name}.${domain}`),
    `--component-updater=url-source=http://components.${domain}/`,
    // It asks a server for the time.
    '--disable-features=NetworkTimeServiceQuerying',
    // Beyond loopback, the browser would hold back a file that came without TLS and ask whether to keep it.
    `--unsafely-treat-insecure-origin-as-secure=${origin}`,
  ];
}

/** Chromium asks a service about every file that it saves. Firefox asks about more. */
export function quietPreferences(): Record<string, unknown> {
  return browserName === 'firefox' ? quietFirefox : { 'safebrowsing.enabled': false };
}

/** Beside what puppeteer sets, which gives its services a name that nobody has. */
const quietFirefox = {
  // Look-ups go to the network's own resolver.
  'network.trr.mode': 5,
  'network.connectivity-service.enabled': false,
  'network.captive-portal-service.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  // Else it asks for the same name with TLS first.
  'dom.security.https_first': false,
};
