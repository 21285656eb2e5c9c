import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { defaultLocale, localeFiles, localisedSummary } from './scripts/steps/locales.ts';
import { tameWebTorrent } from './scripts/steps/tame-webtorrent.ts';
import { withoutInnerHtml } from './scripts/steps/without-inner-html.ts';
import { firefoxPermissions } from './src/domain/policy/disclosures.ts';
import { builtPurposes } from './src/domain/policy/unbuilt.ts';

/** The build that end-to-end tests and the demo use: what is asked for later is granted at install, nothing else differs. */
const e2e = process.env['PERSEID_E2E'] === '1';
/**
 * Nothing is loaded but what is in the package, and no form is sent; what may be asked of hosts, and the sockets to trackers, are closed further by
 * the architecture tests. Checksums are computed in WebAssembly (src/platform/digest.ts).
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  ...['style-src', 'img-src', 'font-src', 'frame-src', 'worker-src'].map((kind) => `${kind} 'self'`),
  "connect-src 'self' http: https: ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const anySite = ['*://*/*'];

/** Asked for when the user switches on what needs them (src/options/after-section.tsx). */
const optional = (browser: string): string[] => ['notifications', ...(browser === 'firefox' ? [] : ['power'])];

/**
 * What several contexts share, in few files: many small ones compress badly. Each group is wanted whole by whoever wants some of
 * it; what the first paint of a page does not need stays out.
 */
const chunks = [
  // how parts that come later are loaded
  { name: 'preload', test: /preload-helper|virtual:wxt-html-plugins/ },
  // what is guarded of the ways to peers: the scan of the builds knows it by its name
  { name: 'peers', test: /src\/platform\/peer-connection|src\/domain\/swarm\/scrub/ },
  // the first door: the same
  { name: 'transfers', test: /src\/platform\/transfer-fetch/ },
  // the pages
  {
    name: 'pages',
    test: /node_modules\/preact\/|src\/ui\/(?!adding|privacy|menu-list|place-menu|menu\.css|traffic|details|downloads|tabs|use-now|use-window|window)|src\/domain\/i18n\/(?:format\.|en\/shared)/,
  },
  // the pages with downloads
  {
    name: 'lists',
    test: /src\/ui\/(?:use-now|downloads\/(?!banners|consent-banner|mismatch-banner|notice-banner|use-add-many|list-offer))|src\/platform\/task-feed|src\/domain\/(?:add\/(?:links|expand)|i18n\/(?:en\/popup|error-text)|list\/endings|task\/items-of)/,
  },
  // what rows of the popup and the engine page say of a task
  {
    name: 'rows',
    test: /src\/domain\/(?:task\/(?:link-note|progress|asked|swarm-bytes|who-saw|day\.)|swarm\/asking)/,
  },
  // the pages with lists that are filtered
  {
    name: 'kinds',
    test: /src\/ui\/(?:use-window|window)|src\/domain\/(?:swarm\/file-kind|i18n\/en\/kinds|list\/words)/,
  },
  // the background and the options: purposes without their words, and which downloads are taken over
  {
    name: 'wires',
    test: /zod\/v4\/(?:mini|core)\/iso|src\/protocol\/privacy-api|src\/domain\/source\/takeover|src\/domain\/ledger\/(?:entry|mismatch)|src\/domain\/(?:stats\/questions|mirror\/giving|notice\/(?:bundle|trust|refusal))|src\/domain\/policy\/(?:wires\/|wires\.|wire\.|purpose\.|units|request|unbuilt|receipt|consent\.|service-address|edition\.|frozen)/,
  },
  // what a file is called: pages, engine page and, where it holds answers, the background
  { name: 'names', test: /src\/domain\/task\/(?:name-from-url|text-bytes)/ },
  // background, engine page and options
  {
    name: 'files',
    test: /src\/platform\/part-file|src\/domain\/source\/(?:site|dangerous-types)|src\/domain\/mirror\/(?:metalink-type|describing)|src\/domain\/task\/addresses/,
  },
  // every context: one file more to be asked for costs a page more than a few bytes that it does not need
  {
    name: 'stores',
    // Not for a script that is one file.
    minShareCount: 2,
    test: /virtual:wxt-plugins|src\/platform\/(?:browser\.|message|nobody-answers|settings-store|engine-client|erased|local-time|clock|site-access|pages|browser-items|left-store|session-map|task-store|database)|node_modules\/(?:idb|zod)|src\/domain\/i18n\/(?:translate|words)|src\/domain\/(?:error\.|exchange\/given|check\/(?:algorithm|expected|verdict)|mirror\/(?:mirror\.|search)|schedule\/times|segment\/range|settings\/settings|source\/(?:address|leave-reason|validator))|src\/domain\/add\/open-mask|src\/domain\/task\/(?:line|due|ending|link-to|task\.|shape|host-traffic)|src\/domain\/swarm\/(?:magnet-type|torrent-type|torrent-limits|named|peer-server|sharing|swarm\.)|src\/protocol\/(?:define|background-api|engine-api)/,
  },
];

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDirTemplate: `{{browser}}-mv{{manifestVersion}}${e2e ? '-e2e' : ''}`,
  vite: () => ({
    plugins: [preact(), withoutInnerHtml(), tameWebTorrent()],
    build: {
      target: 'es2022',
      reportCompressedSize: false,
      // The polyfill would fetch; every browser that runs this preloads modules by itself.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { codeSplitting: { includeDependenciesRecursively: false, groups: chunks } },
      },
    },
  }),
  hooks: { 'build:publicAssets': (_, files) => void files.push(...localeFiles()) },
  manifest: ({ browser }) => ({
    name: 'Perseid',
    description: localisedSummary,
    default_locale: defaultLocale,
    minimum_chrome_version: '128',
    incognito: 'not_allowed',
    permissions: [
      ...(e2e ? optional(browser) : []),
      // The page in front, where the button was pressed: its links can be listed (src/platform/page-links.ts).
      'activeTab',
      'alarms',
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
      'downloads',
      ...(browser === 'firefox' ? [] : ['offscreen']),
      'scripting',
      'storage',
      'unlimitedStorage',
      'webRequest',
      // An answer is held before the browser makes a download of it (src/platform/engine-host/held-answers.ts).
      ...(browser === 'firefox' ? ['webRequestBlocking'] : []),
    ],
    ...(e2e ? { host_permissions: anySite } : { optional_host_permissions: anySite }),
    ...(!e2e && { optional_permissions: optional(browser) }),
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox' && {
      // Magnet links that no click of the user's leads to: the browser asks, and gives them to the popup's field (src/popup/links.ts).
      protocol_handlers: [{ protocol: 'magnet', name: 'Perseid', uriTemplate: 'popup.html?magnet=%s' }],
      browser_specific_settings: {
        gecko: {
          id: 'perseid@perseid.invalid',
          // The oldest in which the tests have run.
          strict_min_version: '153.0',
          data_collection_permissions: firefoxPermissions(builtPurposes),
        },
      },
    }),
  }),
});
