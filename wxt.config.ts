import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { firefoxPermissions } from './src/domain/policy/disclosures.ts';
import { builtPurposes } from './src/domain/policy/unbuilt.ts';

/** The build that end-to-end tests and the demo use: host access is granted at install, nothing else differs. */
const e2e = process.env['PERSEID_E2E'] === '1';
const anySite = ['*://*/*'];

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDirTemplate: `{{browser}}-mv{{manifestVersion}}${e2e ? '-e2e' : ''}`,
  vite: () => ({
    plugins: [preact()],
    // The polyfill would fetch; every browser that we run in preloads modules itself.
    build: { target: 'es2022', reportCompressedSize: false, modulePreload: { polyfill: false } },
  }),
  manifest: ({ browser }) => ({
    name: 'Perseid',
    description: 'A download manager that sends nothing to anyone but the sites you download from.',
    minimum_chrome_version: '128',
    incognito: 'not_allowed',
    permissions: [
      'alarms',
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
      'downloads',
      ...(browser === 'firefox' ? [] : ['offscreen']),
      'scripting',
      'storage',
      'unlimitedStorage',
      'webRequest',
    ],
    ...(e2e ? { host_permissions: anySite } : { optional_host_permissions: anySite }),
    // Checksums are computed in WebAssembly (src/platform/digest.ts).
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'perseid@perseid.invalid',
          strict_min_version: '140.0',
          data_collection_permissions: firefoxPermissions(builtPurposes),
        },
      },
    }),
  }),
});
